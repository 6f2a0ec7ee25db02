"""Learning paths with one person's records laid over them. A fixed number of queries, however many paths and steps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from wagtail.models import Page

from accounts.models import User
from courses.models import CoursePage
from learning.enums import EnrollmentStatus, StepKind
from learning.models import Enrollment, LearningPath, PathAudience, PathFollower, PathStep, StepNote, UnitProgress

WRITTEN = (StepKind.CASE, StepKind.TASK)


@dataclass(frozen=True, slots=True)
class StepState:
    """One step for one person: `state` is done, next or later; `url` is empty where there is nothing to open."""

    step: PathStep
    state: str
    title: str
    url: str = ""
    course: str = ""
    hours: Decimal | None = None
    words: str = ""

    @property
    def is_written(self) -> bool:
        """Whether the person says themselves that it is done."""
        return self.step.kind in WRITTEN

    @property
    def mark(self) -> str:
        """The sign that is drawn: done, partial (the next one) or open."""
        return {"done": "done", "next": "partial"}.get(self.state, "open")


@dataclass(frozen=True, slots=True)
class PathState:
    """A path for one person. Steps whose page was taken down are left out and hold nobody up."""

    path: LearningPath
    steps: list[StepState]
    follower: PathFollower | None = None
    suggested: bool = False

    @property
    def needed(self) -> list[StepState]:
        return [step for step in self.steps if step.step.compulsory]

    @property
    def done(self) -> int:
        return sum(step.state == "done" for step in self.needed)

    @property
    def total(self) -> int:
        return len(self.needed)

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    @property
    def next(self) -> StepState | None:
        return next((step for step in self.steps if step.state == "next"), None)

    @property
    def hours(self) -> Decimal:
        return sum((step.hours for step in self.steps if step.hours), Decimal(0))

    @property
    def is_followed(self) -> bool:
        return self.follower is not None and self.follower.left_at is None

    @property
    def is_complete(self) -> bool:
        """Completed once, or everything needed is done now."""
        finished = self.follower is not None and self.follower.completed_at is not None
        return finished or (bool(self.needed) and self.done == self.total)


def path_states(paths: Iterable[LearningPath], user: User) -> list[PathState]:
    """`paths` with what `user` has done of each."""
    rows = list(paths)
    steps: dict[int, list[PathStep]] = defaultdict(list)
    for step in PathStep.objects.filter(path__in=rows).select_related("page").order_by("path", "sort_order", "pk"):
        if step.page is None or step.page.live:
            steps[step.path_id].append(step)
    every = [step for row in rows for step in steps[row.pk]]
    courses = _courses(every)
    done, words = _done(every, user), _words(every, user)
    followers, suggested = _followers(rows, user), _suggested(rows, user)
    return [
        PathState(row, _states(steps[row.pk], done, words, courses), followers.get(row.pk), row.pk in suggested)
        for row in rows
    ]


def _states(
    steps: list[PathStep], done: set[int], words: dict[int, str], courses: dict[str, CoursePage]
) -> list[StepState]:
    found, next_given = [], False
    for step in steps:
        state = "done" if step.pk in done or step.pk in words else "later"
        # An optional step is offered in its place, and holds nobody up.
        if state == "later" and not next_given:
            state = "next"
            next_given = step.compulsory
        course = courses.get(_course_path(step)) if step.page else None
        own = course is not None and step.kind == StepKind.COURSE
        found.append(
            StepState(
                step=step, state=state, title=step.page.title if step.page else step.task,
                url=(step.page.url or "") if step.page else "", words=words.get(step.pk, ""),
                course="" if course is None or own else course.title, hours=course.hours if course and own else None,
            )
        )  # fmt: skip
    return found


def _course_path(step: PathStep) -> str:
    """The tree path of the course a step belongs to; empty for cases and tasks."""
    if step.page is None or step.kind in WRITTEN:
        return ""
    return step.page.path if step.kind == StepKind.COURSE else step.page.path[: -2 * Page.steplen]


def _courses(steps: list[PathStep]) -> dict[str, CoursePage]:
    wanted = {_course_path(step) for step in steps} - {""}
    found = CoursePage.objects.filter(path__in=wanted).only("path", "title", "hours") if wanted else ()
    return {course.path: course for course in found}


def _done(steps: list[PathStep], user: User) -> set[int]:
    """Steps that the person's records show as done."""
    if not user.is_authenticated:
        return set()
    mine = Enrollment.objects.filter(learner=user, status=EnrollmentStatus.COMPLETED)
    completed = set(mine.values_list("course_id", flat=True))
    units = [step.page_id for step in steps if step.kind in (StepKind.UNIT, StepKind.EXAM)]
    rows = UnitProgress.objects.filter(enrollment__learner=user, unit__in=units, completed_at__isnull=False)
    known = set(rows.values_list("unit_id", flat=True)) if units else set()
    return {
        step.pk for step in steps
        if (step.kind == StepKind.COURSE and step.page_id in completed)
        or (step.kind in (StepKind.UNIT, StepKind.EXAM) and step.page_id in known)
    }  # fmt: skip


def _words(steps: list[PathStep], user: User) -> dict[int, str]:
    written = [step.pk for step in steps if step.kind in WRITTEN]
    if not written or not user.is_authenticated:
        return {}
    return dict(StepNote.objects.filter(learner=user, step__in=written).values_list("step_id", "words"))


def _followers(paths: list[LearningPath], user: User) -> dict[int, PathFollower]:
    if not user.is_authenticated:
        return {}
    return {row.path_id: row for row in PathFollower.objects.filter(learner=user, path__in=paths)}


def _suggested(paths: list[LearningPath], user: User) -> set[int]:
    audience = getattr(user, "audience", "")
    if not audience:
        return set()
    return set(PathAudience.objects.filter(path__in=paths, audience=audience).values_list("path_id", flat=True))


def open_paths(user: User) -> list[PathState]:
    """All paths that are offered, those for people like `user` first."""
    found = path_states(LearningPath.objects.open().select_related("organisation"), user)
    return sorted(found, key=lambda state: (not state.is_followed, not state.suggested))


def followed_paths(user: User) -> list[PathState]:
    """Paths the person follows; one query where there is none."""
    rows = PathFollower.objects.filter(learner=user, left_at=None).order_by("-joined_at", "-pk")
    mine = list(rows.values_list("path", flat=True))
    if not mine:
        return []
    states = {state.path.pk: state for state in path_states(LearningPath.objects.filter(pk__in=mine), user)}
    return [states[pk] for pk in mine]
