"""The governance brand of a town: its page and the parts of it that are lists."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, PageChooserPanel, TabbedInterface
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from accounts.enums import Level
from accounts.models import Organisation
from cases.enums import Element
from cases.models import CasePage
from content.slugs import PinyinSlugMixin
from content.themes import Theme
from courses.models import CoursePage
from practice.enums import BrandStage


class BrandIndexPage(PinyinSlugMixin, Page):
    """All towns with their brands, like with like."""

    intro = models.CharField(_("introduction"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["lms.HomePage"]
    subpage_types = ["practice.BrandPage"]
    max_count = 1
    template = "practice/brand_index_page.html"

    class Meta:
        verbose_name = _("Town brands")


class BrandPage(PinyinSlugMixin, Page):
    """One brand of one town. A town may have several over time; `until` closes one.

    `stage` follows from the criteria in force (`practice.maturity`) and is written by `practice.services` only, each
    move with its cause (`StageChange`). Nobody's phone stands here: who answers for the brand is a function.
    """

    town = models.ForeignKey(
        Organisation, models.PROTECT, related_name="brands", limit_choices_to={"level": Level.TOWN},
        verbose_name=_("town or subdistrict"),
    )  # fmt: skip
    keeper = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("unit that keeps it")
    )
    slogan = models.CharField(_("in one sentence"), max_length=60)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)
    since = models.PositiveSmallIntegerField(_("since (year)"))
    until = models.PositiveSmallIntegerField(_("until (year)"), null=True, blank=True)
    story = models.TextField(_("story"), max_length=3000)
    position = models.TextField(_("what it stands for"), max_length=400, blank=True)
    visit_info = models.TextField(_("how to visit"), max_length=400, blank=True)
    cover = models.ForeignKey(
        get_image_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    is_example = models.BooleanField(_("teaching example (invented)"), default=False)
    stage = models.CharField(
        _("stage"), max_length=10, choices=BrandStage.choices, default=BrandStage.SEED, editable=False
    )
    stage_on = models.DateField(null=True, blank=True, editable=False)

    story_tab = [
        *Page.content_panels,
        FieldPanel("slogan"),
        FieldPanel("position"),
        FieldPanel("story"),
        InlinePanel("actors", heading=_("Who takes part"), label=_("participant")),
        FieldPanel("cover"),
        InlinePanel("honours", heading=_("Honours"), label=_("honour")),
    ]
    links_tab = [
        InlinePanel("brand_cases", heading=_("Cases"), label=_("case")),
        InlinePanel("brand_courses", heading=_("Courses"), label=_("course")),
        InlinePanel("contacts", heading=_("People, by function"), label=_("function")),
        FieldPanel("visit_info"),
    ]
    facts_tab = [
        FieldPanel("town"),
        FieldPanel("keeper"),
        FieldPanel("theme"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("is_example"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(story_tab, heading=_("The brand")),
            ObjectList(links_tab, heading=_("Cases, courses, people")),
            ObjectList(facts_tab, heading=_("Facts")),
            ObjectList([*Page.promote_panels], heading=_("Settings")),
        ]
    )
    search_fields = [
        *Page.search_fields,
        index.SearchField("slogan", boost=1.5),
        index.SearchField("position"),
        index.SearchField("story"),
        index.RelatedFields("town", [index.SearchField("name_full")]),
        index.FilterField("theme"),
        index.FilterField("town"),
        index.FilterField("stage"),
    ]
    exclude_fields_in_copy = ["stage", "stage_on"]
    parent_page_types = ["practice.BrandIndexPage"]
    subpage_types = []
    template = "practice/brand_page.html"

    class Meta:
        verbose_name = _("Town brand")
        verbose_name_plural = _("Town brands")

    def with_content_json(self, content):
        """A revision brings back text, never the stage, which has a history of its own."""
        brand = super().with_content_json(content)
        brand.stage, brand.stage_on = self.stage, self.stage_on
        return brand


class BrandActor(Orderable):
    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="actors")
    element = models.CharField(_("element"), max_length=24, choices=Element.choices)
    who = models.CharField(_("who, by role"), max_length=60)
    contribution = models.CharField(_("what they did"), max_length=200)

    def __str__(self) -> str:
        return self.who


class BrandCase(Orderable):
    """A case the brand rests on."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="brand_cases")
    case = models.ForeignKey(CasePage, models.CASCADE, related_name="brand_links", verbose_name=_("case"))

    panels = [PageChooserPanel("case", "cases.CasePage")]

    def __str__(self) -> str:
        return str(self.case)


class BrandCourse(Orderable):
    """A course that teaches what the brand does; who completed it counts as trained."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="brand_courses")
    course = models.ForeignKey(CoursePage, models.CASCADE, related_name="brand_links", verbose_name=_("course"))

    panels = [PageChooserPanel("course", "courses.CoursePage")]

    def __str__(self) -> str:
        return str(self.course)


class BrandContact(Orderable):
    """Who answers for what, as a function; messages reach `account` through the site, the name is shown to nobody."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="contacts")
    function = models.CharField(_("function"), max_length=40)
    duty = models.CharField(_("what for"), max_length=80, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    def __str__(self) -> str:
        return self.function


class BrandHonour(Orderable):
    """An honour with its proof. Without who gave it and when it is none."""

    brand = ParentalKey(BrandPage, on_delete=models.CASCADE, related_name="honours")
    title = models.CharField(_("honour"), max_length=80)
    body = models.CharField(_("given by"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    proof = models.ForeignKey(
        get_document_model_string(), models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proof")
    )

    def __str__(self) -> str:
        return self.title
