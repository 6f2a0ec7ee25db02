"""The front door."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """The home page: what goes on for this person, then what the site offers."""

    lead = models.CharField(_("lead"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CatalogPage", "cases.CaseIndexPage", "lms.HelpIndexPage"]
    max_count = 1
    template = "lms/home_page.html"

    class Meta:
        verbose_name = _("Home page")
