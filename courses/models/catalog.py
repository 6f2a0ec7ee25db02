"""The catalog: the page under which all courses live."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from content.slugs import PinyinSlugMixin
from courses.models.rights import CatalogRights


class CatalogPage(PinyinSlugMixin, Page):
    """The list of courses, with filters. One per site."""

    intro = models.CharField(_("introduction"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["lms.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1
    template = "courses/catalog_page.html"

    class Meta:
        verbose_name = _("Course catalog")

    def permissions_for_user(self, user):
        return CatalogRights(user, self)
