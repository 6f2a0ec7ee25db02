"""How the questions of a quiz did, and who may see it. Reads, never writes.

Which choice is right is what the last paper says; the points are those that were given.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from string import ascii_uppercase

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.enums import Role
from accounts.queries import units_for
from assessments.enums import Verdict
from assessments.item_reading import Gathered, counted_attempts, first_attempts, gather
from assessments.item_statistics import ItemFigures, Tally, figures, reliability, verdicts
from assessments.kinds import kind_of
from assessments.models import Attempt, Choice, Question, QuizPage, QuizQuestion
from assessments.models.marking import MARKING_ROLES
from courses.models import CoursePage
from learning.models import Enrollment
from learning.queries import course_path_of

# What people wrote is listed when so many wrote the same, the most frequent first.
LEAST_ALIKE, MOST_WRITTEN = 2, 6
NO_ORDER = 10_000


def analyzed_courses(user) -> QuerySet[CoursePage]:
    """Courses of the units where the person marks. Not those a class teacher still takes: the figures name the
    right answers."""
    courses = CoursePage.objects.filter(organisation__in=units_for(user, *MARKING_ROLES))
    taking = Enrollment.objects.filter(learner=user.pk, completed_at=None).values("course")
    return courses.filter(Q(organisation__in=units_for(user, Role.AUTHOR)) | ~Q(pk__in=taking))


def analyzed_by(user) -> QuerySet[QuizPage]:
    """Quizzes whose figures the person may see."""
    course = Left("path", Length("path") - 2 * Page.steplen)
    return QuizPage.objects.annotate(course_path=course).filter(course_path__in=analyzed_courses(user).values("path"))


def may_analyze(user, quiz: QuizPage) -> bool:
    """The same for one quiz of many on a page: the courses are read once and kept on the user, as roles are."""
    known = getattr(user, "_analyzed_courses", None)
    if known is None:
        known = user._analyzed_courses = frozenset(analyzed_courses(user).values_list("path", flat=True))
    return course_path_of(quiz) in known


def quizzes_with_attempts(user) -> QuerySet[QuizPage]:
    """Quizzes the person may look into that somebody handed in, with `handed_in` and the course's title."""
    tried = Attempt.objects.filter(quiz=OuterRef("pk"), submitted_at__isnull=False).order_by().values("quiz")
    counted = tried.annotate(people=Count("enrollment__learner", distinct=True)).values("people")
    course = CoursePage.objects.filter(path=OuterRef("course_path")).values("title")
    rows = analyzed_by(user).annotate(handed_in=Subquery(counted), course_title=Subquery(course[:1]))
    return rows.filter(handed_in__gt=0).order_by("course_title", "title", "pk")


@dataclass(frozen=True, slots=True)
class Option:
    """One row of what was chosen. `gone`: papers have it no more."""

    text: str
    tally: Tally
    right: bool
    letter: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One question with its figures. `question` is its key where it still exists and the person may edit it."""

    number: int
    uid: str
    stem: str
    kind: str
    points: float
    figures: ItemFigures
    verdicts: list[Verdict]
    options: list[Option]
    others: int = 0
    question: int | None = None

    @property
    def kind_label(self) -> str:
        return str(kind_of(self.kind).label)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A quiz in figures. `mean` and `passed` are shares; `unsure` says why there is no reliability."""

    quiz: QuizPage
    attempts: int
    waiting: int
    mean: float | None
    passed: float | None
    reliability: float | None
    unsure: str
    right_or_wrong: bool
    items: list[ItemReport]


def analysis_of(quiz: QuizPage, user) -> Analysis:
    """The figures of `quiz` for a person who may see them. Eight queries, however many took it."""
    mine = first_attempts().filter(quiz=quiz)
    found, scores, passed = gather(counted_attempts().filter(quiz=quiz))
    placed = QuizQuestion.objects.filter(page=quiz).order_by("sort_order", "pk").values_list("question__uid", flat=True)
    places = {str(uid): place for place, uid in enumerate(placed)}
    uids = sorted(found.prints, key=lambda uid: (places.get(uid, NO_ORDER), uid))
    alpha, unsure, plain = _reliability(found, uids)
    return Analysis(
        quiz=quiz, attempts=len(scores), waiting=mine.filter(success=None).count(),
        mean=fmean(scores) if scores else None, passed=fmean(passed) if passed else None, reliability=alpha,
        unsure=unsure, right_or_wrong=plain, items=reports_of(found, uids, user),
    )  # fmt: skip


def _reliability(found: Gathered, uids: Sequence[str]) -> tuple[float | None, str, bool]:
    """The coefficient, why there is none, and whether every question was simply right or wrong and worth the same."""
    if any(set(paper) != set(uids) for paper in found.papers):
        return None, _("Learners were asked different questions, so no reliability is worked out."), False
    alpha = reliability([[paper[uid] for uid in uids] for paper in found.papers])
    plain = len(found.worth) == 1 and all(row.share in (0, 1) for uid in uids for row in found.rows[uid])
    return alpha, "" if alpha is not None else _("Too few papers, or all have the same points."), plain


def reports_of(found: Gathered, uids: Sequence[str], user) -> list[ItemReport]:
    """The questions in the order of `uids`. Three queries."""
    papers = Attempt.objects.filter(pk__in=set(found.source.values())).order_by()
    keys = dict(papers.values_list("pk", "answer_key"))
    editable = Question.objects.visible_to(user).filter(uid__in=uids).values_list("uid", "pk")
    questions = {str(uid): pk for uid, pk in editable}
    order = {
        str(uid): NO_ORDER if place is None else place
        for uid, place in Choice.objects.filter(question__uid__in=uids).order_by().values_list("uid", "sort_order")
    }
    return [
        _report(number, uid, found, keys[found.source[uid]]["items"][uid], order, questions.get(uid))
        for number, uid in enumerate(uids, start=1)
    ]


def _report(
    number: int, uid: str, found: Gathered, key: dict, order: dict[str, int], question: int | None
) -> ItemReport:
    item = found.prints[uid]
    kind = kind_of(item["kind"])
    offered = sorted(kind.offered(item), key=lambda name: (order.get(name, NO_ORDER), name))
    known = figures(found.rows[uid], offered)
    right = kind.right_names(key)
    if offered:
        options, others = _choices(known.tallies, found.texts[uid], offered, right), 0
    else:
        options, others = _written(known.tallies, found.solved[uid])
    return ItemReport(
        number=number, uid=uid, stem=item["stem"], kind=item["kind"], points=float(item["points"]), figures=known,
        verdicts=verdicts(known, offered=offered, right=right), options=options, others=others, question=question,
    )  # fmt: skip


def _choices(
    tallies: Iterable[Tally], texts: dict[str, str], offered: Sequence[str], right: frozenset[str]
) -> list[Option]:
    letters = dict(zip(offered, ascii_uppercase, strict=False))
    return [
        Option(
            texts.get(tally.name, ""), tally, tally.name in right, letters.get(tally.name, ""),
            gone=tally.name not in letters,
        )
        for tally in tallies
    ]  # fmt: skip


def _written(tallies: Iterable[Tally], solved: set[str]) -> tuple[list[Option], int]:
    """What several people wrote alike, and how many answers are left. Texts that a person marks have no name."""
    named = sorted((tally for tally in tallies if tally.name), key=lambda tally: (-tally.count, tally.name))
    shown = [tally for tally in named if tally.count >= LEAST_ALIKE][:MOST_WRITTEN]
    left = sum(tally.count for tally in named) - sum(tally.count for tally in shown)
    return [Option(tally.name, tally, tally.name in solved) for tally in shown], left
