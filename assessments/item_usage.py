"""One question wherever it is asked: in which quizzes, and how it did there; and what reads alike in a bank."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField, prefetch_related_objects
from django.db.models.functions import Cast

from assessments.bank_sheets import duplicates_in
from assessments.enums import ReviewState, Usage
from assessments.item_reading import Gathered, answers_of, counted_attempts, taking
from assessments.item_statistics import ItemFigures, Taken, figures
from assessments.items import ItemReport, analyzed_by, reports_of
from assessments.kinds import kind_of
from assessments.kinds.cells import Cells
from assessments.kinds.ordering import Ordering
from assessments.models import DrawRule, Question, QuestionBank, QuizPage, QuizQuestion, Response


@dataclass(frozen=True, slots=True)
class QuizUse:
    """One quiz that asks the question, or did, and how it did there."""

    quiz: QuizPage
    usage: Usage
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """`uses` are the quizzes the person may look into, `elsewhere` counts the others; `whole` has everybody once."""

    uses: list[QuizUse]
    elsewhere: int
    whole: ItemReport | None
    askable: bool

    @property
    def quizzes(self) -> int:
        return len(self.uses) + self.elsewhere


def quizzes_asking(question: Question) -> QuerySet[QuizPage]:
    """Quizzes that ask the question, may draw it, or asked it once."""
    fitting = Q(category="") | Q(category=question.category)
    fitting &= Q(difficulty=None) | Q(difficulty=question.difficulty)
    fixed = QuizQuestion.objects.filter(page=OuterRef("pk"), question=question)
    drawn = DrawRule.objects.filter(fitting, page=OuterRef("pk"), bank=question.bank_id)
    asked = Response.objects.filter(item=str(question.uid)).order_by().values("attempt__quiz")
    rows = QuizPage.objects.annotate(is_fixed=Exists(fixed), is_drawn=Exists(drawn))
    return rows.filter(Q(is_fixed=True) | Q(is_drawn=True) | Q(pk__in=asked)).order_by("title", "pk")


def report_of(question: Question, user) -> QuestionReport:
    """Where the question is asked and how it did, over all quizzes of the site. Seven queries."""
    askable = question.live and question.review_state == ReviewState.APPROVED
    quizzes = list(quizzes_asking(question))
    found, by_quiz = _gathered(question, [quiz.pk for quiz in quizzes])
    mine = set(analyzed_by(user).filter(pk__in=[quiz.pk for quiz in quizzes]).values_list("pk", flat=True))
    uses = [QuizUse(quiz, _usage(quiz, askable), figures(by_quiz[quiz.pk])) for quiz in quizzes if quiz.pk in mine]
    whole = reports_of(found, list(found.prints), user)
    return QuestionReport(uses, len(quizzes) - len(uses), whole[0] if whole else None, askable)


def _usage(quiz, askable: bool) -> Usage:
    if not askable:
        return Usage.EARLIER
    if quiz.is_fixed:
        return Usage.FIXED
    return Usage.DRAWN if quiz.is_drawn else Usage.EARLIER


def _gathered(question: Question, quizzes: list[int]) -> tuple[Gathered, dict[int, list[Taken]]]:
    """What learners did with it when they met it first, and by quiz. Two queries.

    Whoever left it unanswered has no answer in the database, so the papers are asked.
    """
    uid = str(question.uid)
    attempts = counted_attempts().filter(quiz__in=quizzes)
    attempts = attempts.annotate(printed=Cast("paper", TextField())).filter(printed__contains=uid)
    answers = answers_of(attempts, item=uid)
    found, by_quiz, met = Gathered(), defaultdict(list), set()
    columns = ("pk", "quiz", "enrollment__learner", "paper", "points", "max_points")
    rows = attempts.order_by("submitted_at", "pk").values_list(*columns)
    for pk, quiz, learner, paper, total, full in rows.iterator():
        item = next((item for item in paper["items"] if item["uid"] == uid), None)
        if item is None:
            continue
        taken = taking(item, float(total), float(full), answers.get(pk, {}), {})
        by_quiz[quiz].append(taken)
        if learner not in met:
            met.add(learner)
            found.add(pk, item, taken)
    return found, by_quiz


@dataclass(frozen=True, slots=True)
class Twin:
    """One of several questions that read alike: its rows, and how many quizzes ask it of everybody."""

    question: Question
    cells: Cells
    placed: int


@dataclass(frozen=True, slots=True)
class Twins:
    """Questions that read alike. `agree`: their rows and right answers are the same, too."""

    questions: list[Twin]
    agree: bool


def twins_in(bank: QuestionBank) -> list[Twins]:
    """What may stand twice in the bank. Three queries."""
    groups = duplicates_in(bank)
    questions = [question for group in groups for question in group]
    prefetch_related_objects(questions, "choices")
    placed = QuizQuestion.objects.filter(question__in=questions).order_by().values("question")
    counts = dict(placed.annotate(times=Count("page", distinct=True)).values_list("question", "times"))
    found = []
    for group in groups:
        twins = [Twin(question, _cells(question), counts.get(question.pk, 0)) for question in group]
        found.append(Twins(twins, len({_rows(question) for question in group}) == 1))
    return found


def _rows(question: Question) -> tuple:
    """What the rows say, in whatever order they stand, unless the order is the answer."""
    rows = [(row.text.strip(), row.match.strip(), row.is_correct) for row in question.choices.all()]
    return tuple(rows if isinstance(kind_of(question.kind), Ordering) else sorted(rows))


def _cells(question: Question) -> Cells:
    return kind_of(question.kind).to_cells([choice.facts() for choice in question.choices.all()])
