"""Proofs checked one by one, and the level a named person sets."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cases.enums import State
from cases.evidence import proofs
from cases.models import CasePage
from cases.services import check_evidence, judge_evidence_level, publish, set_evidence_level
from cases.workflow import NotPossible
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return build.town()


@pytest.fixture
def submission(of):
    return build.handed_in(of, state=State.DISTRICT_REVIEW)


def prints(submission) -> list[str]:
    return [proof.fingerprint for proof in proofs(submission.versions.last().sections)]


def test_a_fingerprint_follows_every_word_and_not_the_place():
    first, second = build.draft_sections()["evidence"]["evidence"]
    found = proofs({"evidence": {"evidence": [first, second]}})
    turned = proofs({"evidence": {"evidence": [second, {}, first]}})
    assert [one.fingerprint for one in found] == [one.fingerprint for one in turned[::-1]]
    for name in ("claim", "kind", "title", "note", "link"):
        changed = proofs({"evidence": {"evidence": [first | {name: "别的"}]}})
        assert changed[0].fingerprint != found[0].fingerprint
    assert proofs({"evidence": {"evidence": [first | {"file": ["a"]}]}})[0].fingerprint != found[0].fingerprint
    assert (proofs({}), proofs({"evidence": {"evidence": None}})) == ([], [])


def test_accepting_and_asking(of, submission):
    first, second = prints(submission)
    check = check_evidence(submission=submission, fingerprint=first, accepted=True, by=of.district)
    assert (check.accepted, check.claim, check.by, check.by_expert) == (True, "投诉少了", of.district, False)
    check_evidence(submission=submission, fingerprint=second, accepted=False, by=of.district, question="缺签到表")
    check_evidence(submission=submission, fingerprint=second, accepted=False, by=of.district, question="缺签到表")
    remark = submission.comments.get()
    assert (remark.section, remark.text) == ("evidence", "「议事会记录」缺签到表")
    with pytest.raises(ValidationError) as refused:
        check_evidence(submission=submission, fingerprint=second, accepted=False, by=of.district, question=" ")
    assert refused.value.code == "question"
    with pytest.raises(ValidationError) as refused:
        check_evidence(submission=submission, fingerprint="0" * 64, accepted=True, by=of.district)
    assert refused.value.code == "proof"
    check_evidence(submission=submission, fingerprint=second, accepted=True, by=of.district)
    assert list(submission.evidence_checks.values_list("accepted", flat=True).order_by("pk")) == [True, True]


def test_who_may_check(of, submission):
    neighbor = build.town("shilou", "石楼镇")
    first, _second = prints(submission)
    for user in (of.contributor, of.reviewer, of.experts[0], neighbor.reviewer):
        with pytest.raises(PermissionDenied):
            check_evidence(submission=submission, fingerprint=first, accepted=True, by=user)
    early = build.handed_in(of, title="镇里还没看")
    with pytest.raises(NotPossible):
        check_evidence(submission=early, fingerprint=prints(early)[0], accepted=True, by=of.district)


def test_published_the_proof_says_who_of_the_district_checked_it_and_when(of):
    submission = build.with_experts(of)
    first, second = prints(submission)
    check_evidence(submission=submission, fingerprint=first, accepted=True, by=of.district)
    check_evidence(submission=submission, fingerprint=second, accepted=True, by=of.experts[0])
    for review in submission.reviews.all():
        build.score(review, 4)
    build.decide(submission=submission, verdict="adopt", by=of.district, reason="好")
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    rows = CasePage.objects.get(pk=submission.case_id).evidence.order_by("sort_order")
    # What an expert accepted stays inside: the names of experts are not public.
    assert [(row.checked_by, row.checked_on) for row in rows] == [(of.district, timezone.localdate()), (None, None)]


def test_a_proof_whose_words_changed_has_no_mark_any_more(of):
    submission = build.published(of)
    check_evidence(submission=submission, fingerprint=prints(submission)[0], accepted=True, by=of.district)
    case = CasePage.objects.get(pk=submission.case_id)
    assert case.evidence.get(claim="投诉少了").checked_by == of.district
    draft = case.get_latest_revision_as_object()
    rows = list(draft.evidence.all())
    rows[0].claim = "投诉少了一半"
    draft.evidence = rows
    draft.save_revision()
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    assert CasePage.objects.get(pk=case.pk).evidence.get(claim="投诉少了一半").checked_by is None


def test_the_level_is_set_by_a_named_person_on_a_day_for_a_reason(of, submission):
    case = judge_evidence_level(submission=submission, level=3, by=of.district, reason="有前后对照")
    kept = CasePage.objects.get(pk=case.pk)
    assert (kept.evidence_level, kept.evidence_by, kept.evidence_on, kept.evidence_reason) == (
        3, of.district, timezone.localdate(), "有前后对照",
    )  # fmt: skip
    for level, reason in ((0, "x"), (6, "x"), (3, " "), (3, "长" * 201)):
        with pytest.raises(ValidationError):
            set_evidence_level(case=kept, level=level, by=of.district, reason=reason)
    for user in (of.contributor, of.reviewer, of.experts[0]):
        with pytest.raises(PermissionDenied):
            judge_evidence_level(submission=submission, level=5, by=user, reason="试试")
    assert CasePage.objects.get(pk=case.pk).evidence_level == 3


def test_the_level_survives_publication(of):
    submission = build.adopted(of)
    judge_evidence_level(submission=submission, level=4, by=of.district, reason="第三方核验")
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    assert CasePage.objects.get(pk=submission.case_id).evidence_level == 4
