"""The pages of a draft: who is let in, what they say, and that each button works without a script."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from cases.models import Comment, Submission
from cases.services.drafting import save_section, start_submission
from cases.services.handing_in import hand_in, withdraw
from tests import factories
from tests.cases import builders

pytestmark = pytest.mark.django_db
PAGES = ("", "write/basics/", "gaps/", "preview/", "hand-in/")


@pytest.fixture
def author(db):
    builders.library()
    return builders.contributor()


@pytest.fixture
def draft(author):
    return builders.submission(author)


def browser(user=None) -> Client:
    made = Client()
    if user is not None:
        made.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    return made


def write(draft, key: str) -> str:
    return f"/case/{draft.uuid}/write/{key}/"


def data_of(draft, key: str) -> dict:
    return draft.sections.get(key=key).data


# --- who is let in


def test_a_draft_exists_for_contributors_of_its_unit_only(draft, author):
    people = {
        "own": author,
        "colleague": builders.contributor(),
        "town": factories.person(factories.unit("shiqi"), Role.CASE_CONTRIBUTOR),
        "neighbor": builders.contributor(builders.village("dongsha")),
        "sibling": factories.person(factories.unit("shilou", name="石楼镇"), Role.CASE_CONTRIBUTOR),
        "reviewer": factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER),
        "learner": factories.person(builders.village()),
    }
    seen = {
        name: {browser(user).get(f"/case/{draft.uuid}/{page}").status_code for page in PAGES}
        for name, user in people.items()
    }
    assert seen == {
        "own": {200}, "colleague": {200}, "town": {200}, "neighbor": {404}, "sibling": {404}, "reviewer": {404},
        "learner": {404},
    }  # fmt: skip
    assert {browser().get(f"/case/{draft.uuid}/{page}").status_code for page in PAGES} == {302}


def test_a_right_that_was_taken_back_ends_with_the_next_request(draft, author):
    own = browser(author)
    assert own.get(write(draft, "summary")).status_code == 200
    author.role_grants.update(until=timezone.localdate() - timezone.timedelta(days=1))
    assert own.get(write(draft, "summary")).status_code == 404
    assert own.post(write(draft, "summary"), {"summary": "抢改", "version": "1"}).status_code == 404
    assert own.get("/case/").status_code == 403
    assert data_of(draft, "summary") == builders.draft_sections()["summary"]


def test_the_contact_is_on_its_own_section_only(draft, author):
    own = browser(author)
    pages = ("", "gaps/", "preview/", "hand-in/", "write/results/")
    assert [page for page in pages if "13900001111" in own.get(f"/case/{draft.uuid}/{page}").content.decode()] == []
    assert "13900001111" in own.get(write(draft, "conditions")).content.decode()


def test_a_learner_reads_whom_to_ask(author):
    answer = browser(factories.person(builders.village())).get("/case/")
    assert (answer.status_code, "管理员" in answer.content.decode()) == (403, True)


def test_the_way_in_stands_in_the_menu_of_contributors_only(author):
    learner = factories.person(builders.village())
    shown = ["我的报送" in browser(user).get("/learn/").content.decode() for user in (author, learner)]
    assert shown == [True, False]


# --- the list


def test_the_empty_list_says_how_to_begin(author):
    page = browser(author).get("/case/").content.decode()
    assert "做过的事就是好材料，先写三句话也能存。" in page


def test_the_list_costs_the_same_for_one_row_and_for_three(author, django_assert_num_queries):
    own = browser(author)
    for count in (1, 2):
        for _n in range(count):
            made = builders.handed_in(author)
            Comment.objects.create(
                submission=made, version=made.versions.get(), section="results", text="？", author=author,
                released_at=timezone.now(),
            )  # fmt: skip
        with django_assert_num_queries(6):
            page = own.get("/case/").content.decode()
        assert page.count("row__title") == Submission.objects.count()


def test_the_list_holds_nothing_of_other_units(draft, author):
    page = browser(builders.contributor(builders.village("dongsha"))).get("/case/").content.decode()
    assert builders.TITLE not in page
    assert builders.TITLE in browser(author).get("/case/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_section_costs_the_same_whatever_stands_in_it(author, rows, django_assert_num_queries):
    steps = builders.draft_sections()["approach"]["steps"][:rows]
    draft = builders.submission(author, approach={"approach": "", "steps": steps})
    own = browser(author)
    with django_assert_num_queries(5):
        own.get(write(draft, "approach"))


# --- writing without a script


def test_next_saves_and_goes_on(draft, author):
    answer = browser(author).post(write(draft, "summary"), {"summary": "新的摘要", "version": "1", "go": "problem"})
    assert (answer.status_code, answer["Location"]) == (302, write(draft, "problem"))
    assert data_of(draft, "summary") == {"summary": "新的摘要"}


def form_of(rows: list[dict], name: str) -> dict:
    return {f"{name}-{number}-{key}": value for number, row in enumerate(rows) for key, value in row.items()}


@pytest.mark.parametrize(
    ("act", "left"),
    [("up:steps:1", [1, 0, 2]), ("down:steps:1", [0, 2, 1]), ("remove:steps:1", [0, 2]), ("up:steps:0", [0, 1, 2])],
)
def test_rows_are_moved_and_removed_by_buttons(draft, author, act, left):
    steps = data_of(draft, "approach")["steps"]
    form = form_of(steps, "steps") | {"approach": "先开会", "version": "1", "act": act}
    answer = browser(author).post(write(draft, "approach"), form)
    assert answer["Location"] == f"{write(draft, 'approach')}#id_steps"
    saved = data_of(draft, "approach")
    assert (saved["steps"], saved["approach"]) == ([steps[number] for number in left], "先开会")


def test_a_row_is_added_by_a_button_and_what_was_typed_is_saved(draft, author):
    own = browser(author)
    steps = data_of(draft, "approach")["steps"]
    form = form_of(steps, "steps") | {"approach": "改了", "version": "1", "act": "add:steps"}
    answer = own.post(write(draft, "approach"), form)
    assert data_of(draft, "approach")["approach"] == "改了"
    page = own.get(answer["Location"]).content.decode()
    assert page.count('id="id_steps-3"') == 1


def test_days_are_understood_as_people_write_them_and_kept_when_they_are_none(draft, author):
    own = browser(author)
    basics = {key: value for key, value in data_of(draft, "basics").items() if key != "themes"}
    own.post(write(draft, "basics"), basics | {"start_date": "2026年3月7日", "version": "1"})
    assert data_of(draft, "basics")["start_date"] == "2026-03-07"
    own.post(write(draft, "basics"), basics | {"start_date": "去年春天", "version": "2"})
    page = own.get(write(draft, "basics")).content.decode()
    assert ('value="去年春天"' in page, "请写成“2026-09-30”这样的日期。" in page) == (True, True)


def test_hostile_input_is_kept_as_text(draft, author):
    own = browser(author)
    own.post(write(draft, "summary"), {"summary": "<script>x</script>\x00", "version": "1"})
    assert data_of(draft, "summary") == {"summary": "<script>x</script>"}
    assert "<script>x" not in own.get(write(draft, "summary")).content.decode()


def test_a_link_that_is_no_address_is_a_gap(draft, author):
    row = data_of(draft, "evidence")["evidence"][0] | {"link": "javascript:alert(1)"}
    save_section(submission=draft, key="evidence", data={"evidence": [row]}, version=1, by=author)
    page = browser(author).get(f"/case/{draft.uuid}/gaps/").content.decode()
    assert "请粘贴完整网址" in page


def test_too_little_is_no_mistake_while_one_writes_but_is_on_the_list(draft, author):
    own = browser(author)
    own.post(write(draft, "summary"), {"summary": "太短", "version": "1"})
    assert "还差148字" not in own.get(write(draft, "summary")).content.decode()
    assert "还差148字" in own.get(write(draft, "summary") + "?check=1").content.decode()
    assert "还差148字" in own.get(f"/case/{draft.uuid}/gaps/").content.decode()


def test_each_gap_leads_to_its_field(draft, author):
    rows = data_of(draft, "results")["indicators"]
    data = data_of(draft, "results") | {"indicators": [rows[0] | {"source": ""}]}
    save_section(submission=draft, key="results", data=data, version=1, by=author)
    own = browser(author)
    page = own.get(f"/case/{draft.uuid}/gaps/").content.decode()
    assert f"{write(draft, 'results')}?check=1#id_indicators-0-source" in page
    assert 'id="id_indicators-0-source"' in own.get(write(draft, "results") + "?check=1").content.decode()


def test_a_telephone_number_is_pointed_out_and_does_not_block_saving(draft, author):
    own = browser(author)
    own.post(write(draft, "summary"), {"summary": "打13800138000找我", "version": "1"})
    page = own.get(write(draft, "summary")).content.decode()
    assert ("138****8000" in page, data_of(draft, "summary")["summary"]) == (True, "打13800138000找我")


# --- saving as one types


def send(user, draft, key, **form):
    return browser(user).post(write(draft, key), form, HTTP_ACCEPT="application/json")


def test_the_script_is_told_version_time_and_what_is_missing(draft, author):
    told = send(author, draft, "summary", summary="太短", version="1").json()
    assert (told["version"], told["open"], told["marks"]["summary"]) == (2, 1, "partly")
    assert told["percent"] < 100


def test_a_second_text_is_answered_with_a_conflict_and_both_are_shown(draft, author):
    colleague = builders.contributor(name="梁志远")
    send(colleague, draft, "summary", summary="同事写的", version="1")
    answer = send(author, draft, "summary", summary="我写的", version="1")
    assert (answer.status_code, answer.json()["error"]) == (409, "conflict")
    page = browser(author).post(write(draft, "summary"), {"summary": "我写的", "version": "1", "entry": "42"})
    assert page.status_code == 409
    for word in ("同事写的", "我写的", "梁志远"):
        assert word in page.content.decode()
    assert data_of(draft, "summary") == {"summary": "同事写的"}


@pytest.mark.parametrize(("choice", "left"), [("mine", "我写的"), ("theirs", "同事写的")])
def test_what_was_chosen_stays_and_the_device_may_forget(draft, author, choice, left):
    send(builders.contributor(), draft, "summary", summary="同事写的", version="1")
    form = {"summary": "我写的", "version": "2", "settle": "1", "keep:summary": choice, "entry": "42"}
    answer = browser(author).post(write(draft, "summary"), form)
    assert answer["Location"] == f"{write(draft, 'summary')}?settled=42"
    assert data_of(draft, "summary") == {"summary": left}


def test_the_section_says_who_else_saved_last(draft, author):
    send(builders.contributor(name="梁志远"), draft, "summary", summary="同事写的", version="1")
    assert "梁志远" in browser(author).get(write(draft, "summary")).content.decode()


def test_after_a_logout_the_script_is_told_so(draft):
    answer = browser().post(write(draft, "summary"), {"summary": "x"}, HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["error"]) == (401, "login")


def test_after_handing_in_the_script_is_told_so_and_nothing_changes(draft, author):
    hand_in(submission=draft, by=author)
    answer = send(author, draft, "summary", summary="太晚", version="1")
    assert (answer.status_code, data_of(draft, "summary")) == (410, builders.draft_sections()["summary"])


# --- handing in


def test_handing_in_and_taking_back_by_their_pages(draft, author):
    own = browser(author)
    assert own.post(f"/case/{draft.uuid}/hand-in/").status_code == 302
    assert Submission.objects.get().state == "town_review"
    assert own.get(f"/case/{draft.uuid}/hand-in/").status_code == 302
    assert "要撤回这份案例吗" in own.get(f"/case/{draft.uuid}/withdraw/").content.decode()
    own.post(f"/case/{draft.uuid}/withdraw/", {"reason": "再补两张照片"})
    assert Submission.objects.get().state == "withdrawn"


def test_personal_data_is_asked_about_before_handing_in(draft, author):
    summary = data_of(draft, "summary")["summary"] + "打13800138000。"
    save_section(submission=draft, key="summary", data={"summary": summary}, version=1, by=author)
    own = browser(author)
    answer = own.post(f"/case/{draft.uuid}/hand-in/")
    assert (answer.status_code, Submission.objects.get().state) == (422, "draft")
    own.post(f"/case/{draft.uuid}/hand-in/", {"personal": "on"})
    assert Submission.objects.get().state == "town_review"


def test_two_versions_are_compared_with_marks(draft, author):
    hand_in(submission=draft, by=author)
    withdraw(submission=draft, by=author)
    results = data_of(draft, "results")
    rows = [results["indicators"][0] | {"after": "9"}]
    save_section(submission=draft, key="results", data=results | {"indicators": rows}, version=1, by=author)
    hand_in(submission=draft, by=author)
    url = f"/case/{draft.uuid}/changes/1-2/"
    page = browser(author).get(url).content.decode()
    assert "<ins>9</ins>" in page.replace("\n", "")
    reviewer = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER)
    assert browser(reviewer).get(url).status_code == 200
    assert browser(builders.contributor(builders.village("dongsha"))).get(url).status_code == 404


def test_a_remark_is_shown_and_answered_at_its_section(draft, author):
    hand_in(submission=draft, by=author)
    Submission.objects.update(state="returned")
    reviewer = factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER)
    shown, hidden = (
        Comment.objects.create(
            submission=draft, version=draft.versions.get(), section="results", text=text, author=reviewer,
            released_at=released,
        )
        for text, released in (("数字从哪里来？", timezone.now()), ("还没有发出的意见", None))
    )  # fmt: skip
    own = browser(author)
    page = own.get(write(draft, "results")).content.decode()
    assert ("数字从哪里来？" in page, "还没有发出的意见" in page) == (True, False)
    answer = own.post(f"/case/remarks/{shown.uuid}/answer/", {"answer": "网格巡查台账"})
    assert answer["Location"] == f"{write(draft, 'results')}#remark-{shown.uuid}"
    assert "网格巡查台账" in own.get(write(draft, "results")).content.decode()
    assert own.post(f"/case/remarks/{hidden.uuid}/answer/", {"answer": "x"}).status_code == 404
    stranger = browser(builders.contributor(builders.village("dongsha")))
    assert stranger.post(f"/case/remarks/{shown.uuid}/answer/", {"answer": "x"}).status_code == 404


def test_the_preview_is_made_from_the_draft_and_saves_nothing(draft, author):
    page = browser(author).get(f"/case/{draft.uuid}/preview/").content.decode()
    assert all(word in page for word in (builders.TITLE, "永红村村民委员会", "网格巡查台账"))
    assert Submission.objects.get().case is None


def test_an_unfinished_draft_has_a_preview_too(author):
    made = start_submission(unit=builders.village(), by=author)
    save_section(
        submission=made, key="results", data={"indicators": [{"id": "i", "name": "户数"}]}, version=0, by=author
    )
    assert browser(author).get(f"/case/{made.uuid}/preview/").status_code == 200
