"""Handing in, taking back, answering: one version each, told to the right people, nothing public."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.models import Notice
from cases.enums import State
from cases.models import CasePage, Comment, Review, Rubric, Submission
from cases.services.drafting import Closed, save_section, start_renewal, start_submission
from cases.services.handing_in import Incomplete, Unconfirmed, answer_comment, hand_in, withdraw
from tests import factories
from tests.assessments.builders import together
from tests.cases import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    builders.library()
    return builders.contributor()


@pytest.fixture
def reviewers(author):
    """Everybody who could be told, with the town's reviewer first."""
    town, sibling = factories.unit("shiqi"), factories.unit("shilou", name="石楼镇")
    return {
        "town": factories.person(town, Role.TOWN_REVIEWER),
        "sibling": factories.person(sibling, Role.TOWN_REVIEWER),
        "district": factories.person(factories.district(), Role.DISTRICT_REVIEWER),
        "learner": factories.person(builders.village()),
    }


def told() -> set:
    return set(Notice.objects.values_list("user_id", flat=True))


def test_a_village_hands_in_to_its_town_and_only_its_reviewer_is_told(author, reviewers):
    made = builders.handed_in(author)
    assert (made.state, made.round, made.due_on is not None) == (State.TOWN_REVIEW, 1, True)
    assert told() == {reviewers["town"].pk}
    line = Notice.objects.get()
    assert (line.text, line.url) == (f"永红村报送了案例：{builders.TITLE}", f"/case/{made.uuid}/")


def test_a_town_hands_in_to_the_district(reviewers):
    town = factories.unit("shiqi")
    made = builders.handed_in(builders.contributor(town), unit=town)
    assert (made.state, told()) == (State.DISTRICT_REVIEW, {reviewers["district"].pk})


def test_the_draft_is_frozen_as_a_version_and_as_a_revision_of_a_page_nobody_sees(author):
    made = builders.handed_in(author)
    version = made.versions.get()
    assert (version.number, version.content["version"]) == (1, 1)
    assert version.sections["summary"] == builders.draft_sections()["summary"]
    page = CasePage.objects.get()
    assert (made.case, page.live, page.slug) == (page, False, page.free_slug(page.title, parent=page.get_parent()))
    shown = version.revision.as_object()
    assert (shown.title, shown.organisation, shown.town.slug) == (builders.TITLE, builders.village(), "shiqi")
    assert [step.title for step in shown.steps.all()] == ["开议事会", "开换物角", "挂牌清运"]
    assert builders.CONTACT not in str(version.revision.content)


def test_handing_in_twice_is_one_version(author):
    made = builders.handed_in(author)
    again = hand_in(submission=made, by=builders.contributor())
    assert (again.round, made.versions.count(), CasePage.objects.count(), Notice.objects.count()) == (1, 1, 1, 0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_handing_in_at_the_same_moment_is_one_version():
    made = builders.submission()
    results = together(lambda: hand_in(submission=made, by=made.contributor).round, 4)
    assert (results, made.versions.count(), CasePage.objects.count()) == ([1] * 4, 1, 1)


def test_what_lacks_something_is_not_handed_in(author):
    made = builders.submission(author, summary={"summary": "太短"})
    with pytest.raises(Incomplete) as lacking:
        hand_in(submission=made, by=author)
    assert [gap.section for gap in lacking.value.state.gaps] == ["summary"]
    assert (made.versions.count(), CasePage.objects.count()) == (0, 0)


def test_personal_data_is_confirmed_or_taken_out(author):
    summary = builders.draft_sections()["summary"]["summary"] + "请打13800138000。"
    made = builders.submission(author, summary={"summary": summary})
    with pytest.raises(Unconfirmed) as found:
        hand_in(submission=made, by=author)
    assert [(one.section, one.kind) for one in found.value.found] == [("summary", "phone")]
    assert hand_in(submission=made, by=author, personal_confirmed=True).round == 1


@pytest.mark.parametrize("who", ["sibling", "town", "learner"])
def test_nobody_else_hands_in_or_takes_back(author, reviewers, who):
    made = builders.submission(author)
    with pytest.raises(PermissionDenied):
        hand_in(submission=made, by=reviewers[who])
    hand_in(submission=made, by=author)
    with pytest.raises(PermissionDenied):
        withdraw(submission=made, by=reviewers[who])
    assert Submission.objects.get().state == State.TOWN_REVIEW


def test_what_was_decided_cannot_be_handed_in(author):
    made = builders.submission(author)
    Submission.objects.update(state=State.REJECTED)
    with pytest.raises(Closed):
        hand_in(submission=made, by=author)


def test_taken_back_it_can_be_changed_and_handed_in_as_the_second_version(author):
    made = builders.handed_in(author)
    assert withdraw(submission=made, by=author).state == State.WITHDRAWN
    assert withdraw(submission=made, by=author).state == State.WITHDRAWN
    basics = builders.draft_sections()["basics"] | {"title": "换物角二号"}
    save_section(submission=made, key="basics", data=basics, version=1, by=author)
    again = hand_in(submission=made, by=author)
    assert (again.round, CasePage.objects.count(), made.decisions.count()) == (2, 1, 3)
    assert again.versions.last().revision.as_object().title == "换物角二号"


def test_taking_back_from_the_experts_ends_their_waiting(author):
    made = builders.handed_in(author)
    Submission.objects.update(state=State.EXPERT_REVIEW)
    expert = factories.person(factories.district(), Role.EXPERT)
    review = Review.objects.create(
        submission=made, version=made.versions.get(), expert=expert, rubric=Rubric.objects.get()
    )
    assert made in Submission.objects.visible_to(expert)
    withdraw(submission=made, by=author)
    review.refresh_from_db()
    assert (review.state, made in Submission.objects.visible_to(expert)) == ("cancelled", False)


def test_a_new_version_changes_nothing_readers_see(author):
    made = builders.handed_in(author)
    made.versions.get().revision.publish()
    Submission.objects.update(state=State.PUBLISHED)
    case = CasePage.objects.get()
    renewal = start_renewal(case=case, by=author)
    basics = renewal.sections.get(key="basics")
    save_section(submission=renewal, key="basics", data=basics.data | {"title": "新名字"}, version=1, by=author)
    ticks = {"real": True, "original": True, "rights": True, "portraits": True, "secrecy": True}
    pictures = renewal.sections.get(key="pictures")
    save_section(submission=renewal, key="pictures", data=pictures.data | ticks, version=1, by=author)
    sent = hand_in(submission=renewal, by=author)
    case.refresh_from_db()
    assert (case.title, case.live) == (builders.TITLE, True)
    assert (sent.versions.get().revision.as_object().title, CasePage.objects.count()) == ("新名字", 1)


def _remark(made, *, released: bool = True) -> Comment:
    return Comment.objects.create(
        submission=made, version=made.versions.get(), section="results", text="数字从哪里来？",
        author=factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER),
        released_at=timezone.now() if released else None,
    )  # fmt: skip


def test_a_remark_is_answered_by_its_unit_while_it_has_the_draft(author, reviewers):
    made = builders.handed_in(author)
    remark = _remark(made)
    with pytest.raises(Closed):
        answer_comment(comment=remark, text="巡查台账", by=author)
    withdraw(submission=made, by=author)
    with pytest.raises(ValidationError):
        answer_comment(comment=remark, text="  ", by=author)
    with pytest.raises(PermissionDenied):
        answer_comment(comment=remark, text="抢答", by=reviewers["learner"])
    answered = answer_comment(comment=remark, text="巡查台账", by=author)
    assert (answered.answer, answered.answered_by) == ("巡查台账", author)


def test_a_remark_that_was_not_released_cannot_be_answered(author):
    made = builders.handed_in(author)
    remark = _remark(made, released=False)
    withdraw(submission=made, by=author)
    with pytest.raises(PermissionDenied):
        answer_comment(comment=remark, text="巡查台账", by=author)


def test_every_step_is_in_the_audit_trail(author):
    made = start_submission(unit=builders.village(), by=author)
    for key, data in builders.draft_sections().items():
        save_section(submission=made, key=key, data=data, version=0, by=author)
    hand_in(submission=made, by=author)
    withdraw(submission=made, by=author)
    actions = list(ModelLogEntry.objects.order_by("timestamp", "pk").values_list("action", flat=True))
    assert [action for action in actions if action.startswith("cases.")] == [
        "cases.start", "cases.step", "cases.hand_in", "cases.step",
    ]  # fmt: skip
    assert set(ModelLogEntry.objects.filter(action__startswith="cases.").values_list("user", flat=True)) == {author.pk}
