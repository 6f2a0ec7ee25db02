"""Pictures and proofs: made anew, refused with a reason, handed out to whoever may see the submission."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.enums import Role
from cases.models import CaseFile, Submission
from cases.services.drafting import add_file, restore_file, save_section, start_submission
from cases.services.handing_in import hand_in
from content.uploads import Refused
from tests import factories
from tests.cases import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    builders.library()
    return builders.contributor()


@pytest.fixture
def draft(author):
    made = start_submission(unit=builders.village(), by=author, title="换物角")
    save_section(submission=made, key="summary", data={"summary": "三句话"}, version=0, by=author)
    return made


def browser(user) -> Client:
    made = Client()
    made.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    return made


def with_place_and_turn() -> bytes:
    """EXIF as a telephone writes it: turned by 90 degrees, with the place of the picture."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (22.0, 56.0, 0.0)
    exif[0x010F] = "SECRETPHONE"
    return exif.tobytes()


def test_a_picture_is_made_anew_upright_smaller_and_without_its_place(draft, author):
    upload = builders.picture_upload("村口.jpg", (3000, 1500), with_place_and_turn())
    file = add_file(submission=draft, key="pictures", upload=upload, by=author)[0]
    data = file.file.read()
    picture = Image.open(io.BytesIO(data))
    assert (picture.size, picture.format, dict(picture.getexif())) == ((1000, 2000), "JPEG", {})
    assert (b"SECRETPHONE" in data, file.name, file.width, file.height) == (False, "村口.jpg", 1000, 2000)
    with file.file.storage.open(file.thumb) as small:
        assert max(Image.open(small).size) == 480


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (40 * 1024 * 1024))
    return out.getvalue()


JPEG = builders.picture_upload().read()
BAD = [
    ("pictures", "大.jpg", JPEG + b"\0" * (20 * 1024 * 1024), "10 MB"),
    ("pictures", "图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG"),
    ("pictures", "页.jpg", b"<html><script>alert(1)</script></html>", "图片"),
    ("pictures", "坏.jpg", JPEG[:400], "损坏"),
    ("pictures", "材料.pdf", b"%PDF-1.4 %%EOF", "pdf"),
    ("evidence", "炸弹.docx", bomb(), "文件"),
    ("evidence", "大.pdf", b"%PDF-1.4" + b"0" * (21 * 1024 * 1024) + b"%%EOF", "20 MB"),
    ("evidence", "宏.docm", b"PK\x03\x04", "Word"),
    ("evidence", "网页.pdf", b"<html></html>", "PDF"),
]


@pytest.mark.parametrize(("key", "name", "data", "word"), BAD, ids=[name for _key, name, _data, _word in BAD])
def test_what_is_not_taken_is_refused_with_a_reason_and_the_draft_stays(draft, author, key, name, data, word):
    before = list(draft.sections.order_by("key").values_list("key", "data", "version"))
    with pytest.raises(Refused) as refused:
        add_file(submission=draft, key=key, upload=SimpleUploadedFile(name, data), by=author)
    assert word in str(refused.value)
    assert list(draft.sections.order_by("key").values_list("key", "data", "version")) == before
    assert not CaseFile.objects.exists()


@pytest.mark.parametrize(
    ("key", "name", "data", "word"), BAD[:4] + BAD[5:6], ids=["20mb", "svg", "html", "cut", "bomb"]
)
def test_a_form_with_a_bad_file_saves_its_words_and_says_why_at_the_place(draft, author, key, name, data, word):
    field = "pictures-upload" if key == "pictures" else "evidence-0-upload"
    form = {
        "version": "0",
        "evidence-0-claim": "户数降了",
        "evidence-0-id": "e1",
        field: SimpleUploadedFile(name, data),
    }
    answer = browser(author).post(f"/case/{draft.uuid}/write/{key}/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    place = page[page.index(f'data-errors="{"pictures" if key == "pictures" else "evidence-0-file"}"') :][:400]
    assert word in place
    if key == "evidence":
        assert draft.sections.get(key="evidence").data["evidence"][0]["claim"] == "户数降了"
    assert draft.sections.get(key="summary").data == {"summary": "三句话"}


def test_the_first_screen_keeps_what_was_typed_when_its_picture_is_refused(author):
    form = {"title": "换物角", "problem": "楼道堆满了", "picture": SimpleUploadedFile("页.jpg", b"<html>")}
    answer = browser(author).post("/case/new/", form)
    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert {"换物角", "楼道堆满了"} <= set(answer.context["title"].split() + answer.context["problem"].split())


def test_the_script_gets_the_row_and_the_new_version(draft, author):
    answer = browser(author).post(
        f"/case/{draft.uuid}/write/pictures/file/", {"file": builders.picture_upload()}, HTTP_ACCEPT="application/json"
    )
    told = answer.json()
    file = CaseFile.objects.get()
    assert (told["before"], told["version"], str(file.uuid) in told["html"]) == (0, 1, True)


def test_a_proof_belongs_to_its_row(draft, author):
    rows = [{"id": "e1", "claim": "甲", "file": []}, {"id": "e2", "claim": "乙", "file": []}]
    save_section(submission=draft, key="evidence", data={"evidence": rows}, version=0, by=author)
    upload = SimpleUploadedFile("台账.pdf", b"%PDF-1.4\n%%EOF")
    file, section = add_file(submission=draft, key="evidence", upload=upload, by=author, row="e2")
    assert [row["file"] for row in section.data["evidence"]] == [[], [str(file.uuid)]]


def test_a_removed_picture_comes_back_with_its_words(draft, author):
    file, section = add_file(submission=draft, key="pictures", upload=builders.picture_upload(), by=author)
    rows = [section.data["pictures"][0] | {"caption": "换物角"}]
    save_section(submission=draft, key="pictures", data={"pictures": rows}, version=1, by=author)
    save_section(submission=draft, key="pictures", data={"pictures": []}, version=2, by=author)
    file.refresh_from_db()
    assert file.removed_at is not None
    back = restore_file(submission=draft, uuid=file.uuid, by=author)
    assert back.data["pictures"] == rows
    assert restore_file(submission=draft, uuid=file.uuid, by=author) is None


def test_files_of_another_submission_cannot_be_named(draft, author):
    stranger = builders.contributor(builders.village("dongsha"))
    other = start_submission(unit=builders.village("dongsha"), by=stranger)
    theirs = builders.with_picture(other, stranger)
    rows = [{"id": "x", "file": [str(theirs.uuid), "not-a-uuid"], "caption": "偷来的"}]
    saved = save_section(submission=draft, key="pictures", data={"pictures": rows}, version=0, by=author)
    assert saved.data["pictures"][0]["file"] == []


def test_nine_pictures_are_the_limit(draft, author):
    rows = [{"id": f"p{n}", "file": [], "caption": "图"} for n in range(9)]
    save_section(submission=draft, key="pictures", data={"pictures": rows}, version=0, by=author)
    with pytest.raises(Refused, match="9"):
        add_file(submission=draft, key="pictures", upload=builders.picture_upload(), by=author)
    assert not CaseFile.objects.exists()


def test_pictures_are_shown_and_proofs_are_saved_never_sniffed(draft, author):
    picture = builders.with_picture(draft, author)
    proof = add_file(
        submission=draft, key="evidence", upload=SimpleUploadedFile("台账.pdf", b"%PDF-1.4\n%%EOF"), by=author
    )[0]
    shown, saved = (browser(author).get(f"/case/files/{file.uuid}/") for file in (picture, proof))
    small = browser(author).get(f"/case/files/{picture.uuid}/small/")
    assert (shown["Content-Type"], shown["Content-Disposition"].split(";")[0]) == ("image/jpeg", "inline")
    assert (saved["Content-Type"], saved["Content-Disposition"].split(";")[0]) == ("application/pdf", "attachment")
    assert {answer["X-Content-Type-Options"] for answer in (shown, saved, small)} == {"nosniff"}
    assert "sandbox" in saved["Content-Security-Policy"]


def test_who_may_open_a_file(draft, author):
    town = factories.unit("shiqi")
    people = {
        "colleague": builders.contributor(),
        "reviewer": factories.person(town, Role.TOWN_REVIEWER),
        "neighbor": builders.contributor(builders.village("dongsha")),
        "sibling": factories.person(factories.unit("shilou", name="石楼镇"), Role.TOWN_REVIEWER),
        "learner": factories.person(builders.village()),
    }
    file = builders.with_picture(draft, author)
    url = f"/case/files/{file.uuid}/"
    before = {name: browser(user).get(url).status_code for name, user in people.items()}
    assert before == {"colleague": 200, "reviewer": 404, "neighbor": 404, "sibling": 404, "learner": 404}
    assert Client().get(url).status_code == 302

    Submission.objects.filter(pk=draft.pk).update(round=1, submitted_at=timezone.now(), state="town_review")
    after = {name: browser(user).get(url).status_code for name, user in people.items()}
    assert after == before | {"reviewer": 200}


def test_reviewers_do_not_see_what_was_added_after_it_was_handed_in(author):
    made = builders.submission(author)
    hand_in(submission=made, by=author)
    Submission.objects.update(state="returned")
    late = builders.with_picture(made, author)
    reviewer = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER)
    assert browser(reviewer).get(f"/case/files/{late.uuid}/").status_code == 404
