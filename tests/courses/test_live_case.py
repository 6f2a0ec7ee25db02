"""A case inside a lesson: in its current version, never a hidden one, and with a way back."""

import pytest
from django.test import Client
from wagtail.blocks.struct_block import StructBlockValidationError

from cases.building import fill
from cases.models import CasePage, CaseQuestion
from content.shelf import clear_all
from courses.models import LessonPage
from learning.services import enroll
from lms.demo.case_01 import CASE
from lms.demo.loader_cases import sections_from
from tests import factories
from tests.cases.library_builders import library

pytestmark = pytest.mark.django_db
BODY = LessonPage._meta.get_field("body").stream_block
NOTES = "先让学员自己找对照组"


@pytest.fixture
def case() -> CasePage:
    page = fill(CasePage(organisation=factories.unit("shiqiao"), teacher_notes=NOTES), sections_from(CASE), {})
    page.questions = [CaseQuestion(text="谁先说了影响？")]
    return factories.publish(library(), page)


def lesson_with(case: CasePage, **value) -> LessonPage:
    block = {"type": "live_case", "id": "case-1", "value": {"case": case.pk, "purpose": "", "questions": []} | value}
    course = factories.course()
    return factories.lesson(factories.module(course), body=[block])


def read(lesson: LessonPage, client: Client) -> str:
    clear_all()
    return client.get(lesson.url).content.decode()


@pytest.fixture
def reader(login):
    person = factories.person()

    def of(lesson: LessonPage) -> Client:
        enroll(learner=person, course=lesson.get_parent().get_parent().specific)
        return login(person)

    return of


def test_a_lesson_shows_title_level_and_questions_of_the_case(case, reader):
    lesson = lesson_with(case)
    page = read(lesson, reader(lesson))
    assert case.title in page
    assert str(case.get_evidence_level_display()) in page
    assert "谁先说了影响？" in page
    assert NOTES not in page


def test_own_questions_of_the_lesson_replace_those_of_the_case(case, reader):
    lesson = lesson_with(case, questions=["为什么分开谈？"], purpose="看顺序")
    page = read(lesson, reader(lesson))
    assert ("为什么分开谈？" in page, "谁先说了影响？" in page, "看顺序" in page) == (True, False, True)


def test_a_lesson_follows_the_case_without_being_touched(case, reader):
    lesson = lesson_with(case)
    client = reader(lesson)
    assert "楼长会改名了" not in read(lesson, client)
    case.title = "楼长会改名了"
    case.save_revision().publish()
    assert "楼长会改名了" in read(lesson, client)


def test_a_case_that_was_taken_down_is_not_named_any_more(case, reader):
    lesson = lesson_with(case)
    case.unpublish()
    page = read(lesson, reader(lesson))
    assert case.title not in page
    assert "谁先说了影响？" not in page


def test_an_unpublished_case_cannot_be_chosen(case):
    case.unpublish()
    block = BODY.child_blocks["live_case"]
    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python({"case": case.pk, "purpose": "", "questions": []}))
    assert list(refusal.value.block_errors) == ["case"]


def test_trainers_read_the_notes_in_the_preview(case, login):
    lesson = lesson_with(case)
    drawn = lesson.body[0].render(context={"page": lesson, "preview": True})
    assert NOTES in drawn


def test_a_reader_is_led_back_to_the_place_in_the_lesson(case, reader):
    lesson = lesson_with(case)
    client = reader(lesson)
    link = f"{case.url}?lesson={lesson.translation_key}&amp;at=case-1"
    assert link in read(lesson, client)
    page = client.get(link.replace("&amp;", "&")).content.decode()
    assert f'href="{lesson.url}#case-1"' in page


@pytest.mark.parametrize("query", ["lesson=nonsense", "lesson=00000000-0000-0000-0000-000000000000", "at=case-1"])
def test_no_way_back_to_nowhere(case, query):
    answer = Client().get(f"{case.url}?{query}")
    assert (answer.status_code, "case__back" in answer.content.decode()) == (200, False)
