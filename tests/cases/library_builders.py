"""Cases of the library for tests, with every part, as the review leaves them."""

import datetime

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Organisation, User
from cases.models import (
    CaseActor,
    CaseCollection,
    CaseCondition,
    CaseEvidence,
    CaseFile,
    CaseIndexPage,
    CaseIndicator,
    CasePage,
    CaseQuestion,
    CaseResource,
    CaseStep,
    CaseTheme,
    CollectedCase,
    Submission,
)
from tests import factories

TODAY = datetime.date(2026, 6, 18)


def library() -> CaseIndexPage:
    found = CaseIndexPage.objects.first()
    return found or factories.publish(factories.home(), CaseIndexPage(title="案例库", slug="cases"))


def case(title: str = "榕树下的楼长会", *, at: Organisation | None = None, live: bool = True, **fields) -> CasePage:
    """A case with every part; `live=False` is one that waits in a drawer (draft, in reserve)."""
    unit = at or factories.unit("shiqiao", name="市桥街")
    elements = fields.pop("elements", ("community", "social_org"))
    themes = fields.pop("themes", ())
    number = f"AL-2026-shiqiao-{CasePage.objects.count() + 1:04}"
    values = {
        "summary": "老楼加装电梯，高层盼、一楼怕。", "problem": "劝了两年没有结果。", "approach": "先分户谈。",
        "theme": "deliberation", "place_type": "old_estate", "stage": "running",
        "start_date": datetime.date(2025, 10, 1), "town": unit, "organisation": unit, "number": number,
        "version": 1, "version_on": TODAY, "alive_on": timezone.localdate(), "evidence_level": 2,
        "teacher_notes": "先让学员猜结果。", "evidence_reason": "指标有来源", "evidence_on": TODAY,
    }  # fmt: skip
    values |= fields
    values.setdefault("evidence_judged", values["evidence_level"])
    page = CasePage(title=title, live=False, **values)
    page.actors = [CaseActor(element=element, who="居委会", contribution="召集") for element in elements]
    page.themes = [CaseTheme(theme=theme) for theme in themes]
    page.steps = [CaseStep(title="提议题", text="一次只议一件", when="2025年10月")]
    page.resources = [CaseResource(kind="money", text="勘测费", source="社区基金", yuan=3000)]
    measured = {"source": "社区台账", "as_of": datetime.date(2026, 5, 31)}
    page.indicators = [CaseIndicator(name="谈成的楼栋", unit="栋", before="2", after="9", **measured)]
    page.conditions = [CaseCondition(kind="needed", text="有楼长"), CaseCondition(kind="blocking", text="产权有诉讼")]
    page.evidence = [CaseEvidence(claim="谈成了九栋", kind="record", title="议事记录")]
    page.questions = [CaseQuestion(text="换一条街，先请谁？")]
    library().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return CasePage.objects.get(pk=page.pk)


def many(count: int, **fields) -> list[CasePage]:
    return [case(f"案例第{number}篇", **fields) for number in range(1, count + 1)]


def topic(title: str, *cases: CasePage, is_public: bool = True) -> CaseCollection:
    made = CaseCollection(title=title, intro="放在一起读。", is_public=is_public)
    made.items = [CollectedCase(case=page, remark=f"看{page.title}", sort_order=n) for n, page in enumerate(cases)]
    made.full_clean()
    made.save()
    return CaseCollection.objects.get(pk=made.pk)


def proof_file(of: CasePage, by: User, *, is_public: bool) -> CaseFile:
    """An uploaded file behind the first proof of a case."""
    submission = Submission.objects.create(unit=of.organisation, contributor=by, case=of, state="published")
    file = CaseFile(submission=submission, kind="evidence", name="议事记录.pdf", size=4, sha256="0" * 64)
    file.file.save("record.pdf", ContentFile(b"%PDF"), save=True)
    CaseEvidence.objects.filter(case=of).update(file=file, is_public=is_public)
    return file
