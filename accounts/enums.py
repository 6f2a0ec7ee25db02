"""The fixed vocabularies of people and units (keys are stable, labels are for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    DISTRICT = "district", _("District")
    TOWN = "town", _("Town or subdistrict")
    VILLAGE = "village", _("Village or community")
    OTHER = "other", _("Other unit")


class UnitType(models.TextChoices):
    DISTRICT = "district", _("District")
    TOWN = "town", _("Town")
    SUBDISTRICT = "subdistrict", _("Subdistrict")
    VILLAGERS_COMMITTEE = "villagers_committee", _("Villagers’ committee")
    RESIDENTS_COMMITTEE = "residents_committee", _("Residents’ committee")
    DEPARTMENT = "department", _("Department")
    HUB = "hub", _("Hub organisation")
    SOCIAL_WORK_STATION = "sw_station", _("Social-work station")
    AGENCY = "agency", _("Social-work agency")
    COMMUNITY_GROUP = "community_group", _("Community social organisation")


class Audience(models.TextChoices):
    """Who a person is, which decides what they should learn; never what they may do."""

    CADRE_COUNTY_PLUS = "cadre_county_plus", _("Cadre, county rank and above")
    CADRE_TOWN = "cadre_town", _("Township cadre")
    COMMUNITY_SECRETARY = "community_secretary", _("Village or community committee")
    COMMUNITY_WORKER = "community_worker", _("Community worker")
    SW_ASSISTANT = "sw_assistant", _("Assistant social worker")
    SW_CERTIFIED = "sw_certified", _("Certified social worker")
    SW_OTHER = "sw_other", _("Station staff without certificate")
    ORG_STAFF = "org_staff", _("Staff of a social organisation")
    COMMUNITY_LEADER = "community_leader", _("Community leader")
    VOLUNTEER = "volunteer", _("Volunteer")
    TRAINER = "trainer", _("Trainer")
    EXPERT = "expert", _("Expert supervisor")


class Role(models.TextChoices):
    """What a person may do at a unit and below it."""

    CASE_CONTRIBUTOR = "case_contributor", _("Case contributor")
    AUTHOR = "author", _("Course author")
    COHORT_MANAGER = "cohort_manager", _("Class teacher")
    TOWN_REVIEWER = "town_reviewer", _("Town reviewer")
    DISTRICT_REVIEWER = "district_reviewer", _("District reviewer")
    EXPERT = "expert", _("Expert supervisor")
    TOWN_ADMIN = "town_admin", _("Town administrator")
    DISTRICT_ADMIN = "district_admin", _("District administrator")
    SYS_ADMIN = "sys_admin", _("System administrator")
    SEC_ADMIN = "sec_admin", _("Security administrator")
    AUDITOR = "auditor", _("Auditor")


REVIEWER_ROLES = (Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER)
# Who may reset a password or correct a profile of somebody in their scope.
PEOPLE_ADMIN_ROLES = (Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.SEC_ADMIN)
# Who may look people up: those who look after them, and those who check what was done.
PEOPLE_READER_ROLES = (*PEOPLE_ADMIN_ROLES, Role.AUDITOR)
# Who may enter the CMS at all; learners and communities never do.
CMS_ROLES = (
    Role.AUTHOR,
    Role.COHORT_MANAGER,
    Role.TOWN_REVIEWER,
    Role.DISTRICT_REVIEWER,
    Role.TOWN_ADMIN,
    Role.DISTRICT_ADMIN,
    Role.SYS_ADMIN,
    Role.SEC_ADMIN,
    Role.AUDITOR,
)
# Separation of duties: operating, setting rights and reading the audit trail are three people.
SEPARATED_ROLES = (Role.SYS_ADMIN, Role.SEC_ADMIN, Role.AUDITOR)

_TOWN_GRANTS = (Role.CASE_CONTRIBUTOR, Role.AUTHOR, Role.COHORT_MANAGER, Role.TOWN_REVIEWER, Role.EXPERT)
# Which rights each of them may give and take back, and so whose account they may touch: nobody reaches above
# themselves, and the three separated roles are given by the security administrator alone.
GRANTABLE_ROLES: dict[Role, tuple[Role, ...]] = {
    Role.TOWN_ADMIN: _TOWN_GRANTS,
    Role.DISTRICT_ADMIN: (*_TOWN_GRANTS, Role.DISTRICT_REVIEWER, Role.TOWN_ADMIN),
    Role.SEC_ADMIN: tuple(Role),
}


class NoticeKind(models.TextChoices):
    """What a line in the inbox is about. A new kind is a line here and an icon in the template of the inbox."""

    TASK = "task", _("To do")
    DEADLINE = "deadline", _("Deadline")
    RESULT = "result", _("Result")
    NEWS = "news", _("News")


# What a person may do without in the inbox; whoever misses a task or a result has missed something.
OPTIONAL_KINDS = (NoticeKind.DEADLINE, NoticeKind.NEWS)


class Rhythm(models.TextChoices):
    """How often a person wants what is unread outside the site."""

    OFF = "off", _("Never")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")
