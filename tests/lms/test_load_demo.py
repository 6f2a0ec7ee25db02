"""The demonstration loads once, tells true stories, and keeps its public passwords away from real sites."""

from collections import Counter
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, Site

from accounts.backends import find_account
from accounts.duties import has_agreed
from accounts.models import User
from assessments.models import Attempt, QuizPage
from assessments.services.attempts import make_paper
from certificates.models import Certificate
from courses.models import CoursePage, LessonPage
from learning.models import Enrollment
from lms.demo.loader import load_demo
from lms.demo.loader_keys import key
from lms.demo.loader_people import NEWCOMER, PASSWORD
from lms.demo.people import PEOPLE
from lms.models import HomePage


def row_counts() -> Counter:
    # A count of inquiries or sessions is no content; everything else is.
    return Counter({model._meta.label: model._default_manager.count() for model in apps.get_models()})


class _Chance:
    """Draws without chance: the first ones."""

    def sample(self, population, count):
        return list(population)[:count]

    def shuffle(self, sequence):
        return None


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this module and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield load_demo()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def loaded(demo, db):
    return demo


class TestLoading:
    def test_again_changes_nothing(self, loaded):
        before, revisions = row_counts(), list(Revision.objects.order_by("pk").values_list("pk", flat=True))
        load_demo()
        assert row_counts() == before
        assert list(Revision.objects.order_by("pk").values_list("pk", flat=True)) == revisions

    def test_both_courses_are_complete_and_published(self, loaded):
        shape = {
            course.code: [type(unit).__name__ for unit in Page.objects.descendant_of(course).specific() if unit.live]
            for course in CoursePage.objects.all()
        }
        assert Counter(shape["C1"]) == {"ModulePage": 3, "LessonPage": 6, "QuizPage": 1}
        assert Counter(shape["C6"]) == {"ModulePage": 3, "LessonPage": 5, "QuizPage": 2}

    def test_every_final_quiz_gives_a_paper_of_ten(self, loaded):
        papers = [make_paper(quiz, _Chance())[0]["items"] for quiz in QuizPage.objects.filter(compulsory=True)]
        assert [len({item["uid"] for item in items}) for items in papers] == [10, 10]

    def test_the_practice_asks_the_written_kinds_and_the_final_quiz_never_does(self, loaded):
        practice = QuizPage.objects.get(compulsory=False)
        items = make_paper(practice, _Chance())[0]["items"]
        assert [item["kind"] for item in items] == ["fill_blank", "numeric", "ordering", "matching"]
        asked = {rule.bank_id for quiz in QuizPage.objects.filter(compulsory=True) for rule in quiz.draw_rules.all()}
        assert asked.isdisjoint(practice.quiz_questions.values_list("question__bank", flat=True))

    def test_no_page_of_wagtails_own_is_left(self, loaded):
        assert {page.specific_class for page in Page.objects.filter(depth=2)} == {HomePage}
        assert Site.objects.get().root_page.specific.title == "共治学堂"

    def test_pictures_carry_their_description(self, loaded):
        assert get_image_model().objects.filter(description="").count() == 0

    def test_blocks_keep_their_ids(self, loaded):
        lesson = LessonPage.objects.get(slug="cong-guan-li-dao-zhi-li")
        assert [child.id for child in lesson.body] == [str(key("C1L1", n)) for n in range(len(lesson.body))]
        assert lesson.translation_key == UUID("20533ff5-db99-53f5-838c-2392c87af51f")


class TestPeople:
    def test_everybody_is_found_by_number_and_has_the_printed_password(self, loaded):
        found = {person["username"]: find_account(person["phone"]) for person in PEOPLE}
        assert {name: account.username for name, account in found.items()} == {name: name for name in found}
        assert [name for name, account in found.items() if not account.check_password(PASSWORD)] == []

    def test_only_the_newcomer_has_duties(self, loaded):
        assert [u.username for u in User.objects.filter(must_change_password=True)] == [NEWCOMER]
        assert [u.username for u in loaded.people.values() if not has_agreed(u)] == [NEWCOMER]

    def test_roles_are_those_of_the_list(self, loaded):
        held = {
            person["username"]: sorted(
                loaded.people[person["username"]].role_grants.values_list("role", "organisation__slug")
            )
            for person in PEOPLE
        }
        assert held == {person["username"]: sorted(map(tuple, person["roles"])) for person in PEOPLE}


class TestStories:
    def test_every_state_of_learning_is_there(self, loaded):
        states = Counter(Enrollment.objects.values_list("course__code", "status"))
        assert states == {("C1", "active"): 3, ("C1", "completed"): 5, ("C6", "active"): 3, ("C6", "completed"): 2}

    def test_attempts_passed_failed_and_under_way(self, loaded):
        results = Counter(Attempt.objects.values_list("success", flat=True))
        assert results == {True: 7, False: 2, None: 1}

    def test_whoever_completed_holds_a_certificate_with_their_own_name(self, loaded):
        certificates = Certificate.objects.select_related("holder", "enrollment").prefetch_related("revisions")
        assert {c.enrollment_id for c in certificates} == set(
            Enrollment.objects.filter(status="completed").values_list("pk", flat=True)
        )
        assert [c.current.facts["holder_name"] == c.holder.name for c in certificates] == [True] * 7

    def test_a_change_waits_for_the_town(self, loaded):
        lesson = LessonPage.objects.get(slug="wu-ding-gong-zuo-biao")
        assert lesson.current_workflow_task.name == "镇街初审"
        assert "补充：表格填好后" not in str(lesson.body)


class TestCommand:
    def test_prints_every_account(self, loaded, capsys):
        call_command("load_demo", "--yes-this-is-a-demo")
        printed = capsys.readouterr().out
        assert [person["username"] for person in PEOPLE if person["username"] not in printed] == []
        assert f"所有账号的密码：{PASSWORD}" in printed
