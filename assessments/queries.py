"""Reads that span quiz, bank and attempts."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from accounts.queries import units_for
from assessments.extras import Extra, extra_at
from assessments.models import Allowance, Attempt, Question, QuizPage, Regrade, Response
from assessments.models.allowances import GRANTING_ROLES
from assessments.models.quiz_form import askable_pool
from assessments.papers import Draw, PoolQuestion, QuestionFacts
from content.shelf import Shelf
from courses.models import CoursePage
from learning.models import Enrollment

# Attempts under way, by uuid, as they were begun.
_begun = Shelf(size=2000)
# Those with a deadline for a moment only: it moves when somebody is given extra time.
_timed = Shelf(size=2000, seconds=15)


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
    """Questions as plain data by id, in two queries (one more for cases, one for each picture not yet rendered)."""
    questions = Question.objects.filter(pk__in=list(ids)).select_related("source_lesson", "image")
    return {question.pk: question.facts() for question in questions.prefetch_related("choices", "case")}


def attempt_by_uuid(user, uuid: UUID) -> Attempt | None:
    """The person's own attempt with its quiz and enrollment, in one query; None for anybody else's."""
    rows = Attempt.objects.of_learner(user).filter(uuid=uuid).select_related("enrollment", "quiz")
    # Few attempts are ever marked anew: the others are spared the second query.
    return rows.annotate(was_regraded=Exists(Regrade.objects.filter(attempt=OuterRef("pk")))).first()


def attempt_to_answer(user, uuid: UUID) -> Attempt | None:
    """The person's own attempt as it began, for saving an answer: usually without a query.

    Learner and paper of an attempt never change, so they are kept, and a deadline for some seconds. Whether it is still
    open is not known here; the statement that saves the answer finds out. Shared between requests: nothing may be set
    on it.
    """
    attempt = _begun.find(uuid) or _timed.find(uuid)
    if attempt is None:
        attempt = Attempt.objects.filter(uuid=uuid).annotate(learner_id=F("enrollment__learner")).first()
        if attempt is not None and attempt.is_open:
            (_begun if attempt.deadline is None else _timed).put(uuid, attempt)
    return attempt if attempt is not None and attempt.learner_id == user.pk else None


def responses_of(attempt: Attempt) -> dict[str, Response]:
    return {response.item: response for response in attempt.responses.all()}


def extra_of(quiz: QuizPage, enrollment: Enrollment) -> Extra:
    """What the person is granted at `quiz` beyond its rules, now. One query."""
    rows = Allowance.objects.running().filter(quiz=quiz, enrollment=enrollment)
    return extra_at([row.facts() for row in rows], timezone.now())


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


class UnknownLearner(ValueError):
    """A name that fits no learner of the course, or several."""


def quizzes_run_by(user) -> QuerySet[QuizPage]:
    """Quizzes in courses of the units where the person grants extra time and make-ups."""
    courses = CoursePage.objects.filter(organisation__in=units_for(user, *GRANTING_ROLES))
    below = Q(pk__in=[])
    for path in courses.values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return QuizPage.objects.live().filter(below).order_by("title", "pk")


def named_at(quiz: QuizPage, names: str) -> list[Enrollment]:
    """Enrollments in the course of `quiz` of the people named, one a line, by name or user name.

    Without names: those who used up the attempts and have not passed. Raises UnknownLearner.
    """
    course = CoursePage.objects.ancestor_of(quiz).get()
    rows = Enrollment.objects.reading().filter(course=course).select_related("learner", "course__organisation")
    wanted = [name.strip() for name in names.splitlines() if name.strip()]
    if not wanted:
        tries = Attempt.objects.filter(quiz=quiz, enrollment=OuterRef("pk"))
        failed = rows.filter(Exists(tries), ~Exists(tries.exclude(success=False)))
        counted = failed.annotate(used=Count("attempts", filter=Q(attempts__quiz=quiz)))
        return list(counted.filter(used__gte=quiz.attempts or 1).order_by("pk"))
    found = rows.filter(Q(learner__name__in=wanted) | Q(learner__username__in=wanted)).order_by("pk")
    by_name: dict[str, list[Enrollment]] = {}
    for row in found:
        for name in {row.learner.name, row.learner.username}:
            by_name.setdefault(name, []).append(row)
    for name in wanted:
        if len(by_name.get(name, [])) != 1:
            raise UnknownLearner(name)
    return list({by_name[name][0].pk: by_name[name][0] for name in wanted}.values())
