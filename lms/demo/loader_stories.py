"""Learning records of the demonstration, made by the same services a learner's clicks use.

Only the clock is helped along: the day a lesson was opened is set back, so that nobody seems to have read a lesson of
45 minutes in a second.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import Attempt, QuizPage
from assessments.services import save_response, start_attempt, submit_attempt
from certificates.enums import CertificateStatus
from certificates.models import Certificate
from certificates.services import issue, make_document
from courses.models import CoursePage, LessonPage
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, UnitProgress
from learning.services import (
    answer_self_check,
    assign,
    beat,
    enroll,
    finish_reading,
    open_unit,
    record_result,
    save_note,
    save_reflection,
)
from lms.demo.loader_keys import key
from lms.demo.stories import Sitting, Story


def tell(story: Story, people: dict[str, User]) -> None:
    """Make what `story` says, once: whoever has been in the course is left alone."""
    learner, course = people[story["who"]], CoursePage.objects.get(translation_key=key(story["course"]))
    if not Enrollment.objects.filter(learner=learner, course=course).exists():
        with transaction.atomic():
            _live(story, learner, course, people)


def give_certificates(people: dict[str, User]) -> int:
    """Issue and print what the stories earned and no job has made yet; the number that could not be printed."""
    finished = Enrollment.objects.filter(learner__in=people.values(), status=EnrollmentStatus.COMPLETED)
    for enrollment in finished.filter(certificate=None):
        issue(enrollment=enrollment)
    waiting = Certificate.objects.filter(holder__in=people.values(), status=CertificateStatus.PENDING)
    made = [make_document(certificate=certificate) for certificate in waiting]
    return sum(certificate.status != CertificateStatus.VALID for certificate in made)


def _live(story: Story, learner: User, course: CoursePage, people: dict[str, User]) -> None:
    enrollment = _join(story, learner, course, people)
    for name in story["done"]:
        _study(enrollment, _lesson(name))
    for name, words in story["notes"]:
        save_note(learner=learner, unit=_lesson(name), text=words)
    for name, words in story["reflections"]:
        lesson = _lesson(name)
        prompt = next(child for child in lesson.body if child.block_type == "reflection")
        save_reflection(learner=learner, unit=lesson, block=prompt.id, prompt=prompt.value["prompt"], text=words)
    if story["reading"]:
        _leave_open(enrollment, _lesson(story["reading"]), story["position"])
    for sitting in story["sittings"]:
        _sit(enrollment, QuizPage.objects.get(translation_key=key(f"{story['course']}Q1")), sitting)


def _join(story: Story, learner: User, course: CoursePage, people: dict[str, User]) -> Enrollment:
    if not story["assigned_by"]:
        return enroll(learner=learner, course=course)
    due = timezone.localdate() + datetime.timedelta(days=story["days_left"]) if story["days_left"] else None
    by = people[story["assigned_by"]]
    return assign(learners=[learner], course=course, by=by, due_on=due)[0]


def _lesson(name: str) -> LessonPage:
    return LessonPage.objects.get(translation_key=key(name))


def _study(enrollment: Enrollment, lesson: LessonPage) -> None:
    """Answer every self-check rightly and read to the end; a film counts as watched."""
    row = open_unit(enrollment=enrollment, unit=lesson)
    begun = timezone.now() - datetime.timedelta(minutes=lesson.minutes)
    UnitProgress.objects.filter(pk=row.pk).update(started_at=begun, seconds=lesson.minutes * 60 * 0.9)
    for child in lesson.body:
        if child.block_type == "self_check":
            right = sorted(child.value.right_ids)
            answer_self_check(enrollment=enrollment, lesson=lesson, block=child.id, chosen=right)
    row, _missing = finish_reading(enrollment=enrollment, lesson=lesson)
    if row.completed_at is None:
        record_result(enrollment=enrollment, unit=lesson, completion=True)


def _leave_open(enrollment: Enrollment, lesson: LessonPage, position: float) -> None:
    open_unit(enrollment=enrollment, unit=lesson)
    sections = [child.id for child in lesson.body if child.block_type == "heading"]
    anchor = sections[int(position * len(sections))]
    row = beat(learner=enrollment.learner, unit_key=lesson.translation_key, position=position, anchor=anchor)
    UnitProgress.objects.filter(pk=row.pk).update(seconds=lesson.minutes * 60 * position)


def _sit(enrollment: Enrollment, quiz: QuizPage, sitting: Sitting) -> Attempt:
    attempt = start_attempt(learner=enrollment.learner, quiz=quiz)
    right = Attempt.objects.defer(None).get(pk=attempt.pk).answer_key["items"]
    for number, item in enumerate(attempt.paper["items"][: sitting["answered"]]):
        answer = right[item["uid"]]["right"]
        if number >= sitting["right"]:
            answer = [next(choice["uid"] for choice in item["choices"] if [choice["uid"]] != answer)]
        save_response(attempt=attempt, item=item["uid"], value=answer)
    return attempt if sitting["open"] else submit_attempt(attempt=attempt, by=enrollment.learner)
