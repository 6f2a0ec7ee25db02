"""Blocks: what an author may not leave out, and what a learner gets to see."""

import pytest
from django.urls import reverse
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.enums import Role
from courses.blocks import LessonBody
from courses.models import LessonPage
from tests import factories
from tests.courses import builders

pytestmark = pytest.mark.django_db
BODY = LessonPage._meta.get_field("body").stream_block
BLOCKS = LessonBody().child_blocks


def value_of(kind: str, /, **raw):
    """The value of one block, made from stored data."""
    return BODY.child_blocks[kind].to_python(raw)


def refused(kind: str, /, **raw) -> dict:
    """Messages by field."""
    with pytest.raises(StructBlockValidationError) as refusal:
        BODY.child_blocks[kind].clean(value_of(kind, **raw))
    return {name: error.messages for name, error in refusal.value.block_errors.items()}


def draw(raw: dict, **context) -> str:
    body = BODY.to_python([raw])
    return body[0].render(context=context)


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_is_labelled_grouped_and_shown_in_the_picker(name, login):
    block = BLOCKS[name]
    assert block.label
    assert block.meta.icon not in ("placeholder", "")
    assert block.meta.group
    assert block.is_previewable
    client = login(factories.person(None, Role.AUTHOR))
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "css/reader.css" in response.content.decode()
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize("alt", ["IMG_2031", "hall.png", "  照片1.JPG ", "hall", "微信图片_20240103", "20240103"])
def test_the_name_of_a_file_does_not_describe_a_picture(alt):
    image = builders.stored_image()
    alt = image.file.name.rsplit("/")[-1].rsplit(".")[0] if alt == "hall" else alt
    found = refused("image", image=image.pk, alt=alt, caption="架空层")
    assert found == {"alt": ["This is the name of a file. Say in words what the picture shows."]}


def test_a_picture_needs_a_description_and_a_caption():
    found = refused("image", image=builders.stored_image().pk, alt="", caption="")
    assert sorted(found) == ["alt", "caption"]


def test_a_policy_needs_its_source_and_a_tip_does_not():
    found = refused("callout", kind="policy", title="", text="<p>应当邀请利益相关方。</p>", source="  ")
    assert found == {"source": ["A policy needs its source: document, number and article."]}
    tip = value_of("callout", kind="tip", title="", text="<p>先打电话。</p>", source="")
    assert BODY.child_blocks["callout"].clean(tip)["kind"] == "tip"


def test_a_self_check_needs_a_right_choice():
    found = refused("self_check", **builders.self_check(right=())["value"])
    assert found == {"choices": ["Mark at least one choice as right."]}


def test_only_a_pdf_is_read_on_the_page_and_only_vtt_is_a_caption():
    sheet = builders.stored_document("list.xlsx", builders.ooxml("xl/workbook.xml"))
    assert list(refused("document", document=sheet.pk, title="名单")) == ["document"]
    video = {
        "title": "楼长会",
        "video": builders.stored_video().pk,
        "transcript": "<p>略。</p>",
        "required_percent": 80,
    }
    assert list(refused("video", captions=sheet.pk, **video)) == ["captions"]


def test_the_first_heading_is_a_section():
    raw = [{"type": "heading", "id": "h", "value": {"text": "小节", "level": "3"}}]
    with pytest.raises(StreamBlockValidationError) as refusal:
        BODY.clean(BODY.to_python(raw))
    assert list(refusal.value.block_errors) == [0]


def test_headings_carry_the_id_of_their_block():
    raw = {"type": "heading", "id": "h-1", "value": {"text": "定主体", "level": "2"}}
    assert '<h2 id="h-1">定主体</h2>' in draw(raw)
    assert '<h3 id="h-1">定主体</h3>' in draw({**raw, "value": {"text": "定主体", "level": "3"}})


def test_one_right_choice_gives_radios_and_several_give_boxes():
    one = draw(builders.self_check(right=(1,)), action_url="/check/")
    several = draw(builders.self_check(right=(0, 1)), action_url="/check/")
    assert (one.count('type="radio"'), one.count('type="checkbox"')) == (3, 0)
    assert (several.count('type="radio"'), several.count('type="checkbox"')) == (0, 3)
    assert 'action="/check/"' in one
    assert 'name="choice" value="check-1-0"' in one


def test_before_an_answer_nothing_tells_which_choice_is_right():
    first, second = (draw(builders.self_check(right=(n,)), action_url="/check/") for n in (0, 2))
    assert first == second
    assert "噪声由他承受" not in first


def test_a_wrong_answer_is_marked_and_may_be_changed():
    html = draw(builders.self_check(), action_url="/check/", state={"chosen": ["check-1-0"], "right": False})
    assert html.count("option--wrong") == 1
    assert "option--right" not in html
    assert "Think again." in html
    assert "Check again" in html
    assert "噪声由他承受" not in html


def test_a_right_answer_is_marked_and_explained():
    html = draw(builders.self_check(), action_url="/check/", state={"chosen": ["check-1-1"], "right": True})
    assert html.count("option--right") == 1
    assert "<input" not in html.replace('<input type="hidden"', "")
    assert "噪声由他承受。" in html


def test_right_ids_are_exact():
    value = BODY.to_python([builders.self_check(right=(0, 1))])[0].value
    assert value.right_ids == {"check-1-0", "check-1-1"}
    assert value.is_right(["check-1-1", "check-1-0"])
    assert not value.is_right(["check-1-1"])
    assert not value.is_right(["check-1-0", "check-1-1", "check-1-2"])


def test_a_reflection_keeps_what_was_written_and_escapes_it():
    raw = {"type": "reflection", "id": "r-1", "value": {"prompt": "哪件事？", "hint": ""}}
    html = draw(raw, action_url="/reflect/", state={"text": "</textarea><b>", "updated_at": None})
    assert "&lt;/textarea&gt;&lt;b&gt;</textarea>" in html


def test_a_video_uses_the_gated_addresses_and_carries_its_block():
    value = {
        "title": "楼长会", "video": builders.stored_video(200).pk, "transcript": "<p>今天只议一件事。</p>",
        "captions": builders.stored_document("a.vtt", b"WEBVTT\n").pk, "required_percent": 80,
    }  # fmt: skip
    html = draw(
        {"type": "video", "id": "v-1", "value": value}, media_url="/m/1", captions_url="/c/1", state={"at": 12.345}
    )
    assert 'src="/m/1"' in html
    assert 'kind="captions" srclang="zh-Hans"' in html
    assert 'src="/c/1"' in html
    assert 'data-block="v-1" data-required="80" data-at="12.3"' in html
    assert "3 min 20 s" in html
    assert "今天只议一件事。" in html
    assert "Counts once 80% was played" in html


def test_pages_of_a_published_lesson_are_fetched_through_it():
    document = builders.stored_document("a.pdf", builders.pdf(2))
    raw = {"type": "document", "id": "d-1", "value": {"document": document.pk, "title": "指引"}}
    lesson = factories.lesson(factories.module(factories.course()), body=[raw])
    html = lesson.body[0].render(context={"page": lesson})
    first, second = (reverse("learning:file", args=[lesson.translation_key, "d-1", number]) for number in (1, 2))
    assert html.count("<img") == 2
    assert f'src="{first}" width="1200" height="675"' in html
    assert f'src="{second}"' in html
    assert html.count('loading="lazy"') == 1
    lesson.live = False
    assert "data:image/webp;base64," in lesson.body[0].render(context={"page": lesson})


def test_a_file_that_is_gone_leaves_a_sentence_instead_of_an_error():
    raw = {"type": "document", "id": "d-1", "value": {"document": 404, "title": "指引"}}
    assert "cannot be shown here" in draw(raw)
    assert "File not available" in draw(
        {"type": "download", "id": "x", "value": {"document": 404, "title": "模板", "note": ""}}
    )
    video = {"title": "楼长会", "video": 404, "captions": None, "transcript": "", "required_percent": 80}
    assert "<video" not in draw({"type": "video", "id": "v", "value": video})


def test_requirements_name_reading_media_and_checks_in_order():
    video = {
        "title": "楼长会", "video": builders.stored_video().pk, "captions": None, "transcript": "",
        "required_percent": 80,
    }  # fmt: skip
    body = [
        {"type": "rich_text", "id": "t", "value": f"<p>{'议' * 1500}</p>"},
        {"type": "video", "id": "v-1", "value": video},
        builders.self_check(),
    ]
    lesson = factories.lesson(factories.module(factories.course()), body=body)
    assert lesson.character_count == 1500
    assert lesson.floor_seconds == 150
    assert [item["key"] for item in lesson.requirements()] == ["read", "media:v-1", "check:check-1"]
    assert lesson.completion_sentence() == (
        "Read to the end, about 2 minutes, watch 80% of the video, answer the self-check, and the lesson is completed."
    )


def test_a_short_lesson_still_takes_half_a_minute_unless_its_author_says_otherwise():
    heading = factories.module(factories.course())
    assert factories.lesson(heading).floor_seconds == 30
    assert factories.lesson(heading, "快读", reading_floor=0).floor_seconds == 0
