"""Banks, questions and quizzes for tests, made the way authors make them."""

import threading
import time

from django.db import OperationalError, connection

from accounts.enums import Role
from accounts.models import Organisation
from assessments.enums import ReviewState
from assessments.models import Attempt, Choice, DrawRule, Question, QuestionBank, QuizPage, QuizQuestion
from assessments.services import save_response, start_attempt
from courses.models import CoursePage, ModulePage
from learning.models import Enrollment
from tests import factories

# Words that must never reach a browser before marking; every question made here carries all three.
SECRET_EXPLANATION = "解析机密"
SECRET_FEEDBACK = "反馈机密"


def bank(name: str = "五社联动题库", *, at: Organisation | None = None, **fields) -> QuestionBank:
    at = at or factories.unit("shiqi", name="石碁镇")
    return QuestionBank.objects.get_or_create(name=name, organisation=at, defaults=fields)[0]


def question(
    stem: str = "社区治理靠谁？", *, kind: str = "single", right: str = "A", choices: str = "ABCD", of=None, **fields
) -> Question:
    """A published, approved question. `choices` are one-letter texts, `right` names the right ones."""
    values = {"review_state": ReviewState.APPROVED, "explanation": f"{SECRET_EXPLANATION}{stem}"} | fields
    texts = {"A": "对", "B": "错"} if kind == "true_false" else {letter: f"选项{letter}" for letter in choices}
    made = Question(bank=of or bank(), kind=kind, stem=stem, live=False, **values)
    made.choices = [
        Choice(text=text, is_correct=letter in right, feedback=f"{SECRET_FEEDBACK}{letter}", sort_order=order)
        for order, (letter, text) in enumerate(texts.items())
    ]
    made.save()
    made.save_revision().publish()
    return Question.objects.get(pk=made.pk)


def quiz(questions=None, *, draws=(), of: ModulePage | None = None, **fields) -> QuizPage:
    """A published quiz with fixed `questions` (three when not given) worth 10 points each, and draw rules."""
    if questions is None and not draws:
        questions = [question(f"第{n}问") for n in range(1, 4)]
    of = of or factories.module(factories.course())
    page = QuizPage(title="单元测验", **fields)
    page.quiz_questions = [QuizQuestion(question=q, points=10, sort_order=i) for i, q in enumerate(questions or ())]
    page.draw_rules = [DrawRule(sort_order=i, **rule) for i, rule in enumerate(draws)]
    return factories.publish(of, page)


def enrolled(page: QuizPage, learner=None) -> Enrollment:
    """A running enrollment in the course of `page`."""
    learner = learner or factories.person()
    course = CoursePage.objects.ancestor_of(page).get()
    return Enrollment.objects.create(
        learner=learner, course=course, organisation=learner.memberships.first().organisation, status="active",
        method="open",
    )  # fmt: skip


def right_answers(attempt: Attempt) -> dict[str, list[str]]:
    """The right value of every item, read from the key as marking does."""
    key = Attempt.objects.defer(None).get(pk=attempt.pk).answer_key
    return {uid: part["right"] for uid, part in key["items"].items()}


def wrong_answer(attempt: Attempt, uid: str) -> list[str]:
    right = right_answers(attempt)[uid]
    item = attempt.item(uid)
    return [next(choice["uid"] for choice in item["choices"] if choice["uid"] not in right)]


def author(at: Organisation | None = None):
    return factories.person(at, Role.AUTHOR)


def begin(**fields) -> Attempt:
    page = quiz(**fields)
    return start_attempt(learner=enrolled(page).learner, quiz=page)


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer everything, the first `right` items rightly."""
    key = right_answers(attempt)
    for index, item in enumerate(attempt.paper["items"]):
        uid = item["uid"]
        value = key[uid] if index < right else wrong_answer(attempt, uid)
        save_response(attempt=attempt, item=uid, value=value, sequence=1)


def value_at(attempt: Attempt, uid: str, position: int) -> list[str]:
    return [attempt.item(uid)["choices"][position]["uid"]]


def begin_other() -> Attempt:
    course = factories.course("第二门课", code="C2")
    page = quiz([question("别处的题")], of=factories.module(course))
    return start_attempt(learner=enrolled(page).learner, quiz=page)


def together(action, count: int = 6) -> list:
    """Run `action` in threads that begin at one moment; what each returned."""
    gate, results = threading.Barrier(count), []

    def run():
        gate.wait()
        try:
            results.append(patiently(action))
        except Exception as error:  # noqa: BLE001  a failure is a result the test compares
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == count
    return results


def patiently(action):
    """SQLite in memory, where tests run, answers "locked" at once instead of waiting as a file does."""
    for _turn in range(2000):
        try:
            return action()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.005)
    raise AssertionError("locked for ever")
