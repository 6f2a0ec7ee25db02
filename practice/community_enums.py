"""The fixed vocabularies of community organisations, leaders and self-checks (keys are stable, labels for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrgKind(models.TextChoices):
    """The four kinds of community social organisations, and the fifth that villages care for most."""

    CHARITY = "charity", pgettext_lazy("kind of organisation", "Charity")
    SERVICE = "service", pgettext_lazy("kind of organisation", "Community service")
    AFFAIRS = "affairs", pgettext_lazy("kind of organisation", "Social affairs")
    DELIBERATIVE = "deliberative", pgettext_lazy("kind of organisation", "Deliberation")
    CULTURE = "culture_recreation", pgettext_lazy("kind of organisation", "Culture and recreation")


class LegalType(models.TextChoices):
    """How an organisation stands in law."""

    ASSOCIATION = "association", _("Registered association")
    SERVICE_ORG = "social_service_org", _("Registered social service organisation")
    FOUNDATION = "foundation", _("Registered foundation")
    FILED = "filed_community_group", _("Group filed with the town")
    INFORMAL = "informal_group", _("Group of residents, not filed")


# These have a certificate of registration; the others cannot sign contracts or raise funds on their own.
REGISTERED = (LegalType.ASSOCIATION, LegalType.SERVICE_ORG, LegalType.FOUNDATION)


class OrgState(models.TextChoices):
    DRAFT = "draft", _("Waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    CLOSED = "closed", _("No longer active")


class FundingSource(models.TextChoices):
    """Where the money of a project came from: the government's side, the market's, or the people's own."""

    PURCHASE = "purchase", _("Purchase or grant by the government")
    FUND = "fund", _("Community fund or charity federation")
    COMPANY = "company", _("Company or foundation")
    MEMBERS = "members", _("Members and residents")
    NONE = "none", _("No money needed")


class LeaderState(models.TextChoices):
    RUNNING = "running", _("On the way")
    RECOGNIZED = "recognized", _("Recognized")
    WITHDRAWN = "withdrawn", _("Ended early")


class LeaderStage(models.TextChoices):
    """The steps of a community leader, in their order."""

    NOMINATE = "nominate", _("Nominated")
    TRAIN = "train", pgettext_lazy("step of a leader", "Trained")
    PRACTICE = "practice", _("Has practiced")
    MENTORED = "mentored", _("Mentored")
    RECOGNIZED = "recognized", pgettext_lazy("step of a leader", "Recognized")


class SheetKey(models.TextChoices):
    FIVE_FIX = "five_fix", _("Five settings")
    THREE_THREE = "three_no_three_must", _("Three don’ts, three musts")


class ItemKind(models.TextChoices):
    """What a line of a self-check is: something that must not be, something that must, or something to be settled."""

    NO = "no", _("Must not")
    MUST = "must", _("Must")
    SETTLE = "settle", _("To be settled")


class Met(models.TextChoices):
    """How one line of a sheet is answered: whether the place does as it says."""

    YES = "yes", pgettext_lazy("self-check", "Done")
    PARTLY = "partly", _("Partly done")
    NO = "no", _("Not done yet")
