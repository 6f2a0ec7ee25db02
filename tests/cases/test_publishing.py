"""Proof-reading, publication, what may become of a public case, and new versions of it."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from PIL import Image as Pixels

from accounts.models import Notice
from cases.enums import Proof, State
from cases.models import CasePage, CaseSeries, Submission
from cases.services import (
    archive,
    decide,
    feature,
    publish,
    reject,
    tick_proof,
    unfeature,
    unpublish,
)
from cases.services.pages import newest
from cases.services.publishing import missing_proofs
from cases.signals import case_published
from cases.workflow import NotPossible
from tests import factories
from tests.cases import review_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return build.town()


def page_of(submission) -> CasePage:
    return CasePage.objects.get(pk=submission.case_id)


def corrected(case: CasePage, **fields) -> int:
    """What a district editor does in the CMS: save a draft."""
    draft = CasePage.objects.get(pk=case.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    return draft.save_revision().pk


def test_nothing_is_published_before_all_four_checks(of):
    submission = build.adopted(of)
    revision = newest(page_of(submission)).pk
    for proof in Proof:
        with pytest.raises(ValidationError) as refused:
            publish(submission=submission, by=of.district)
        assert refused.value.code == "proofs"
        tick_proof(submission=submission, proof=proof, revision=revision, by=of.district)
        tick_proof(submission=submission, proof=proof, revision=revision, by=of.district)
    assert (submission.proofs.count(), missing_proofs(submission, revision)) == (4, [])
    row, _made = publish(submission=submission, by=of.district)
    case = page_of(submission)
    assert (row.state, case.live, case.version, case.number) == (
        "published",
        True,
        1,
        f"AL-{case.version_on.year}-shiqi-0001",
    )
    assert (case.alive_on, case.town, case.title) == (case.version_on, of.town, build.TITLE)
    told = Notice.objects.filter(user=of.contributor, text__contains="发布")
    assert told.filter(key__startswith="case-publish").count() == 1


def test_a_text_changed_after_the_tick_is_read_again(of):
    submission = build.adopted(of)
    build.proofread(submission, of.district)
    read = newest(page_of(submission)).pk
    corrected(page_of(submission), summary="改过的摘要")
    with pytest.raises(ValidationError) as refused:
        tick_proof(submission=submission, proof=Proof.FIRST, revision=read, by=of.district)
    assert refused.value.code == "changed"
    with pytest.raises(ValidationError) as refused:
        publish(submission=submission, by=of.district)
    assert refused.value.code == "proofs"
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    assert page_of(submission).summary == "改过的摘要"


def test_only_district_reviewers_free_of_interest_tick_and_publish(of):
    submission = build.adopted(of)
    revision = newest(page_of(submission)).pk
    insider = factories.person(of.village)
    insider.role_grants.create(organisation=factories.district(), role="district_reviewer", since="2024-01-01")
    for user in (of.contributor, of.reviewer, of.experts[0], insider):
        with pytest.raises(PermissionDenied):
            tick_proof(submission=submission, proof=Proof.FIRST, revision=revision, by=user)
    build.proofread(submission, of.district)
    for user in (of.contributor, of.reviewer, of.experts[0], insider):
        with pytest.raises(PermissionDenied):
            publish(submission=submission, by=user)
    assert not page_of(submission).live


def test_a_correction_of_a_public_case_goes_out_through_the_desk(of):
    submission = build.published(of)
    number = page_of(submission).number
    corrected(page_of(submission), summary="更正后的摘要")
    assert page_of(submission).summary != "更正后的摘要"
    with pytest.raises(ValidationError):
        publish(submission=submission, by=of.district)
    build.proofread(submission, of.district)
    row, made = publish(submission=submission, by=of.district)
    case = page_of(submission)
    assert (case.summary, case.version, case.number, row.state, made.step) == (
        "更正后的摘要", 2, number, "published", "published"
    )  # fmt: skip


def test_the_signal_is_sent_after_the_commit(of, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, case, submission, **kwargs):
        heard.append((case.pk, case.live, submission.pk))

    case_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks() as callbacks:
            submission = build.published(of)
        assert heard == []
        for callback in callbacks:
            callback()
    finally:
        case_published.disconnect(listen)
    assert heard == [(submission.case_id, True, submission.pk)]


def test_numbers_count_up_by_town_and_are_never_used_twice(of):
    shilou = build.town("shilou", "石楼镇")
    first, second = build.published(of, title="甲"), build.published(of, title="乙")
    other = build.published(shilou, title="丙")
    numbers = [page_of(one).number for one in (first, second, other)]
    assert [re.sub(r"\d{4}-", "", number, count=1) for number in numbers] == [
        "AL-shiqi-0001", "AL-shiqi-0002", "AL-shilou-0001",
    ]  # fmt: skip
    # A case that went for good leaves a gap, not a number for somebody else.
    CasePage.objects.filter(pk=second.case_id).update(number="")
    third = build.published(of, title="丁")
    assert page_of(third).number.endswith("shiqi-0003")
    assert CaseSeries.objects.get(town="shiqi").last == 3


def test_marks_and_endings(of):
    submission = build.published(of)
    assert feature(submission=submission, by=of.district, reason="全区推广")[0].state == "featured"
    assert page_of(submission).is_featured
    corrected(page_of(submission), summary="典型案例也可更正")
    build.proofread(submission, of.district)
    assert publish(submission=submission, by=of.district)[0].state == "featured"
    assert (page_of(submission).is_featured, page_of(submission).summary) == (True, "典型案例也可更正")
    assert unfeature(submission=submission, by=of.district, reason="调整")[0].state == "published"
    assert not page_of(submission).is_featured
    number = page_of(submission).number
    assert unpublish(submission=submission, by=of.district, reason="核实投诉")[0].state == "unpublished"
    assert (page_of(submission).live, page_of(submission).number) == (False, number)
    row, _made = publish(submission=submission, by=of.district)
    assert (row.state, page_of(submission).live, page_of(submission).version, page_of(submission).number) == (
        "published", True, 3, number,
    )  # fmt: skip
    unpublish(submission=submission, by=of.district, reason="不再运行")
    assert archive(submission=submission, by=of.district, reason="不再运行")[0].state == "archived"
    with pytest.raises(NotPossible):
        publish(submission=submission, by=of.district)


@pytest.mark.parametrize("act", [feature, unpublish])
def test_marks_need_a_reason_and_the_district(of, act):
    submission = build.published(of)
    with pytest.raises(ValidationError):
        act(submission=submission, by=of.district, reason=" ")
    for user in (of.contributor, of.reviewer, of.experts[0]):
        with pytest.raises(PermissionDenied):
            act(submission=submission, by=user, reason="试试")
    assert page_of(submission).live


def test_pictures_become_pictures_of_the_library_without_what_the_camera_adds(of):
    submission = build.scored(of, 4, 4)
    exif = Pixels.Exif()
    exif[0x0112], exif[0x010F] = 6, "华为手机"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (23.0, 0.0, 0.0)
    file = build.picture(submission, exif=exif)
    version = submission.versions.get()
    rows = [
        {"file": [str(file.uuid)], "caption": "换物角", "alt": "一个木架", "photographer": "梁志远", "consent": True},
        {"file": ["01a21446-0000-7000-8000-000000000000"], "caption": "没有了", "alt": "没有了", "consent": True},
    ]
    version.content["sections"]["pictures"]["pictures"] = rows
    version.save()
    decide(submission=submission, verdict="adopt", by=of.district, reason="好")
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    (shown,) = page_of(submission).pictures.select_related("image__collection")
    assert (shown.caption, shown.alt, shown.photographer, shown.consent) == ("换物角", "一个木架", "梁志远", True)
    assert (shown.image.collection.name, shown.image.uploaded_by_user, shown.image.description) == (
        "案例", of.district, "一个木架",
    )  # fmt: skip
    with shown.image.file.open("rb") as stored:
        kept = Pixels.open(BytesIO(stored.read()))
    # Upright: 40 × 30 turned by a quarter; and no word of the camera or the place.
    assert (kept.size, dict(kept.getexif())) == ((30, 40), {})


def test_the_recommending_town_is_named(of):
    submission = build.scored(of, 4, 4)
    submission.decisions.create(step="town_review", verdict="recommend", reviewer=of.reviewer)
    decide(submission=submission, verdict="adopt", by=of.district, reason="好")
    assert newest(page_of(submission)).as_object().recommender == of.town


def test_a_renewal_takes_the_place_of_the_older_proceeding(of):
    old = build.published(of)
    number = page_of(old).number
    feature(submission=old, by=of.district, reason="典型")
    new = build.renewal(of, page_of(old), summary={"summary": build.text(180)})
    row, _made = decide(submission=new, verdict="adopt", by=of.district, reason="数据更新属实")
    assert row.state == "adopted"
    with pytest.raises(ValidationError) as refused:
        build.proofread(old, of.district)
        publish(submission=old, by=of.district)
    assert refused.value.code == "renewal"
    build.proofread(new, of.district)
    publish(submission=new, by=of.district)
    case = page_of(new)
    assert (case.pk, case.number, case.version, case.summary, case.is_featured) == (
        old.case_id, number, 2, build.text(180), False,
    )  # fmt: skip
    assert Submission.objects.get(pk=old.pk).state == State.REPLACED
    with pytest.raises(NotPossible):
        unpublish(submission=old, by=of.district, reason="旧的")


@pytest.mark.parametrize("verdict", ["reject", "return"])
def test_a_renewal_that_is_not_taken_leaves_no_word_in_the_page(of, verdict):
    old = build.published(of)
    before = page_of(old).summary
    new = build.renewal(of, page_of(old), summary={"summary": "没有采纳的说法" * 30})
    decide(submission=new, verdict=verdict, by=of.district, reason="不采纳") if verdict == "return" else reject(
        submission=new, by=of.district, reason="不采纳"
    )
    case = page_of(old)
    assert (newest(case).as_object().summary, case.summary, case.live) == (before, before, True)
    corrected(case, subtitle="更正副标题")
    build.proofread(old, of.district)
    publish(submission=old, by=of.district)
    assert (page_of(old).summary, page_of(old).subtitle) == (before, "更正副标题")


def test_an_older_revision_never_brings_back_older_facts(of):
    submission = build.published(of)
    first = page_of(submission).live_revision
    CasePage.objects.filter(pk=submission.case_id).update(evidence_level=4, version=7)
    case = page_of(submission).latest_revision.as_object()
    assert (case.evidence_level, case.version, case.number) == (4, 7, page_of(submission).number)
    first.as_object().save_revision()
    build.proofread(submission, of.district)
    publish(submission=submission, by=of.district)
    assert (page_of(submission).evidence_level, page_of(submission).version) == (4, 8)
