"""What the front door shows."""

from dataclasses import dataclass, field

from django import template

from cases.library import newest as newest_cases
from cases.models import CasePage
from learning.catalog import Card, cards_for, compulsory_for, live_courses
from learning.dashboard import Dashboard, dashboard
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from practice.supervision import Waiting, waiting_for

register = template.Library()
COMPULSORY_SHOWN, NEWEST_SHOWN, CASES_SHOWN, WAITING_SHOWN = 3, 6, 4, 5


@dataclass(frozen=True, slots=True)
class Front:
    """`board` is None for a stranger; `compulsory` holds what this person still has to take, `waiting`
    what was agreed with experts and asked of them."""

    board: Dashboard | None
    compulsory: list[Card]
    newest: list[Card]
    cases: list[CasePage]
    waiting: list[Waiting] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def front(context) -> Front:
    """The home page for whoever asks, in a fixed number of queries."""
    user = context["request"].user
    courses = live_courses()
    cases = newest_cases(CASES_SHOWN)
    newest = sorted(courses, key=lambda course: (course.first_published_at, course.pk), reverse=True)
    if not user.is_authenticated:
        return Front(board=None, compulsory=[], newest=cards_for(newest[:NEWEST_SHOWN], user), cases=cases)
    taken = Enrollment.objects.filter(learner=user).exclude(
        status__in=(EnrollmentStatus.WITHDRAWN, EnrollmentStatus.DECLINED)
    )
    open_ids = {course.pk for course in courses} - set(taken.values_list("course_id", flat=True))
    wanted = compulsory_for(user, courses) & open_ids
    compulsory = [course for course in courses if course.pk in wanted][:COMPULSORY_SHOWN]
    named = {course.pk for course in compulsory}
    fresh = [course for course in newest if course.pk in open_ids - named][:NEWEST_SHOWN]
    board = dashboard(user, beside=[*compulsory, *fresh])
    cards = {card.course.pk: card for card in cards_for([*compulsory, *fresh], user)}
    return Front(
        board=board,
        compulsory=[cards[course.pk] for course in compulsory],
        newest=[cards[course.pk] for course in fresh],
        cases=cases,
        waiting=waiting_for(user, WAITING_SHOWN),
    )
