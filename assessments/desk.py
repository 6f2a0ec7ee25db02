"""What the marking desk shows, as plain data: piles of answers to one question, and one answer without a name."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.policies import current_roles
from assessments.enums import TaskState
from assessments.models import Attempt, Marking, MarkingTask, Question, QuizPage
from assessments.models.marking import MARKING_ROLES

# Up to here the points of a criterion are buttons; above, a field for a number.
MOST_BUTTONS = 10


def comes_to_marking(user) -> bool:
    """Whether the marking desk is open to this person at all."""
    return user.is_superuser or bool(current_roles(user).intersection(MARKING_ROLES))


@dataclass(frozen=True, slots=True)
class Pile:
    """All answers to one question of one quiz. `mine` can be marked by this person now."""

    quiz: QuizPage
    item: str
    stem: str
    total: int
    done: int
    mine: int
    due: datetime.date | None

    @property
    def late(self) -> bool:
        return self.due is not None and self.done < self.total and self.due < timezone.localdate()


def piles(user) -> QuerySet:
    """One row for each quiz and question, the most urgent first; to be paged and given to `stacked`."""
    ready = MarkingTask.objects.for_marker(user).filter(pk=OuterRef("pk"))
    rows = MarkingTask.objects.visible_to(user).annotate(ready=Exists(ready)).order_by()
    open_due = Min("attempt__marking_due", filter=~Q(state=TaskState.DONE))
    return (
        rows.values("attempt__quiz", "item")
        .annotate(
            total=Count("pk"), done=Count("pk", filter=Q(state=TaskState.DONE)), mine=Count("pk", filter=Q(ready=True)),
            due=open_due,
        )
        .order_by("due", "attempt__quiz", "item")
    )  # fmt: skip


def stacked(rows: Sequence[dict]) -> list[Pile]:
    """Piles with their quiz and question. Two queries."""
    quizzes = QuizPage.objects.in_bulk({row["attempt__quiz"] for row in rows})
    stems = dict(Question.objects.filter(uid__in={row["item"] for row in rows}).values_list("uid", "stem"))
    known = {str(uid): stem for uid, stem in stems.items()}
    return [
        Pile(
            quiz=quizzes[row["attempt__quiz"]], item=row["item"], stem=known.get(row["item"], ""), total=row["total"],
            done=row["done"], mine=row["mine"], due=row["due"],
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric with what was typed or given."""

    number: int
    text: str
    why: str
    points: int
    buttons: range | None
    typed: str = ""
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One answer beside its question, rubric and model answer. Nothing here says whose it is.

    `left_page` says how often the page was left in an exam; None where it was not counted.
    """

    task: MarkingTask
    quiz: str
    item: dict
    answer: str
    model: str
    criteria: list[Criterion]
    earlier: list[Marking]
    left_page: int | None = None

    @property
    def full(self) -> int:
        return sum(row.points for row in self.criteria)


def paper_of(task: MarkingTask, user, typed: Sequence[str] = ()) -> Paper:
    """`task` for marking. Who marks second sees nothing of the first; who decides, and whoever is done, sees all."""
    attempt = Attempt.objects.defer(None).get(pk=task.attempt_id)
    key = attempt.answer_key["items"][task.item]
    earlier = list(task.markings.all())
    if task.state in (TaskState.WAITING, TaskState.SECOND):
        earlier = [marking for marking in earlier if marking.marker_id == user.pk]
    criteria = [
        Criterion(
            number=number, text=row["criterion"], why=row["why"], points=row["points"],
            buttons=range(row["points"] + 1) if row["points"] <= MOST_BUTTONS else None,
            typed=typed[number - 1] if number <= len(typed) else "",
            others=tuple(marking.points[number - 1] for marking in earlier),
        )
        for number, row in enumerate(key["rubric"], start=1)
    ]  # fmt: skip
    return Paper(
        task=task, quiz=attempt.paper["settings"]["title"], item=attempt.item(task.item) or {},
        answer=task.response.value[0], model=key["explanation"], criteria=criteria, earlier=earlier,
        left_page=attempt.left_page if attempt.counts_leaving else None,
    )  # fmt: skip


def next_for(user, task: MarkingTask) -> MarkingTask | None:
    """The next answer of the same pile, in the order of the labels, beginning anew after the last."""
    rows = MarkingTask.objects.for_marker(user).filter(attempt__quiz=task.attempt.quiz_id, item=task.item)
    after = Q(label__gt=task.label) | Q(label=task.label, pk__gt=task.pk)
    return rows.filter(after).first() or rows.exclude(pk=task.pk).first()
