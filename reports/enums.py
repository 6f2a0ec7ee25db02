"""The words of the chain view (keys are stable, labels are for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role

# The chain counts what is public; who steers, teaches, advises or publishes may look at it.
CHAIN_READERS = frozenset(set(Role) - {Role.SYS_ADMIN, Role.SEC_ADMIN})


class Link(models.TextChoices):
    """The links of the chain, in its order."""

    CASES = "cases", _("Cases")
    LESSONS = "lessons", _("Lessons")
    QUIZZES = "quizzes", _("Quizzes")
    CERTIFIED = "certified", _("Certified people")
    REPLICATIONS = "replications", _("Replications")
    CONFIRMED = "confirmed", _("Confirmed outcomes")
    NEW_CASES = "new_cases", _("New cases")


class Gap(models.TextChoices):
    """Where the chain breaks off. Each is shown at the link before which something is missing."""

    UNMET = "unmet", _("Problems nobody has named a case for")
    UNTAUGHT = "untaught", _("Cases without a lesson")
    UNTESTED = "untested", _("Courses with cases but without a quiz")
    UNPRACTICED = "unpracticed", _("Cases that are taught but that nobody took over")
    IDLE = "idle", _("Certified people without a project")
    STUCK = "stuck", _("Replications without a step for two months")
    UNCONFIRMED = "unconfirmed", _("Successes that wait for a confirmation")
    UNWRITTEN = "unwritten", _("Confirmed replications without a new case")


# At which link of the drawing a gap is shown.
GAP_AT: dict[Gap, Link] = {
    Gap.UNMET: Link.CASES,
    Gap.UNTAUGHT: Link.LESSONS,
    Gap.UNTESTED: Link.QUIZZES,
    Gap.IDLE: Link.CERTIFIED,
    Gap.UNPRACTICED: Link.REPLICATIONS,
    Gap.STUCK: Link.REPLICATIONS,
    Gap.UNCONFIRMED: Link.CONFIRMED,
    Gap.UNWRITTEN: Link.NEW_CASES,
}
