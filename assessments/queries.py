"""Reads that span quiz, bank and attempts."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import Page

from assessments.models import Attempt, Question, QuizPage, Response
from assessments.models.quiz_form import askable_pool
from assessments.papers import Draw, PoolQuestion, QuestionFacts
from learning.models import Enrollment


@dataclass(frozen=True, slots=True)
class QuizContents:
    """What a paper is drawn from: fixed question ids with points, the rules, and the pool they draw on."""

    fixed: list[tuple[int, int]]
    rules: list[Draw]
    pool: list[PoolQuestion]


def contents_of(quiz: QuizPage) -> QuizContents:
    """Three queries at most. A fixed question that was retired or unpublished since is left out."""
    placements = quiz.quiz_questions.filter(question__in=Question.objects.askable()).order_by("sort_order", "pk")
    rules = [rule.facts() for rule in quiz.draw_rules.order_by("sort_order", "pk")]
    return QuizContents(
        fixed=list(placements.values_list("question_id", "points")),
        rules=rules,
        pool=askable_pool(rule.bank for rule in rules) if rules else [],
    )


def facts_of(ids: Iterable[int]) -> dict[int, QuestionFacts]:
    """Questions as plain data by id, in two queries (and one for each picture not yet rendered)."""
    questions = Question.objects.filter(pk__in=list(ids)).select_related("source_lesson", "image")
    return {question.pk: question.facts() for question in questions.prefetch_related("choices")}


def attempt_by_uuid(user, uuid: UUID, *, with_quiz: bool = True) -> Attempt | None:
    """The person's own attempt in one query; None for anybody else's. Saving an answer does without its quiz."""
    own = Attempt.objects.of_learner(user).filter(uuid=uuid)
    return (own.select_related("enrollment", "quiz") if with_quiz else own).first()


def responses_of(attempt: Attempt) -> dict[str, Response]:
    return {response.item: response for response in attempt.responses.all()}


def attempts_at(quiz: QuizPage, enrollment: Enrollment) -> list[Attempt]:
    """All attempts of one enrollment at one quiz, oldest first, without their papers."""
    return list(
        Attempt.objects.filter(quiz=quiz, enrollment=enrollment).defer("paper", "answer_key").order_by("number")
    )


def source_urls(pages: Iterable[int]) -> dict[int, str]:
    """Addresses of the live lessons among `pages`. One query."""
    wanted = set(pages)
    found = Page.objects.live().filter(pk__in=wanted) if wanted else Page.objects.none()
    return {page.pk: page.url for page in found}


def size_of(quiz: QuizPage) -> tuple[int, int]:
    """How many questions a paper of `quiz` has, and what they are worth together. Two queries."""
    fixed = [points for (points,) in quiz.quiz_questions.values_list("points")]
    drawn = [(rule.count, rule.points) for rule in quiz.draw_rules.all()]
    return len(fixed) + sum(count for count, _ in drawn), sum(fixed) + sum(count * points for count, points in drawn)
