"""What the chain is counted from, read in a fixed number of queries however much there is."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from accounts.models import Organisation, User
from accounts.queries import units_for
from assessments.models import QuizPage
from cases.models import CasePage
from certificates.enums import CertificateStatus
from certificates.models import Certificate
from certificates.models.certificates import REGISTRAR_ROLES
from courses.models import CoursePage, LessonPage
from practice.enums import ReplicationOutcome, ReplicationState
from practice.models import HelpAnswer, HelpPost, Replication, Trainee
from reports.chain import CaseFact, Facts, ReplicationFact, UseFact

STUCK_AFTER = datetime.timedelta(days=60)
OPEN = (ReplicationState.PREPARING, ReplicationState.RUNNING)
# In the tree of pages a course is three steps above nothing: root, home, catalog, course.
COURSE_STEPS = 4


def read_facts() -> Facts:
    """Everything but the people; six queries."""
    cases = tuple(
        CaseFact(pk, path) for pk, path in CasePage.objects.in_library().values_list("pk", "organisation__path")
    )
    courses = dict(CoursePage.objects.live().public().values_list("path", "pk"))
    return Facts(
        cases=cases,
        uses=_uses({case.pk for case in cases}, courses),
        quizzes=_quizzes(courses),
        replications=_replications(),
    )


def _uses(cases: set[int], courses: dict[str, int]) -> tuple[UseFact, ...]:
    kind = ContentType.objects.get_for_model(CasePage, for_concrete_model=False)
    page = ContentType.objects.get_for_model(Page)
    named = ReferenceIndex.objects.filter(
        base_content_type=page,
        content_type=ContentType.objects.get_for_model(LessonPage),
        to_content_type__in=(kind, page),
    )
    pairs = {
        (int(lesson), int(case))
        for lesson, case in named.values_list("object_id", "to_object_id")
        if case.isdigit() and int(case) in cases
    }
    lessons = dict(LessonPage.objects.live().filter(pk__in={lesson for lesson, _ in pairs}).values_list("pk", "path"))
    found = []
    for lesson, case in sorted(pairs):
        course = courses.get(lessons.get(lesson, "")[: COURSE_STEPS * Page.steplen])
        if course is not None:
            found.append(UseFact(case, lesson, course))
    return tuple(found)


def _quizzes(courses: dict[str, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for path in QuizPage.objects.live().values_list("path", flat=True):
        course = courses.get(path[: COURSE_STEPS * Page.steplen])
        if course is not None:
            found[course] = found.get(course, 0) + 1
    return found


def _replications() -> tuple[ReplicationFact, ...]:
    """Only what the public may know of, and what has not begun: an intention is no adoption yet."""
    confirmed = Replication.objects.confirmed().filter(pk=OuterRef("pk"))
    written = CasePage.objects.in_library().filter(pk=OuterRef("submission__case"))
    before = timezone.now() - STUCK_AFTER
    rows = (
        Replication.objects.exclude(state=ReplicationState.INTENT)
        .filter(case__live=True)
        .annotate(
            is_confirmed=Exists(confirmed),
            is_stuck=Case(When(Q(state__in=OPEN, changed_at__lt=before), then=Value(True)), default=Value(False)),
            is_written=Exists(written),
        )
        .values_list(
            "pk", "case", "case__organisation__path", "adopter__path", "is_stuck", "state", "outcome", "is_confirmed",
            "is_written", "submission__case",
        )
    )  # fmt: skip
    return tuple(
        ReplicationFact(
            pk, case, source, adopter, stuck,
            succeeded=state == ReplicationState.EVALUATED and outcome == ReplicationOutcome.SUCCEEDED,
            confirmed=confirmed_, new_case=new if written_ else None,
        )
        for pk, case, source, adopter, stuck, state, outcome, confirmed_, written_, new in rows
    )  # fmt: skip


def certificates(courses) -> QuerySet[Certificate]:
    """Valid certificates of `courses`."""
    return Certificate.objects.filter(status=CertificateStatus.VALID, enrollment__course__in=courses)


def certified_at(path: str, courses) -> int:
    """How many people of the place hold a valid certificate of one of `courses`; the whole district for ""."""
    return (
        certificates(courses)
        .filter(organisation__path__startswith=path)
        .aggregate(people=Count("holder", distinct=True))["people"]
    )


def certified_by(steps: int, courses) -> dict[str, int]:
    """The same for every place that lies `steps` steps deep, in one query."""
    length = steps * Organisation.steplen
    rows = (
        certificates(courses)
        .annotate(place=Substr("organisation__path", 1, length), deep=Length("organisation__path"))
        .filter(deep__gte=length)
        .order_by()
        .values("place")
        .annotate(people=Count("holder", distinct=True))
    )
    return {row["place"]: row["people"] for row in rows}


def idle_people(path: str, courses) -> QuerySet[User]:
    """Certified people of the place who answer for no replication and are trained for none."""
    held = certificates(courses).filter(organisation__path__startswith=path).order_by().values("holder")
    owns = Replication.objects.filter(Q(owner=OuterRef("pk")) | Q(mentor=OuterRef("pk")))
    trained = Trainee.objects.filter(person=OuterRef("pk"))
    return User.objects.filter(~Exists(owns), ~Exists(trained), pk__in=held, is_active=True)


def idle_in_scope(user, path: str, courses) -> QuerySet[User]:
    """Those of them whom `user` may look up by name: whoever keeps the certificates of their unit."""
    seen = units_for(user, *REGISTRAR_ROLES)
    held = (
        certificates(courses)
        .filter(organisation__path__startswith=path, organisation__in=seen)
        .order_by()
        .values("holder")
    )
    return idle_people(path, courses).filter(pk__in=held)


def unmet_posts(path: str) -> QuerySet[HelpPost]:
    """Open calls for help of the place for which no answer has named a case yet."""
    named = HelpAnswer.objects.filter(post=OuterRef("pk"), cases__isnull=False)
    return HelpPost.objects.still_open().filter(~Exists(named), unit__path__startswith=path)
