"""What "my learning" and the home page show a learner: what to go on with, what is due, what was achieved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator

from accounts.models import User
from courses.models import CoursePage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, UnitProgress
from learning.studies import Study, last_heading, studies, with_course

IN_PROGRESS_PER_PAGE = 12
FINISHED_PER_PAGE = 12
LATEST_FINISHED = 4
DUE_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Resume:
    """The one thing to go on with, and where in it the learner stopped."""

    study: Study
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Dashboard:
    resume: Resume | None
    due: list[Study]
    running: list[Study]
    page: ListPage
    waiting: list[Enrollment]
    finished: list[Study]
    finished_count: int

    @property
    def empty(self) -> bool:
        return not (self.resume or self.page.object_list or self.waiting or self.finished)


def dashboard(user: User, *, page: str | None = None, beside: Iterable[CoursePage] = ()) -> Dashboard:
    """Everything on "my learning", in a fixed number of queries. `beside` as in `studies`."""
    mine = with_course(Enrollment.objects.filter(learner=user))
    active = mine.filter(status=EnrollmentStatus.ACTIVE)
    paged = Paginator(active, IN_PROGRESS_PER_PAGE).get_page(page)
    rows = list(paged.object_list)
    dated = active.filter(due_on__isnull=False).order_by("due_on", "-pk")[:DUE_SHOWN]
    done = mine.filter(status=EnrollmentStatus.COMPLETED).order_by("-completed_at")
    finished = list(done[:LATEST_FINISHED])
    newest = rows[:1] if paged.number == 1 else list(active[:1])
    every = {row.pk: row for row in (*rows, *dated, *finished, *newest)}
    laid = {study.enrollment.pk: study for study in studies(every.values(), beside=beside)}
    resume = laid[newest[0].pk] if newest and newest[0].course.live else None
    return Dashboard(
        resume=_resume(resume) if resume else None,
        due=[laid[row.pk] for row in dated],
        running=[laid[row.pk] for row in rows],
        page=paged,
        waiting=list(_waiting(user)),
        finished=[laid[row.pk] for row in finished],
        finished_count=done.count(),
    )


def finished_page(user: User, page: str | None) -> tuple[ListPage, list[Study]]:
    """All completed enrollments, newest first, a page at a time."""
    done = with_course(Enrollment.objects.filter(learner=user, status=EnrollmentStatus.COMPLETED))
    paged = Paginator(done.order_by("-completed_at", "-pk"), FINISHED_PER_PAGE).get_page(page)
    return paged, studies(paged.object_list)


def _waiting(user: User):
    """Applications without an answer, and refusals after which the learner has not come back."""
    states = (EnrollmentStatus.APPLIED, EnrollmentStatus.DECLINED)
    rows = Enrollment.objects.filter(learner=user, status__in=states).select_related("course").order_by("-pk")
    newer = Enrollment.objects.filter(learner=user).order_by("course_id", "pk").values_list("course_id", "pk")
    newest = dict(newer)
    return [row for row in rows if newest[row.course_id] == row.pk][:IN_PROGRESS_PER_PAGE]


def _resume(study: Study) -> Resume:
    unit = study.unit
    if unit is None or unit.state != "started":
        return Resume(study)
    progress = UnitProgress.objects.filter(enrollment=study.enrollment, unit_id=unit.unit.id).only("anchor").first()
    return Resume(study, last_heading(study.enrollment, unit, progress.anchor if progress else ""))
