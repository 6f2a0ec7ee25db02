"""Help: one page a task, written for one kind of reader, kept by the district in the CMS and found by search."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelsearch import index
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from accounts.enums import Role
from accounts.policies import current_roles
from content.slugs import PinyinSlugMixin

FEATURES = ["h2", "h3", "bold", "ol", "ul", "link"]


class HelpFor(models.TextChoices):
    """Whom a page of help is written for, in the order in which the index shows them."""

    EVERYONE = "everyone", pgettext_lazy("reader of help", "Everybody")
    LEARNER = "learner", _("Learners")
    CONTRIBUTOR = "contributor", _("Case contributors")
    EXPERT = "expert", _("Expert supervisors")
    AUTHOR = "author", _("Course authors")
    TEACHER = "teacher", _("Class teachers")
    REVIEWER = "reviewer", _("Reviewers")
    ADMINISTRATOR = "administrator", _("Administrators")


# Whoever holds one of these roles finds that part of the index before the others.
WRITTEN_FOR: dict[HelpFor, frozenset[Role]] = {
    HelpFor.CONTRIBUTOR: frozenset((Role.CASE_CONTRIBUTOR,)),
    HelpFor.EXPERT: frozenset((Role.EXPERT,)),
    HelpFor.AUTHOR: frozenset((Role.AUTHOR,)),
    HelpFor.TEACHER: frozenset((Role.COHORT_MANAGER,)),
    HelpFor.REVIEWER: frozenset((Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER)),
    HelpFor.ADMINISTRATOR: frozenset((Role.TOWN_ADMIN, Role.DISTRICT_ADMIN, Role.SEC_ADMIN)),
}


class HelpIndexPage(PinyinSlugMixin, Page):
    """All help, by reader. One per site."""

    intro = models.CharField(_("introduction"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["lms.HomePage"]
    subpage_types = ["lms.HelpPage"]
    max_count = 1
    template = "lms/help_index.html"

    class Meta:
        verbose_name = _("Help")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"groups": self.groups(request.user), "section": "help"}

    def groups(self, user) -> list[tuple[HelpFor, list["HelpPage"]]]:
        """The live pages by reader: what is written for the roles of `user` first. One query for any number."""
        pages = list(HelpPage.objects.live().child_of(self).order_by("path"))
        roles = current_roles(user)
        order = sorted(HelpFor, key=lambda reader: not roles & WRITTEN_FOR.get(reader, frozenset()))
        groups = ((reader, [page for page in pages if page.reader == reader]) for reader in order)
        return [(reader, found) for reader, found in groups if found]


class HelpPage(PinyinSlugMixin, Page):
    """How one thing is done."""

    reader = models.CharField(_("written for"), max_length=20, choices=HelpFor.choices, default=HelpFor.EVERYONE)
    lead = models.CharField(_("in one sentence"), max_length=120)
    body = RichTextField(_("text"), features=FEATURES)

    content_panels = [*Page.content_panels, FieldPanel("reader"), FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["lms.HelpIndexPage"]
    subpage_types = []
    template = "lms/help_page.html"

    class Meta:
        verbose_name = _("Help page")

    def get_context(self, request, *args, **kwargs):
        beside = HelpPage.objects.live().sibling_of(self, inclusive=False).filter(reader=self.reader).order_by("path")
        return super().get_context(request, *args, **kwargs) | {
            "above": self.get_parent(), "beside": beside, "section": "help",
        }  # fmt: skip
