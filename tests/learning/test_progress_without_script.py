"""Completing a lesson with a recording where no script reports what was played."""

import datetime

import pytest
from django.core.files.base import ContentFile
from wagtailmedia.models import Media

from learning.services import beat, enroll, finish_reading, open_unit
from tests import factories

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


@pytest.fixture
def lesson():
    """Ten seconds to read and a film of 100 seconds, of which 80 are asked for."""
    film = Media.objects.create(title="短片", type="video", duration=100, file=ContentFile(b"film", name="film.mp4"))
    block = {
        "type": "video",
        "id": "video-1",
        "value": {
            "title": "短片",
            "video": film.pk,
            "captions": None,
            "transcript": "<p>字</p>",
            "required_percent": 80,
        },
    }
    return factories.lesson(factories.module(factories.course()), body=[block], reading_floor=10)


@pytest.fixture
def enrollment(learner, lesson, time_machine):
    made = enroll(learner=learner, course=lesson.get_parent().get_parent().specific)
    time_machine.move_to(START, tick=False)
    open_unit(enrollment=made, unit=lesson)
    return made


def test_the_lesson_completes_when_there_was_time_to_read_and_to_watch(enrollment, lesson, time_machine):
    time_machine.move_to(START + datetime.timedelta(seconds=60), tick=False)
    row, missing = finish_reading(enrollment=enrollment, lesson=lesson)
    assert (missing, row.completed_at) == (30, None)
    time_machine.move_to(START + datetime.timedelta(seconds=91), tick=False)
    row, missing = finish_reading(enrollment=enrollment, lesson=lesson)
    assert (missing, row.completed_at is not None) == (0, True)


def test_where_a_script_reports_waiting_is_not_watching(enrollment, lesson, learner, time_machine):
    beat(learner=learner, unit_key=lesson.translation_key, position=1)
    time_machine.move_to(START + datetime.timedelta(seconds=600), tick=False)
    row, missing = finish_reading(enrollment=enrollment, lesson=lesson)
    assert (missing, row.state["read"], row.state["media"], row.completed_at) == (0, True, {}, None)
