"""Cases on their way through the review, made directly: what was handed in, by whom, and who judges it."""

import datetime
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pixels
from wagtail.models import Page

from accounts.enums import Role
from accounts.models import Organisation, User
from cases.building import fill
from cases.enums import Proof, State
from cases.models import CaseFile, CaseIndexPage, CasePage, Review, Rubric, Submission, Version
from cases.rubrics import FIRST_RUBRIC
from cases.services import assign_experts, decide, publish, save_review, submit_review, tick_proof
from cases.services.pages import newest
from tests import factories

LONG = "社区把垃圾分类这件事交给楼长和居民自己商量，先在三栋楼里试，再把大家说的难处一条条记下来，逐条答复。"
TITLE = "楼道换物角怎样不再吵架"
CRITERIA = [criterion["key"] for criterion in FIRST_RUBRIC]


def text(length: int) -> str:
    return (LONG * (length // len(LONG) + 1))[:length]


def draft_sections(title: str = TITLE, **changes) -> dict:
    """Sections without gaps but for pictures; `changes` replace whole sections."""
    made = {
        "basics": {
            "title": title, "subtitle": "石碁镇永红村的实践", "theme": "environment", "themes": ["deliberation"],
            "place_type": "village", "group_kind": "service", "start_date": "2025-03-01", "stage": "running",
            "outcome": "worked",
        },
        "summary": {"summary": text(200)},
        "problem": {"background": text(150), "problem": text(150)},
        "actors": {"actors": [{"element": "community", "who": "村委会", "contribution": "召集会议，公示结果"}]},
        "approach": {
            "approach": text(300),
            "steps": [
                {"when": f"第{n}周", "title": f"第{n}步", "text": "先问清楚再动手"} for n in range(1, 4)
            ],
        },
        "mechanism": {"mechanism": text(150)},
        "resources": {"resources": [{"kind": "money", "text": "换物架", "source": "社区基金", "yuan": "3200"}]},
        "results": {
            "results": text(150),
            "indicators": [{
                "name": "投诉", "unit": "件", "before": "23", "after": "7", "better": "down", "source": "村务登记簿",
                "as_of": "2026-03-31",
            }],
        },
        "evidence": {
            "evidence": [
                {"claim": "投诉少了", "kind": "data", "title": "登记簿摘页", "note": "", "link": "", "file": []},
                {"claim": "大家都同意", "kind": "record", "title": "议事会记录", "note": "", "link": "", "file": []},
            ]
        },
        "voices": {"feedback": text(120), "difficulties": text(120), "insight": text(220)},
        "conditions": {
            "conditions": [{"kind": "needed", "text": "有牵头的楼长"}, {"kind": "blocking", "text": "没有公共空间"}],
            "risks": text(80), "contact": "何阿姨 19912345678",
        },
        "pictures": {"pictures": []} | dict.fromkeys(("real", "original", "rights", "portraits", "secrecy"), True),
    }  # fmt: skip
    return made | changes


def rubric(**fields) -> Rubric:
    found = Rubric.objects.first()
    values = {"name": "第1版", "valid_from": datetime.date(2026, 1, 1), "criteria": FIRST_RUBRIC}
    return found or Rubric.objects.create(**(values | fields))


def library() -> CaseIndexPage:
    found = CaseIndexPage.objects.first()
    if found is None:
        factories.publish(factories.home(), CaseIndexPage(title="案例库", slug="cases"))
    return CaseIndexPage.objects.get()


@dataclass
class Town:
    """石碁镇 with a village below, and everybody who has to do with its cases."""

    town: Organisation
    village: Organisation
    contributor: User
    reviewer: User
    district: User
    experts: list[User]


def town(slug: str = "shiqi", name: str = "石碁镇") -> Town:
    rubric()
    library()
    unit = factories.unit(slug, name=name)
    village = factories.unit(f"{slug}-cun", parent=unit, level="village", name="永红村")
    district = factories.district()
    return Town(
        town=unit, village=village,
        contributor=factories.person(village, Role.CASE_CONTRIBUTOR, name="何阿姨"),
        reviewer=factories.person(unit, Role.TOWN_REVIEWER, name="黄镇审"),
        district=factories.person(district, Role.DISTRICT_REVIEWER, name="周区审"),
        experts=[factories.person(district, Role.EXPERT, name=f"专家{n}号") for n in "甲乙丙丁"],
    )  # fmt: skip


def handed_in(of: Town, *, state: str = State.TOWN_REVIEW, title: str = TITLE, **changes) -> Submission:
    """A case of the village, handed in once, with its page and the frozen version."""
    sections = draft_sections(title, **changes)
    submission = Submission.objects.create(
        unit=of.village, contributor=of.contributor, state=state, title=title, percent=100, round=1,
        submitted_at=timezone.now(), due_on=timezone.localdate() + datetime.timedelta(days=7),
    )  # fmt: skip
    page = CasePage(organisation=of.village, town=of.town, live=False, slug=f"case-{submission.pk}",
                    start_date=datetime.date(2025, 3, 1))  # fmt: skip
    page = fill(page, sections, {})
    Page.objects.get(pk=library().pk).specific.add_child(instance=page)
    submission.case = page
    submission.save()
    freeze(submission, sections, by=of.contributor)
    return Submission.objects.get(pk=submission.pk)


def freeze(submission: Submission, sections: dict, *, by: User) -> Version:
    page = CasePage.objects.get(pk=submission.case_id)
    revision = fill(newest(page).as_object(), sections, {}).save_revision(user=by)
    return Version.objects.create(
        submission=submission, number=submission.round, content={"version": 1, "sections": sections},
        revision=revision, handed_in_by=by,
    )  # fmt: skip


def resubmitted(submission: Submission, *, state: str = State.DISTRICT_REVIEW, **changes) -> Submission:
    """Handed in again after it was returned."""
    submission = Submission.objects.get(pk=submission.pk)
    submission.state, submission.round = state, submission.round + 1
    submission.save()
    freeze(submission, draft_sections(submission.title, **changes), by=submission.contributor)
    return submission


def renewal(of: Town, case: CasePage, *, state: str = State.DISTRICT_REVIEW, **changes) -> Submission:
    """A new version of a published case, handed in."""
    sections = draft_sections(case.title, **changes)
    submission = Submission.objects.create(
        unit=of.village, contributor=of.contributor, state=state, title=case.title, percent=100, round=1, case=case,
        renews=True, submitted_at=timezone.now(),
    )  # fmt: skip
    freeze(submission, sections, by=of.contributor)
    return submission


def picture(submission: Submission, color: str = "red", **save) -> CaseFile:
    """A photograph as it was uploaded."""
    output = BytesIO()
    Pixels.new("RGB", (40, 30), color).save(output, "JPEG", **save)
    file = CaseFile(
        submission=submission,
        kind="picture",
        name="现场.jpg",
        size=len(output.getvalue()),
        sha256="0" * 64,
        width=40,
        height=30,
    )
    file.file.save("photo.jpg", ContentFile(output.getvalue()), save=True)
    return file


def with_experts(of: Town, count: int = 2, **fields) -> Submission:
    submission = handed_in(of, state=State.DISTRICT_REVIEW, **fields)
    assign_experts(submission=submission, experts=of.experts[:count], by=of.district)
    return Submission.objects.get(pk=submission.pk)


def filled(score: int, words: str = "材料里看得到") -> dict:
    return {
        "scores": {key: {"score": score, "comment": words} for key in CRITERIA}, "summary": f"{words}，建议采纳",
        "recommendation": "adopt", "evidence_level": 2,
    }  # fmt: skip


def score(review: Review, points: int, words: str = "材料里看得到") -> Review:
    """Fill in and hand in a review; every criterion gets `points` of five."""
    save_review(review=review, by=review.expert, typed=filled(points, words))
    return submit_review(review=review, by=review.expert)


def scored(of: Town, *points: int, **fields) -> Submission:
    submission = with_experts(of, len(points), **fields)
    for review, value in zip(submission.reviews.order_by("pk"), points, strict=True):
        score(review, value)
    return Submission.objects.get(pk=submission.pk)


def adopted(of: Town, **fields) -> Submission:
    submission = scored(of, 4, 4, **fields)
    return decide(submission=submission, verdict="adopt", by=of.district, reason="做法扎实")[0]


def proofread(submission: Submission, by: User) -> None:
    revision = newest(CasePage.objects.get(pk=submission.case_id)).pk
    for proof in Proof:
        tick_proof(submission=submission, proof=proof, revision=revision, by=by)


def published(of: Town, **fields) -> Submission:
    submission = adopted(of, **fields)
    proofread(submission, of.district)
    return publish(submission=submission, by=of.district)[0]
