"""The authoring screens: who reaches which bank, question and attempt, and what they refuse."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.enums import Role
from assessments.models import Attempt, Question, QuestionBank, QuizPage
from assessments.services import start_attempt, submit_attempt
from courses.models import CoursePage
from tests import factories
from tests.assessments import builders
from tests.assessments.builders import SECRET_EXPLANATION

pytestmark = pytest.mark.django_db

QUESTION = "wagtailsnippets_assessments_question"
BANK = "wagtailsnippets_assessments_questionbank"


@pytest.fixture
def own():
    return factories.unit("shiqi", name="石碁镇")


@pytest.fixture
def sibling():
    return factories.unit("dashi", name="大石街")


@pytest.fixture
def question(own):
    return builders.question("石碁的题", of=builders.bank(at=own))


def people(own, sibling) -> dict:
    """Everybody who might try, by how they stand to the bank's unit, and whether the bank is theirs to edit."""
    return {
        "author there": (builders.author(own), True),
        "author above": (builders.author(factories.district()), True),
        "district administrator": (factories.person(factories.district(), Role.DISTRICT_ADMIN), True),
        "author of a sibling": (builders.author(sibling), False),
        "author below": (builders.author(factories.unit("village", parent=own, level="village")), False),
        "reviewer there": (factories.person(own, Role.TOWN_REVIEWER), False),
        "class teacher there": (factories.person(own, Role.COHORT_MANAGER), False),
        "learner there": (factories.person(own), False),
    }


def question_form(question: Question, choices=None, **changed) -> dict:
    rows = choices or [
        {"id": choice.pk, "text": choice.text, "is_correct": choice.is_correct, "feedback": choice.feedback}
        for choice in question.choices.all()
    ]
    values = {
        "bank": question.bank_id, "kind": question.kind, "difficulty": 3, "review_state": "approved",
        "stem": question.stem, "image": "", "image_alt": "", "explanation": "", "category": "", "knowledge_point": "",
        "source_lesson": "",
    }  # fmt: skip
    initial = sum("id" in row for row in rows)
    return nested_form_data(values | {"choices": inline_formset(rows, initial=initial)} | changed)


@pytest.mark.parametrize(
    "view", ["edit", "delete", "history", "usage", "copy", "preview_on_edit", "revisions_unschedule", "lock"]
)
def test_only_authors_in_scope_reach_a_question(client, login, own, sibling, question, view):
    arguments = [question.pk, question.latest_revision_id] if view == "revisions_unschedule" else [question.pk]
    address = reverse(f"{QUESTION}:{view}", args=arguments)
    assert client.get(address).status_code == 302
    for name, (person, allowed) in people(own, sibling).items():
        status = login(person).get(address).status_code
        if allowed:
            assert status in (200, 302, 405), name
            assert status != 302 or view in ("revisions_unschedule", "lock"), name
        elif view in ("edit", "copy", "usage", "history", "preview_on_edit"):
            # Refused by right (403, or led to the CMS home, which learners do not get) or by scope (404).
            assert status in (302, 403, 404), name


def test_lists_and_choosers_show_no_question_of_another_unit(login, sibling, question):
    theirs = builders.question("大石的题", of=builders.bank("大石题库", at=sibling))
    browser = login(builders.author(sibling))
    for address in (
        reverse(f"{QUESTION}:list"),
        reverse(f"{QUESTION}:list") + "?q=题",
        reverse(f"{QUESTION}:list_results"),
        reverse("wagtailsnippetchoosers_assessments_question:choose"),
        reverse("wagtailsnippetchoosers_assessments_question:choose_results") + "?q=题",
    ):
        response = browser.get(address)
        shown = response.json()["html"] if "json" in response["Content-Type"] else response.content.decode()
        assert theirs.stem in shown, address
        assert question.stem not in shown, address
    chosen = "wagtailsnippetchoosers_assessments_question:chosen"
    assert browser.get(reverse(chosen, args=[theirs.pk])).status_code == 200
    assert browser.get(reverse(chosen, args=[question.pk])).status_code == 404
    assert question.bank.name not in browser.get(reverse(f"{BANK}:list")).content.decode()


def test_a_shared_bank_can_be_asked_from_but_not_edited(login, sibling, question):
    QuestionBank.objects.filter(pk=question.bank_id).update(shared=True)
    browser = login(builders.author(sibling))
    chosen = reverse("wagtailsnippetchoosers_assessments_question:chosen", args=[question.pk])
    assert browser.get(chosen).status_code == 200
    assert browser.get(reverse(f"{QUESTION}:edit", args=[question.pk])).status_code == 404
    assert browser.get(reverse(f"{BANK}:edit", args=[question.bank_id])).status_code == 404


def test_a_question_is_saved_and_published_with_its_choices(login, own, question):
    browser = login(builders.author(own))
    sent = question_form(question, stem="改过的题", **{"action-publish": "1"})
    answered = browser.post(reverse(f"{QUESTION}:edit", args=[question.pk]), sent)
    assert answered.status_code == 302
    changed = Question.objects.get(pk=question.pk)
    assert (changed.stem, changed.uid) == ("改过的题", question.uid)
    before = [choice.uid for choice in question.choices.all()]
    assert [choice.uid for choice in changed.choices.all()] == before


@pytest.mark.parametrize(("kind", "right"), [("single", []), ("single", [0, 1]), ("multiple", []), ("true_false", [0])])
def test_a_question_that_cannot_be_marked_is_not_published_but_kept_as_a_draft(login, own, question, kind, right):
    browser = login(builders.author(own))
    rows = [{"text": f"文字{n}", "is_correct": n in right, "feedback": ""} for n in range(3)]
    rows = [{key: value for key, value in row.items() if value is not False} for row in rows]
    sent = question_form(question, rows, stem="还没写完", kind=kind)
    address = reverse(f"{QUESTION}:add")
    refused = browser.post(address, sent | {"action-publish": "1"})
    assert refused.status_code == 200
    assert len(refused.context["form"].non_field_errors()) >= 1
    assert "还没写完" in refused.content.decode()
    assert Question.objects.filter(stem="还没写完").count() == 0
    assert browser.post(address, sent).status_code == 302
    assert Question.objects.get(stem="还没写完").live is False


def test_a_picture_needs_words(question):
    question.image_id = 1
    with pytest.raises(ValidationError) as refused:
        question.clean()
    assert set(refused.value.message_dict) == {"image_alt"}
    question.image_alt = "榕树下的长椅"
    question.clean()


def test_nobody_puts_a_question_into_another_units_bank(login, sibling, question):
    browser = login(builders.author(sibling))
    rows = [{"text": "甲", "is_correct": "on", "feedback": ""}, {"text": "乙", "feedback": ""}]
    sent = question_form(question, rows, stem="偷放的题", **{"action-publish": "1"})
    refused = browser.post(reverse(f"{QUESTION}:add"), sent)
    assert refused.status_code == 200
    assert "bank" in refused.context["form"].errors
    assert Question.objects.filter(stem="偷放的题").count() == 0


def test_nobody_makes_a_bank_for_another_unit(login, own, sibling):
    browser = login(builders.author(sibling))
    sent = {"name": "别人的题库", "organisation": own.pk, "course": "", "description": ""}
    assert browser.post(reverse(f"{BANK}:add"), sent).status_code == 200
    assert browser.post(reverse(f"{BANK}:add"), sent | {"organisation": sibling.pk}).status_code == 302
    assert [bank.organisation for bank in QuestionBank.objects.all()] == [sibling]


def test_a_copy_is_a_new_question_with_new_uids(login, own, question):
    browser = login(builders.author(own))
    address = reverse(f"{QUESTION}:copy", args=[question.pk])
    form = browser.get(address)
    assert form.status_code == 200
    assert browser.post(address, question_form(question)).status_code == 405
    rows = [
        {"text": choice.text, "feedback": "", **({"is_correct": "on"} if choice.is_correct else {})}
        for choice in question.choices.all()
    ]
    sent = question_form(question, rows, **{"action-publish": "1"})
    assert browser.post(reverse(f"{QUESTION}:add"), sent).status_code == 302
    copy = Question.objects.exclude(pk=question.pk).get()
    assert copy.uid != question.uid
    assert not {c.uid for c in copy.choices.all()} & {c.uid for c in question.choices.all()}


def test_the_preview_shows_the_question_as_learners_see_it(login, own, question):
    browser = login(builders.author(own))
    address = reverse(f"{QUESTION}:preview_on_edit", args=[question.pk])
    assert browser.post(address, question_form(question)).json()["is_valid"] is True
    shown = browser.get(address)
    assert shown.status_code == 200
    assert question.stem in shown.content.decode()


@pytest.mark.usefixtures("looked_up")
def test_a_question_in_a_quiz_is_not_deleted(login, own, question):
    builders.quiz([question])
    browser = login(builders.author(own))
    answered = browser.post(reverse(f"{QUESTION}:delete", args=[question.pk]), follow=True)
    assert answered.status_code == 200
    assert Question.objects.filter(pk=question.pk).exists()


def test_attempts_are_read_in_scope_without_paper_or_key(client, login, own, sibling):
    page = builders.quiz([builders.question("机密")])
    learner = builders.enrolled(page, factories.person(own)).learner
    attempt = submit_attempt(attempt=start_attempt(learner=learner, quiz=page))
    index, inspect = reverse("quiz_attempts:index"), reverse("quiz_attempts:inspect", args=[attempt.pk])
    assert client.get(index).status_code == 302
    for browser in (login(factories.person(own, Role.COHORT_MANAGER)), login(builders.author(factories.district()))):
        assert learner.name in browser.get(index).content.decode()
        shown = browser.get(inspect)
        assert shown.status_code == 200
        assert SECRET_EXPLANATION not in shown.content.decode()
        export = browser.get(index + "?export=xlsx")
        assert export.status_code == 200
    # The course belongs to 石碁镇 and so does the learner: 大石街 sees neither.
    browser = login(factories.person(sibling, Role.COHORT_MANAGER))
    assert learner.name not in browser.get(index).content.decode()
    assert browser.get(inspect).status_code == 404


def test_the_lists_cost_the_same_with_more_rows(login, own):
    page = builders.quiz([builders.question("第一题")])
    browser = login(builders.author(own))
    for address in (reverse(f"{QUESTION}:list"), reverse(f"{BANK}:list"), reverse("quiz_attempts:index")):
        costs = []
        for more in (1, 2):
            for number in range(more):
                builders.question(f"{address}{more}{number}", of=builders.bank(f"{len(address)}{more}{number}", at=own))
                submit_attempt(attempt=start_attempt(learner=builders.enrolled(page).learner, quiz=page))
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            costs.append(len(queries))
        assert costs[0] == costs[1], address


def quiz_form(page: QuizPage, questions=(), draws=()) -> dict:
    values = {
        "title": page.title, "slug": page.slug, "intro": "", "minutes": 10, "compulsory": "on", "opens_on": "",
        "prerequisite": "", "pass_mark": 60, "attempts": 3, "time_limit": "", "cool_down": "",
        "feedback_policy": "after", "marking_days": "5", "mode": "exam", "counted": "best", "closes_at": "",
        "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
        "quiz_questions": inline_formset([{"question": q.pk, "points": 10} for q in questions]),
        "draw_rules": inline_formset(draws), "comments": inline_formset([]),
    }  # fmt: skip
    return nested_form_data(values)


def test_a_quiz_that_lacks_questions_is_not_published_and_says_how_many(login, own):
    source = builders.bank(at=own)
    builders.question(of=source)
    page = builders.quiz([builders.question("固定")])
    page.quiz_questions.all().delete()
    browser = login(factories.person(is_superuser=True))
    draws = [{"bank": source.pk, "category": "", "difficulty": "", "count": 5, "points": 10}]
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = browser.post(address, quiz_form(page, draws=draws) | {"action-publish": "1"})
    assert refused.status_code == 200
    errors = refused.context["form"].non_field_errors()
    assert len(errors) == 1 and "3" in errors[0] and source.name in errors[0]
    assert browser.post(address, quiz_form(page, draws=draws)).status_code == 302
    good = [draws[0] | {"count": 2}]
    assert browser.post(address, quiz_form(page, draws=good) | {"action-publish": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("rules", "field"),
    [({"feedback_policy": "at_once"}, "feedback_policy"), ({"feedback_policy": "closed"}, "closes_at")],
    ids=["answers_in_an_exam", "answers_after_no_closing"],
)
def test_rules_that_do_not_go_together_are_refused_at_their_field(login, rules, field):
    page = builders.quiz()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    browser = login(factories.person(is_superuser=True))
    refused = browser.post(address, quiz_form(page) | rules)
    assert refused.status_code == 200 and list(refused.context["form"].errors) == [field]
    right = {"mode": "practice", "closes_at": "2030-01-01 12:00"}
    assert browser.post(address, quiz_form(page) | rules | right).status_code == 302


def test_a_quiz_does_not_ask_from_a_bank_of_another_unit(login, own, sibling):
    foreign = builders.question("别处的题", of=builders.bank("大石题库", at=sibling))
    page = builders.quiz(of=factories.module(factories.course(at=own)))
    page.quiz_questions.all().delete()
    person = builders.author(own)
    browser = login(person)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = browser.post(address, quiz_form(page, [foreign]))
    assert refused.status_code == 200
    assert len(refused.context["form"].non_field_errors()) == 1
    QuestionBank.objects.update(shared=True)
    sent = browser.post(address, quiz_form(page, [foreign]))
    assert sent.status_code == 302


def test_copying_a_course_copies_the_quiz_and_shares_the_bank():
    source = builders.bank()
    questions = [builders.question(f"第{n}问", of=source) for n in range(3)]
    course = factories.course()
    rule = {"bank": source, "count": 1, "points": 20}
    page = builders.quiz(questions[:2], draws=[rule], of=factories.module(course), pass_mark=80)
    CoursePage.objects.get(pk=course.pk).copy(recursive=True, update_attrs={"title": "副本", "slug": "copy"})
    copy = QuizPage.objects.exclude(pk=page.pk).get()
    assert copy.pass_mark == 80
    assert [row.question for row in copy.quiz_questions.all()] == questions[:2]
    assert [(row.bank, row.points) for row in copy.draw_rules.all()] == [(source, 20)]
    copy.pass_mark = 50
    copy.save()
    assert QuizPage.objects.get(pk=page.pk).pass_mark == 80
    assert Attempt.objects.count() == 0
