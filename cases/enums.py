"""The fixed vocabularies of cases (keys are stable, labels are for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceType(models.TextChoices):
    """What kind of place the practice happened in."""

    URBAN_VILLAGE = "urban_village", _("Urban village")
    COMMERCIAL_ESTATE = "commercial_estate", _("Commercial estate")
    OLD_ESTATE = "old_estate", _("Old residential area")
    VILLAGE = "village", _("Administrative village")
    MIXED = "mixed", _("Village and community mixed")
    CAMPUS_AREA = "campus_area", _("University area")
    STATION_AREA = "station_area", _("Transport hub area")


class Element(models.TextChoices):
    """The actors of five-society linkage. The local and the national list share three of five."""

    COMMUNITY = "community", _("Community")
    SOCIAL_ORG = "social_org", _("Social organisations")
    SOCIAL_WORKER = "social_worker", _("Social workers")
    COMMUNITY_ENTERPRISE = "community_enterprise", _("Community enterprises")
    COMMUNITY_FUND = "community_fund", _("Community fund")
    COMMUNITY_VOLUNTEER = "community_volunteer", _("Community volunteers")
    CHARITY_RESOURCE = "charity_resource", _("Charitable resources")


# Panyu's list since 2016 and the national one since 2021: learners meet both.
SCHEMES: dict[str, tuple[Element, ...]] = {
    "panyu": (
        Element.COMMUNITY, Element.SOCIAL_ORG, Element.SOCIAL_WORKER, Element.COMMUNITY_ENTERPRISE,
        Element.COMMUNITY_FUND,
    ),
    "national": (
        Element.COMMUNITY, Element.SOCIAL_ORG, Element.SOCIAL_WORKER, Element.COMMUNITY_VOLUNTEER,
        Element.CHARITY_RESOURCE,
    ),
}  # fmt: skip


class GroupKind(models.TextChoices):
    """Kinds of community social organisations: four everywhere, the fifth above all in villages."""

    CHARITY = "charity", _("Charity")
    SERVICE = "service", _("Community service")
    AFFAIRS = "affairs", _("Social affairs")
    DELIBERATIVE = "deliberative", _("Deliberation group")
    CULTURE_RECREATION = "culture_recreation", _("Culture and recreation group")


class Stage(models.TextChoices):
    PILOT = "pilot", _("Pilot")
    RUNNING = "running", _("Running")
    MATURE = "mature", _("Mature")
    ENDED = "ended", _("Ended")


class Outcome(models.TextChoices):
    """Whether it worked. What did not is as welcome in the library, and can be searched for."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked in part")
    FAILED = "failed", _("It did not work")


class CostBand(models.TextChoices):
    """Computed from the money named under resources; limits in yuan are in `cases.costs`."""

    NONE = "none", _("No money")
    LOW = "low", _("Up to 10,000 yuan")
    MEDIUM = "medium", _("10,000 to 50,000 yuan")
    HIGH = "high", _("50,000 to 200,000 yuan")
    VERY_HIGH = "very_high", _("Over 200,000 yuan")


class EvidenceLevel(models.IntegerChoices):
    """How well the effect is proven. 4 and 5 can also follow from confirmed adoptions elsewhere."""

    DESCRIBED = 1, _("Described")
    FIGURES = 2, _("With figures")
    COMPARED = 3, _("Compared")
    VERIFIED = 4, _("Verified")
    REPEATED = 5, _("Proven in several places")


class LevelCause(models.TextChoices):
    """Why the evidence level of a case moved."""

    JUDGED = "judged", _("Judged by a person")
    ADOPTED = "adopted", _("An adoption elsewhere was confirmed")
    WITHDRAWN = "withdrawn", _("The confirmation of an adoption was withdrawn")


class EvidenceKind(models.TextChoices):
    RECORD = "record", _("Record of a meeting or act")
    DATA = "data", _("Register or statistics")
    SURVEY = "survey", _("Survey")
    PHOTO = "photo", _("Photograph")
    DOCUMENT = "document", _("Document")
    PRESS = "press", _("Press report")
    THIRD_PARTY = "third_party", _("Check by a third party")


class ConditionKind(models.TextChoices):
    """What must be there to do the same elsewhere, what helps, and where it does not fit."""

    NEEDED = "needed", _("Needed")
    HELPFUL = "helpful", _("Good to have")
    BLOCKING = "blocking", _("Not suitable where")


class ResourceKind(models.TextChoices):
    MONEY = "money", _("Money")
    PEOPLE = "people", _("People")
    SPACE = "space", _("Premises")
    GOODS = "goods", _("Goods")


class Better(models.TextChoices):
    """Which way an indicator should move."""

    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")


class FileKind(models.TextChoices):
    PICTURE = "picture", _("Picture")
    EVIDENCE = "evidence", _("Evidence")
    KIT = "kit", _("Material to reuse")


class State(models.TextChoices):
    """Where a submission stands. What leads from one to the next is in `cases.workflow`."""

    DRAFT = "draft", _("Draft")
    TOWN_REVIEW = "town_review", _("Town review")
    DISTRICT_REVIEW = "district_review", _("District review")
    EXPERT_REVIEW = "expert_review", _("Expert review")
    RETURNED = "returned", _("Returned for revision")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ADOPTED = "adopted", _("Adopted, being proof-read")
    RESERVE = "reserve", _("Kept in reserve")
    REJECTED = "rejected", _("Not adopted")
    PUBLISHED = "published", _("Published")
    FEATURED = "featured", _("Exemplary case")
    UNPUBLISHED = "unpublished", _("Taken down")
    ARCHIVED = "archived", _("Archived")
    REPLACED = "replaced", _("Replaced by a newer version")


class Action(models.TextChoices):
    """What people do with a submission."""

    SUBMIT = "submit", _("Submit")
    WITHDRAW = "withdraw", _("Withdraw")
    RETURN = "return", _("Return for revision")
    RECOMMEND = "recommend", _("Recommend to the district")
    ASSIGN = "assign", _("Send to experts")
    ADOPT = "adopt", _("Adopt")
    RESERVE = "reserve", _("Keep in reserve")
    REJECT = "reject", _("Do not adopt")
    PUBLISH = "publish", _("Publish")
    FEATURE = "feature", _("Mark as exemplary")
    UNFEATURE = "unfeature", _("No longer exemplary")
    UNPUBLISH = "unpublish", _("Take down")
    ARCHIVE = "archive", _("Archive")


class ReviewState(models.TextChoices):
    ASSIGNED = "assigned", _("Waiting")
    RECUSED = "recused", _("Recused")
    SUBMITTED = "submitted", _("Scores are in")
    CANCELLED = "cancelled", _("No longer needed")


class Proof(models.TextChoices):
    """The ticks before anything is published: three readings of the text, and the check for secrecy."""

    FIRST = "first", _("First proof-reading")
    SECOND = "second", _("Second proof-reading")
    THIRD = "third", _("Third proof-reading")
    SECRECY = "secrecy", _("Secrecy and privacy check")


class AliveKind(models.TextChoices):
    """What the owner of a case answers to the yearly question."""

    STILL = "still", _("It is still done this way")
    ENDED = "ended", _("It has ended")


class AliveState(models.TextChoices):
    ASKED = "asked", _("Asked, not answered yet")
    WAITING = "waiting", _("Answered, waiting for the district")
    APPROVED = "approved", _("Taken over")
