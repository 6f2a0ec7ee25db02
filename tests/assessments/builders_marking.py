"""Written questions, answers that wait for a marker, and markers."""

from accounts.enums import Role
from accounts.models import Organisation, User
from assessments.enums import ReviewState
from assessments.models import Attempt, Choice, MarkingTask, Question, QuizPage
from assessments.services import save_response, start_attempt, submit_attempt
from tests import factories
from tests.assessments import builders

RUBRIC = (("说清谁来议", 6), ("举一个例子", 4))
# Planted in the rubric and the model answer: no learner may read them before the paper is marked.
SECRET_CRITERION = "要点机密"
ANSWER = "先请楼长和物业，再请骑手代表。"


def written(
    stem: str = "谁应当坐到桌边？", *, kind: str = "short_answer", rubric=RUBRIC, of=None, **fields
) -> Question:
    """A published question that a person marks, with a rubric of criteria and points."""
    values = {"review_state": ReviewState.APPROVED, "explanation": f"{builders.SECRET_EXPLANATION}{stem}"} | fields
    made = Question(bank=of or builders.bank(), kind=kind, stem=stem, live=False, **values)
    made.choices = [
        Choice(text=text, match=str(points), feedback=f"{SECRET_CRITERION}{order}", sort_order=order)
        for order, (text, points) in enumerate(rubric)
    ]
    made.save()
    made.save_revision().publish()
    return Question.objects.get(pk=made.pk)


def quiz(*, questions=None, **fields) -> QuizPage:
    """A quiz with one question for the machine and one for a person, 10 points each."""
    return builders.quiz(questions or [builders.question("机器判的题"), written()], **fields)


def handed_in(page: QuizPage, *, learner: User | None = None, text: str = ANSWER, right: bool = True) -> Attempt:
    """An attempt at `page`, everything answered and handed in."""
    attempt = start_attempt(learner=builders.enrolled(page, learner).learner, quiz=page)
    key = Attempt.objects.defer(None).get(pk=attempt.pk).answer_key["items"]
    for item in attempt.paper["items"]:
        uid = item["uid"]
        if "rubric" in key[uid]:
            value = [text] if text else None
        else:
            value = key[uid]["right"] if right else builders.wrong_answer(attempt, uid)
        save_response(attempt=attempt, item=uid, value=value, sequence=1)
    return submit_attempt(attempt=attempt, by=attempt.enrollment.learner)


def task_of(attempt: Attempt) -> MarkingTask:
    return MarkingTask.objects.get(attempt=attempt)


def marker(at: Organisation | None = None, role: Role = Role.COHORT_MANAGER) -> User:
    return factories.person(at, role)
