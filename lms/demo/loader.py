"""The whole demonstration in one call. Repeating it changes nothing."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Workflow, WorkflowState

from accounts.models import User
from courses.models import LessonPage
from lms.demo import c1, c6
from lms.demo.loader_brands import load_brands
from lms.demo.loader_courses import load_course
from lms.demo.loader_guidance import load_guidance
from lms.demo.loader_help import load_help
from lms.demo.loader_keys import key
from lms.demo.loader_organisations import load_organisations
from lms.demo.loader_paths import load_paths
from lms.demo.loader_people import load_people
from lms.demo.loader_proceedings import load_demo_units, load_proceedings
from lms.demo.loader_replications import load_replications
from lms.demo.loader_stories import give_certificates, tell
from lms.demo.people import PEOPLE
from lms.demo.stories import DRAFT, STORIES
from lms.site_setup import set_up_site

AUTHOR = "luowenhui"
COURSES = (c1.COURSE, c6.COURSE)


@dataclass(frozen=True)
class DemoReport:
    """People by user name, and how many certificates could not be printed (system libraries missing)."""

    people: dict[str, User]
    unprinted: int


def strangers() -> int:
    """Accounts that the demonstration did not make: where there are any, this is somebody's real site."""
    return User.objects.exclude(username__in=[row["username"] for row in PEOPLE]).count()


def load_demo(*, stories: bool = True) -> DemoReport:
    """Set the site up and load courses and people; with `stories` also what they have done."""
    set_up_site()
    load_demo_units()
    people = load_people()
    load_proceedings(people)
    for data in COURSES:
        load_course(data, author=people[AUTHOR])
    if not stories:
        return DemoReport(people, 0)
    for story in STORIES:
        tell(story, people)
    load_replications(people)
    load_brands(people)
    hand_in_draft(people)
    load_help(people)
    load_guidance(people)
    load_organisations(people)
    load_paths(people)
    return DemoReport(people, give_certificates(people))


@transaction.atomic
def hand_in_draft(people: dict[str, User]) -> None:
    """A changed lesson that waits for its reviewers, unless that lesson has been through the approval before."""
    name, unit, words = DRAFT
    lesson = LessonPage.objects.get(translation_key=key(unit))
    if WorkflowState.objects.for_instance(lesson).exists():
        return
    lesson.body.append(("rich_text", words))
    lesson.body[-1].id = str(key(unit, "addition"))
    lesson.save_revision(user=people[name], log_action=True)
    workflow: Workflow = lesson.get_workflow()
    workflow.start(lesson, people[name])
