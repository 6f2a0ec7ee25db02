"""What a course or a case is about: the district's list of themes (keys are stable, labels are for reading)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """One theme; a course has one, a case a main one and perhaps others."""

    PARTY_LED = "party_led", _("Party-building leadership")
    DELIBERATION = "deliberation", _("Deliberation")
    FIVE_SOCIETY = "five_society", _("Five-society linkage")
    ORG_INCUBATION = "org_incubation", _("Incubating social organisations")
    COMMUNITY_FUND = "community_fund", _("Community funds and micro-ventures")
    VOLUNTEER = "volunteer", _("Volunteering")
    ELDERLY_CHILD = "elderly_child", _("The old and the young")
    DISABILITY_AID = "disability_aid", _("Help for people in difficulty")
    PUBLIC_SPACE = "public_space", _("Public space and facilities")
    OLD_ESTATE = "old_estate", _("Old estates and property management")
    ENVIRONMENT = "environment", _("Waste sorting and environment")
    RURAL_REVIVAL = "rural_revival", _("Rural revival and village customs")
    CULTURE = "culture", _("Culture and recreation")
    NEW_CITIZENS = "new_citizens", _("Newcomers and new workers")
    DISPUTE = "dispute", _("Settling disputes")
    SAFETY_EMERGENCY = "safety_emergency", _("Safety and emergencies")
    DIGITAL = "digital", _("Digital governance")
    PROPERTY_SERVICES = "property_services", _("Service lists and purchase of services")
