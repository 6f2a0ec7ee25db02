"""The fixed vocabularies of brands and replications (keys are stable, labels are for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BrandStage(models.TextChoices):
    """How far a town's brand has come. The criteria of each stage are data (`MaturityRule`)."""

    SEED = "seed", _("Seed")
    FORMED = "formed", _("Formed")
    MODEL = "model", _("Model")
    EXPORTING = "exporting", _("Exporting")


# In the order of growth; a brand is at the last stage all of whose criteria, and all before it, are met.
STAGE_ORDER = tuple(BrandStage)


class StageCause(models.TextChoices):
    """What made a brand move."""

    COUNTED = "counted", _("The figures changed")
    SIGNED = "signed", _("An expert signed a criterion")
    TAKEN_BACK = "taken_back", _("A signature was taken back")
    RULE = "rule", _("The published criteria changed")
    REVIEW = "review", _("Yearly review")


class ReplicationForm(models.TextChoices):
    """How much of the original is taken over."""

    FULL = "full", _("As a whole")
    ADAPTED = "adapted", _("Adapted")
    PARTIAL = "partial", _("In parts")


class ReplicationState(models.TextChoices):
    """Where a replication stands; what leads from one to the next is in `practice.spreading`."""

    INTENT = "intent", _("Intention")
    PREPARING = "preparing", _("In preparation")
    RUNNING = "running", _("Under way")
    EVALUATED = "evaluated", _("Evaluated")
    STOPPED = "stopped", _("Stopped")


class ReplicationOutcome(models.TextChoices):
    """What came of it, as the adopting unit says when it evaluates."""

    SUCCEEDED = "succeeded", _("Succeeded")
    PARTLY = "partly", _("Partly succeeded")
    FAILED = "failed", _("Did not succeed")


class StopReason(models.TextChoices):
    CONDITIONS = "conditions", _("A needed condition was missing")
    PEOPLE = "people", _("People left or were not found")
    MONEY = "money", _("Money or premises fell through")
    RESIDENTS = "residents", _("Residents did not want it")
    RULES = "rules", _("Law or rules stood against it")
    PRIORITY = "priority", _("Other work came first")
    OTHER = "other", _("Another reason")


class PartKind(models.TextChoices):
    """What happens to one part of the original practice."""

    KEEP = "keep", _("Kept")
    CHANGE = "change", _("Changed")
    DROP = "drop", _("Left out")


class Fit(models.TextChoices):
    """How one condition of the case is answered for the adopting place."""

    YES = "yes", _("Given")
    PARTLY = "partly", _("Partly given")
    NO = "no", _("Not given")


class Support(models.TextChoices):
    """What the adopting unit asks for."""

    VISIT = "visit", _("A visit")
    COACHING = "coaching", _("Coaching")
    MATERIALS = "materials", _("Material")
    FUND = "fund", _("Money")


class EntryKind(models.TextChoices):
    """A line in the log of a replication."""

    MILESTONE = "milestone", _("Milestone")
    VISIT = "visit", _("Visit")
    NOTE = "note", _("Note")


class ConfirmationSide(models.TextChoices):
    """Who confirms an outcome: the unit the practice came from, and an expert of neither side."""

    SOURCE = "source", _("The source unit")
    EXPERT = "expert", _("An expert")


class Move(models.TextChoices):
    """What leads a replication from one state to the next."""

    PREPARE = "prepare", _("Begin to prepare")
    START = "start", _("Start")
    EVALUATE = "evaluate", _("Evaluate")
    STOP = "stop", _("Stop")
    REOPEN = "reopen", _("Take up again")


class HelpState(models.TextChoices):
    """Where a call for help stands; whoever posted it says when it is over."""

    OPEN = "open", pgettext_lazy("help wanted", "Waiting for answers")
    ANSWERED = "answered", pgettext_lazy("help wanted", "Answered")
    SOLVED = "solved", pgettext_lazy("help wanted", "Solved")
    CLOSED = "closed", pgettext_lazy("help wanted", "Closed")


class VisitState(models.TextChoices):
    """Where a visit stands. What was asked for holds its places until the host says no."""

    ASKED = "asked", pgettext_lazy("visit", "Waiting for the host")
    ACCEPTED = "accepted", pgettext_lazy("visit", "Agreed")
    DECLINED = "declined", pgettext_lazy("visit", "Declined")
    DONE = "done", pgettext_lazy("visit", "Took place")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Called off")


class GuidanceForm(models.TextChoices):
    """How an expert gave guidance."""

    VISIT = "visit", _("On site")
    CALL = "call", _("By telephone")
    ONLINE = "online", _("Online")


class QuestionState(models.TextChoices):
    """Where a question to an expert stands."""

    WAITING = "waiting", _("Waiting for an answer")
    PASSED_ON = "passed_on", _("Passed on, waiting for an answer")
    ANSWERED = "answered", _("An answer was given")
    CLOSED = "closed", _("Closed without an answer")


# Somebody still owes an answer.
OPEN_QUESTION = (QuestionState.WAITING, QuestionState.PASSED_ON)


class Rating(models.IntegerChoices):
    """How much a guidance helped, in the eyes of the unit that received it."""

    VERY_MUCH = 5, _("Very much")
    MUCH = 4, _("Much")
    SOMEWHAT = 3, _("Somewhat")
    LITTLE = 2, _("Little")
    NOT = 1, _("Not at all")
