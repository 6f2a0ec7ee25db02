"""What the figures are made of: whose papers count, which question they belong to, and what each query may cost."""

import datetime
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import Role
from assessments.enums import Usage, Verdict
from assessments.item_chart import chart_of, signed
from assessments.item_usage import report_of, twins_in
from assessments.items import analysis_of, analyzed_by, may_analyze
from assessments.models import Attempt, Choice, Question, QuizPage
from assessments.services import mark_answer, regrade_question, save_response, start_attempt
from tests import factories
from tests.assessments import builders, builders_items, builders_marking

pytestmark = pytest.mark.django_db

# Ten learners at three questions: the first is solved by all, the second by the better half, the third by the weaker.
TEN = ["102"] * 2 + ["101"] * 3 + ["110"] * 4 + ["11-"]


@pytest.fixture
def own():
    return factories.unit("shiqi", name="石碁镇")


@pytest.fixture
def author(own):
    return builders.author(own)


@pytest.fixture
def quiz(own):
    return builders.quiz([builders.question(stem, choices="ABC") for stem in ("送分题", "好题", "反题")])


def told(analysis) -> list[tuple]:
    return [(item.stem, round(item.figures.facility, 2), item.verdicts) for item in analysis.items]


def test_a_quiz_in_figures(quiz, author):
    builders_items.papers(quiz, TEN)
    found = analysis_of(quiz, author)
    assert (found.attempts, found.waiting) == (10, 0)
    assert found.mean == pytest.approx((2 * 1 + 3 * 2 + 5 * 2) / 30, abs=0.001)
    assert found.passed == pytest.approx(0.8)
    assert told(found) == [
        ("送分题", 1.0, [Verdict.TOO_EASY]),
        ("好题", 0.5, [Verdict.NEGATIVE, Verdict.UNCHOSEN]),
        ("反题", 0.3, [Verdict.NEGATIVE]),
    ]
    good = found.items[1]
    assert [(option.letter, option.text, option.right, option.tally.count) for option in good.options] == [
        ("A", "选项A", True, 5), ("B", "选项B", False, 5), ("C", "选项C", False, 0),
    ]  # fmt: skip
    assert [option.tally.count for option in found.items[2].options] == [3, 4, 2]
    assert found.items[2].figures.unanswered == 1
    assert {item.figures.seconds for item in found.items[:2]} == {30.0}
    assert (found.right_or_wrong, found.unsure) == (True, "")
    assert found.reliability is not None


def test_only_the_first_attempt_of_each_learner_counts(quiz, author):
    people = builders_items.learners(10)
    rows = builders_items.enroll_all(quiz, people)
    builders_items.papers(quiz, ["000"] * 10, enrollments=rows)
    builders_items.papers(quiz, ["111"] * 10, enrollments=rows, number=2)
    # A retake of the course is the same person.
    rows[0].status = "withdrawn"
    rows[0].save()
    again = builders_items.enroll_all(quiz, people[:1])
    builders_items.papers(quiz, ["111"], enrollments=again, number=3)
    found = analysis_of(quiz, author)
    assert (found.attempts, found.mean) == (10, 0.0)


def test_a_paper_counts_once_people_have_marked_it(author):
    page = builders_marking.quiz()
    attempt = builders_marking.handed_in(page)
    start_attempt(learner=builders.enrolled(page).learner, quiz=page)
    assert (analysis_of(page, author).attempts, analysis_of(page, author).waiting) == (0, 1)
    mark_answer(task=builders_marking.task_of(attempt), by=builders_marking.marker(), points=[6, 2])
    found = analysis_of(page, author)
    assert (found.attempts, found.waiting) == (1, 0)
    written = found.items[1]
    # What somebody wrote is nobody's to read in a table.
    assert (written.figures.facility, written.options, written.others) == (0.8, [], 0)
    assert written.figures.unanswered == 0


def test_drawn_papers_have_figures_but_no_reliability(own, author):
    source = builders.bank(at=own)
    for number in range(4):
        builders.question(f"抽{number}", of=source)
    page = builders.quiz([], draws=[{"bank": source, "count": 2, "points": 10}])
    builders_items.papers(page, ["1", "0"] * 10)
    found = analysis_of(page, author)
    assert sum(item.figures.taken for item in found.items) == 40
    assert found.reliability is None
    assert "不同" in found.unsure or "different" in found.unsure


def test_a_choice_that_papers_have_no_more_is_still_counted(quiz, author, own):
    question = Question.objects.get(stem="好题")
    builders_items.papers(quiz, ["121"] * 5)
    gone = question.choices.get(text="选项C")
    question.choices.set([row for row in question.choices.all() if row.pk != gone.pk])
    question.save_revision().publish()
    assert not Choice.objects.filter(pk=gone.pk).exists()
    builders_items.papers(quiz, ["111"] * 5)
    options = analysis_of(quiz, author).items[1].options
    assert [(one.text, one.letter, one.gone, one.tally.count) for one in options] == [
        ("选项A", "A", False, 5), ("选项B", "B", False, 0), ("选项C", "", True, 5),
    ]  # fmt: skip


def test_a_corrected_key_changes_the_figures(quiz, author):
    builders_items.papers(quiz, ["110"] * 10)
    question = Question.objects.get(stem="反题")
    for row in question.choices.all():
        row.is_correct = row.text == "选项B"
        row.save()
    question = Question.objects.get(pk=question.pk)
    question.save_revision().publish()
    regrade_question(question=Question.objects.get(pk=question.pk), by=author, reason="答案写错了")
    item = analysis_of(quiz, author).items[2]
    assert item.figures.facility == 1.0
    assert [option.right for option in item.options] == [False, True, False]


def test_time_is_left_out_where_a_phone_sent_all_at_once(quiz, author):
    builders_items.papers(quiz, ["111"] * 6, pace=datetime.timedelta(milliseconds=20))
    assert {item.figures.seconds for item in analysis_of(quiz, author).items} == {None}


def test_written_answers_are_listed_where_several_wrote_the_same(own, author):
    question = builders.question("几人？", kind="numeric", choices="")
    question.choices = [Choice(text="5", sort_order=0)]
    question.save()
    question.save_revision().publish()
    page = builders.quiz([Question.objects.get(pk=question.pk)])
    for value in ("5", "5", "7", "7", "8"):
        attempt = start_attempt(learner=builders.enrolled(page).learner, quiz=page)
        save_response(attempt=attempt, item=str(question.uid), value=[value], sequence=1)
        from assessments.services import submit_attempt

        submit_attempt(attempt=attempt)
    (item,) = analysis_of(page, author).items
    assert [(option.text, option.right, option.tally.count) for option in item.options] == [
        ("5", True, 2), ("7", False, 2),
    ]  # fmt: skip
    assert item.others == 1


def test_an_untouched_quiz_has_no_figures(quiz, author):
    found = analysis_of(quiz, author)
    assert (found.attempts, found.mean, found.passed, found.items) == (0, None, None, [])
    assert chart_of(found.items) is None


def test_the_chart_keeps_its_marks_inside_and_says_itself_in_words(quiz, author):
    builders_items.papers(quiz, TEN)
    chart = chart_of(analysis_of(quiz, author).items)
    assert [(mark.number, mark.x, mark.look) for mark in chart.marks] == [(2, "50.0%", True), (3, "30.0%", True)]
    assert all(0 <= float(mark.y.rstrip("%")) <= 100 for mark in chart.marks)
    assert "2、3" in chart.words


@pytest.mark.parametrize(("value", "text"), [(0.345, "0.34"), (-0.12, "−0.12"), (-0.001, "0.00"), (1.0, "1.00")])
def test_figures_have_a_true_minus(value, text):
    assert signed(value) == text


def test_200_papers_take_less_than_a_second_and_as_many_queries_as_one(own, author):
    questions = [builders.question(f"第{n}问") for n in range(10)]
    page = builders.quiz(questions)
    builders_items.papers(page, ["1010101010"], one_paper=True)
    with CaptureQueriesContext(connection) as few:
        analysis_of(page, author)
    words = ["1" * (n % 10) + "0" * (10 - n % 10) for n in range(199)]
    builders_items.papers(page, words, one_paper=True)
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as many:
        found = analysis_of(page, author)
    assert time.perf_counter() - begun < 1
    assert found.attempts == 200
    assert (len(few), len(many)) == (8, 8)


def test_who_may_look_into_a_quiz(quiz, own):
    sibling, village = factories.unit("dashi", name="大石街"), factories.unit("yonghong", parent=own, level="village")
    above = factories.district()
    allowed = [
        builders.author(own), factories.person(own, Role.COHORT_MANAGER), builders.author(above),
        factories.person(above, Role.COHORT_MANAGER), factories.person(is_superuser=True),
    ]  # fmt: skip
    refused = [
        factories.person(own), factories.person(own, Role.TOWN_ADMIN), factories.person(own, Role.TOWN_REVIEWER),
        factories.person(above, Role.DISTRICT_ADMIN), builders.author(sibling),
        factories.person(sibling, Role.COHORT_MANAGER), builders.author(village),
    ]  # fmt: skip
    assert [list(analyzed_by(person)) for person in allowed] == [[quiz]] * len(allowed)
    assert [list(analyzed_by(person)) for person in refused] == [[]] * len(refused)
    assert [may_analyze(person, quiz) for person in allowed + refused] == [True] * 5 + [False] * 7


def test_a_class_teacher_who_takes_the_course_does_not_read_its_answers(quiz, own):
    teacher, writer = factories.person(own, Role.COHORT_MANAGER), builders.author(own)
    enrollment = builders.enrolled(quiz, teacher)
    builders.enrolled(quiz, writer)
    assert (analyzed_by(teacher).count(), analyzed_by(writer).count()) == (0, 1)
    enrollment.status, enrollment.completed_at = "completed", timezone.now()
    enrollment.save()
    assert analyzed_by(teacher).count() == 1


def in_course(title: str, code: str, questions, *, at=None, **fields) -> QuizPage:
    page = builders.quiz(questions, of=factories.module(factories.course(title, code=code, at=at)), **fields)
    page.title = title
    page.save()
    return page


def test_a_question_in_all_quizzes(own, author):
    source = builders.bank(at=own)
    question = builders.question("到处考的题", of=source, category="议事")
    fixed = in_course("固定考", "D1", [question])
    drawn = in_course("抽着考", "D2", [], draws=[{"bank": source, "count": 1, "points": 5, "category": "议事"}])
    in_course(
        "抽别类",
        "D3",
        [builders.question("另一题")],
        draws=[{"bank": source, "count": 1, "points": 5, "category": "别类"}],
    )
    earlier = in_course("早先考", "D4", [question])
    foreign = in_course("外镇考", "D5", [question], at=factories.unit("dashi", name="大石街"))
    builders_items.papers(fixed, ["1"] * 6 + ["0"] * 4)
    builders_items.papers(earlier, ["0"] * 5)
    builders_items.papers(foreign, ["1"] * 5)
    earlier.quiz_questions.all().delete()
    found = report_of(question, author)
    assert [(use.quiz.pk, use.usage, use.figures.taken) for use in found.uses] == [
        (fixed.pk, Usage.FIXED, 10), (drawn.pk, Usage.DRAWN, 0), (earlier.pk, Usage.EARLIER, 5),
    ]  # fmt: skip
    assert (found.elsewhere, found.quizzes, found.askable) == (1, 4, True)
    assert found.whole.figures.taken == 20
    assert found.whole.figures.facility == pytest.approx(11 / 20)


def test_whoever_met_the_question_twice_counts_once_and_unanswered_counts_too(own, author):
    question = builders.question("两处考的题", of=builders.bank(at=own))
    pages = [
        in_course(title, code, [question, builders.question(f"伴{code}")])
        for title, code in (("甲", "D1"), ("乙", "D2"))
    ]
    people = builders_items.learners(2)
    builders_items.papers(pages[0], ["-1", "01"], enrollments=builders_items.enroll_all(pages[0], people))
    builders_items.papers(pages[1], ["11", "11"], enrollments=builders_items.enroll_all(pages[1], people), number=5)
    found = report_of(question, author)
    assert (found.whole.figures.taken, found.whole.figures.facility, found.whole.figures.unanswered) == (2, 0.0, 1)
    assert [use.figures.facility for use in found.uses] == [1.0, 0.0]


def test_a_question_that_is_asked_nowhere(own, author):
    question = builders.question("无人问的题", of=builders.bank(at=own), review_state="retired")
    found = report_of(question, author)
    assert (found.uses, found.elsewhere, found.whole, found.askable) == ([], 0, None, False)


def test_twins_of_a_bank(own):
    source = builders.bank(at=own)
    first = builders.question("谁来 议？", of=source)
    builders.question("谁来议?", of=source, right="B")
    builders.question("ＡＢ题", of=source)
    builders.question("ab 题", of=source)
    builders.question("谁来议？", of=source, kind="multiple")
    builders.question("谁来议？", of=builders.bank("别的库", at=own))
    builders.quiz([first])
    found = twins_in(source)
    assert [([twin.question.stem for twin in group.questions], group.agree) for group in found] == [
        (["谁来 议？", "谁来议?"], False), (["ＡＢ题", "ab 题"], True),
    ]  # fmt: skip
    assert [twin.placed for twin in found[0].questions] == [1, 0]
    assert [twin.cells.answer for twin in found[0].questions] == ["A", "B"]


def test_the_same_steps_in_another_order_are_another_answer(own):
    source = builders.bank(at=own)
    for steps in ("ABC", "CBA"):
        made = builders.question("排一排", kind="ordering", choices=steps, of=source)
        assert [row.text for row in made.choices.all()] == [f"选项{step}" for step in steps]
    (group,) = twins_in(source)
    assert not group.agree


def test_nothing_is_written_while_figures_are_read(quiz, author):
    builders_items.papers(quiz, TEN)
    before = list(Attempt.objects.defer(None).values())
    with CaptureQueriesContext(connection) as queries:
        analysis_of(quiz, author)
        report_of(Question.objects.get(stem="好题"), author)
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "DECLARE", "FETCH", "CLOSE"}
    assert list(Attempt.objects.defer(None).values()) == before
