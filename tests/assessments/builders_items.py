"""Many marked papers at once, each said in a word: what its learner did with each question, in the quiz's order."""

import datetime
from random import Random

from django.utils import timezone

from accounts.models import Organisation, User
from assessments.enums import ClosedBy
from assessments.grading import grade_paper
from assessments.models import Attempt, Question, QuizPage, Response
from assessments.services.attempts import make_paper
from courses.models import CoursePage
from learning.models import Enrollment
from tests import factories

# Between one answer and the next.
PACE = datetime.timedelta(seconds=30)


def learners(count: int) -> list[User]:
    before = User.objects.count()
    made = [User(username=f"taker{before + n}", name=f"答题人{before + n}", password="!") for n in range(count)]
    return User.objects.bulk_create(made)


def enroll_all(page: QuizPage, people: list[User], at: Organisation | None = None) -> list[Enrollment]:
    course = CoursePage.objects.ancestor_of(page).get()
    unit = at or factories.unit("shiqi", name="石碁镇")
    rows = [
        Enrollment(learner=person, course=course, organisation=unit, status="active", method="open")
        for person in people
    ]
    return Enrollment.objects.bulk_create(rows)


def chosen(question: Question, sign: str) -> list[str] | None:
    """What a sign means: 1 right, 0 the first wrong choice, 2 the second and so on, - nothing."""
    if sign == "-":
        return None
    rows = list(question.choices.all())
    right = [str(row.uid) for row in rows if row.is_correct]
    wrong = [str(row.uid) for row in rows if not row.is_correct]
    return right if sign == "1" else [wrong[max(int(sign) - 1, 0)]]


def papers(
    page: QuizPage, words: list[str], *, number: int = 1, enrollments: list[Enrollment] | None = None, pace=PACE,
    one_paper: bool = False,
) -> list[Attempt]:  # fmt: skip
    """A marked attempt for each word; the signs stand for the fixed questions, drawn ones take the last sign."""
    rows = enrollments or enroll_all(page, learners(len(words)))
    order = [str(uid) for uid in page.quiz_questions.order_by("sort_order").values_list("question__uid", flat=True)]
    questions = {str(one.uid): one for one in Question.objects.prefetch_related("choices")}
    begun = timezone.now() - datetime.timedelta(days=30 - number)
    shared = make_paper(page, Random(1)) if one_paper else None
    attempts, answers = [], []
    for place, (word, enrollment) in enumerate(zip(words, rows, strict=True)):
        paper, key = shared or make_paper(page, Random(place))
        signs = dict(zip(order, word, strict=False))
        values = {
            item["uid"]: chosen(questions[item["uid"]], signs.get(item["uid"], word[-1])) for item in paper["items"]
        }
        result = grade_paper(paper, key, values)
        attempt = Attempt(
            enrollment=enrollment, quiz=page, number=number, paper=paper, answer_key=key, started_at=begun,
            submitted_at=begun + datetime.timedelta(hours=1, seconds=place), closed_by=ClosedBy.LEARNER,
            points=result.points, max_points=result.max_points, score_scaled=result.scaled, success=result.passed,
        )  # fmt: skip
        attempts.append(attempt)
        given = [(uid, value) for uid, value in values.items() if value is not None]
        answers += [
            Response(
                attempt=attempt, item=uid, value=value, sequence=1, saved_at=begun + pace * turn,
                points=result.marks[uid].points, correct=result.marks[uid].correct,
            )
            for turn, (uid, value) in enumerate(given, start=1)
        ]  # fmt: skip
    Attempt.objects.bulk_create(attempts)
    for answer in answers:
        answer.attempt_id = answer.attempt.pk
    Response.objects.bulk_create(answers)
    return attempts
