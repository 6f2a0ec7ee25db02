"""A case of the library: what one place did, with everything another place needs to judge it and to do the same."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction

from accounts.models import Organisation
from cases.enums import CostBand, EvidenceLevel, GroupKind, Outcome, PlaceType, Stage
from content.slugs import PinyinSlugMixin
from content.themes import Theme

ALIVE_FOR = datetime.timedelta(days=365)
# Facts of the page as a whole: services write them, publishing a revision leaves them as they are.
ESTABLISHED = (
    "number", "version", "version_on", "alive_on", "is_featured", "town_id", "evidence_level", "evidence_by_id",
    "evidence_on", "evidence_reason", "evidence_judged", "adopted_places", "lineage_mark",
)  # fmt: skip


class CaseIndexPage(PinyinSlugMixin, Page):
    """The library: the page under which all cases live."""

    intro = models.CharField(_("introduction"), max_length=120, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["lms.HomePage"]
    subpage_types = ["cases.CasePage"]
    max_count = 1
    template = "cases/index_page.html"

    class Meta:
        verbose_name = _("Case library")


class CasePageQuerySet(PageQuerySet):
    def in_library(self):
        """Cases anybody may read: published, and no page from here up to the root is for some readers only."""
        above = PageViewRestriction.objects.annotate(below=ExpressionWrapper(OuterRef("path"), CharField())).filter(
            below__startswith=F("page__path")
        )
        return self.live().filter(~Exists(above))

    def stale(self, day: datetime.date | None = None):
        """Public cases nobody has confirmed for a year: readers are told, and the owner is asked."""
        return (
            self.in_library().filter(alive_on__lt=(day or timezone.localdate()) - ALIVE_FOR).exclude(stage=Stage.ENDED)
        )


class CasePage(PinyinSlugMixin, Page):
    """One case. Drafted by a community outside the CMS, corrected by district staff in it, published by the review.

    Texts are plain: paragraphs are parted by an empty line. `number` (AL-2026-shiqiao-0007) is given once, when the
    case is published first, and never reused; `version` counts publications. `town` is the town of that day, copied
    for the facets.
    `evidence_judged` is the level a named person set with a reason; `evidence_level`, which readers see, is that or
    what confirmed adoptions in `adopted_places` other places prove, whichever is higher. `lineage_mark` is raised
    whenever the adoptions of the case changed; 0 means that there never were any.
    """

    number = models.CharField(_("case number"), max_length=40, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=60, blank=True)
    summary = models.TextField(_("summary"), max_length=400)
    background = models.TextField(_("background"), max_length=1000, blank=True)
    problem = models.TextField(_("problem"), max_length=1000, blank=True)
    approach = models.TextField(_("how it went"), max_length=3000, blank=True)
    mechanism = models.TextField(_("mechanism"), max_length=1000, blank=True)
    results = models.TextField(_("results"), max_length=1000, blank=True)
    feedback = models.TextField(_("what residents say"), max_length=600, blank=True)
    difficulties = models.TextField(_("difficulties"), max_length=1000, blank=True)
    insight = models.TextField(_("lessons"), max_length=1000, blank=True)
    risks = models.TextField(_("risks and limits"), max_length=600, blank=True)
    teacher_notes = models.TextField(_("notes for teachers"), max_length=1000, blank=True)

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", verbose_name=_("submitting unit")
    )
    unit_name = models.CharField(
        _("unit as printed"), max_length=80, blank=True, help_text=_("Empty: the full name of the unit.")
    )
    town = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("town"), editable=False
    )
    recommender = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recommending unit")
    )
    authors = models.CharField(_("written by"), max_length=120, blank=True)
    theme = models.CharField(_("main theme"), max_length=24, choices=Theme.choices)
    place_type = models.CharField(_("kind of place"), max_length=20, choices=PlaceType.choices)
    group_kind = models.CharField(_("kind of organisation"), max_length=20, choices=GroupKind.choices, blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    outcome = models.CharField(_("did it work?"), max_length=10, choices=Outcome.choices, default=Outcome.WORKED)
    start_date = models.DateField(_("begun on"))
    cost_band = models.CharField(
        _("cost"), max_length=10, choices=CostBand.choices, default=CostBand.NONE, editable=False
    )
    evidence_level = models.PositiveSmallIntegerField(
        _("evidence level"), choices=EvidenceLevel.choices, default=EvidenceLevel.DESCRIBED, editable=False
    )
    evidence_judged = models.PositiveSmallIntegerField(
        choices=EvidenceLevel.choices, default=EvidenceLevel.DESCRIBED, editable=False
    )
    adopted_places = models.PositiveIntegerField(default=0, editable=False)
    lineage_mark = models.PositiveIntegerField(default=0, editable=False)
    evidence_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    evidence_on = models.DateField(null=True, blank=True, editable=False)
    evidence_reason = models.CharField(_("reason of the level"), max_length=200, blank=True, editable=False)
    is_example = models.BooleanField(_("teaching example (invented)"), default=False)
    is_featured = models.BooleanField(_("exemplary case"), default=False, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    version_on = models.DateField(null=True, blank=True, editable=False)
    # The day on which somebody last said that it is still so.
    alive_on = models.DateField(null=True, blank=True, editable=False)

    story_tab = [
        *Page.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        FieldPanel("background"),
        FieldPanel("problem"),
        InlinePanel("actors", heading=_("Who took part"), label=_("participant")),
        FieldPanel("approach"),
        InlinePanel("steps", heading=_("Steps"), label=_("step")),
        FieldPanel("mechanism"),
        InlinePanel("resources", heading=_("What it took"), label=_("resource")),
        FieldPanel("results"),
        InlinePanel("indicators", heading=_("Figures"), label=_("figure")),
        FieldPanel("feedback"),
        FieldPanel("difficulties"),
        FieldPanel("insight"),
        InlinePanel("conditions", heading=_("Conditions"), label=_("condition")),
        FieldPanel("risks"),
    ]
    proof_tab = [
        InlinePanel("evidence", heading=_("Evidence"), label=_("proof")),
        InlinePanel("pictures", heading=_("Pictures"), label=_("picture")),
        InlinePanel("materials", heading=_("Material to reuse"), label=_("file")),
        InlinePanel("follow_ups", heading=_("What happened since"), label=_("follow-up")),
    ]
    facts_tab = [
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("unit_name"), FieldPanel("recommender"), FieldPanel("authors")],
            heading=_("Who answers for it"),
        ),
        FieldPanel("theme"),
        InlinePanel("themes", heading=_("Further themes"), label=_("theme"), max_num=3),
        FieldRowPanel([FieldPanel("place_type"), FieldPanel("group_kind")]),
        FieldRowPanel([FieldPanel("stage"), FieldPanel("outcome"), FieldPanel("start_date")]),
        FieldPanel("is_example"),
    ]
    teaching_tab = [
        InlinePanel("questions", heading=_("Guiding questions"), label=_("question")),
        FieldPanel("teacher_notes"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(story_tab, heading=_("The case")),
            ObjectList(proof_tab, heading=_("Evidence and pictures")),
            ObjectList(facts_tab, heading=_("Facts")),
            ObjectList(teaching_tab, heading=_("In teaching")),
            ObjectList([*Page.promote_panels], heading=_("Settings")),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("subtitle", boost=1.5),
        index.SearchField("summary", boost=1.5),
        *(
            index.SearchField(name)
            for name in (
                "background", "problem", "approach", "mechanism", "results", "feedback", "difficulties", "insight",
                "risks", "unit_name", "number",
            )
        ),
        index.RelatedFields("organisation", [index.SearchField("name_full")]),
        index.RelatedFields("actors", [index.SearchField("who"), index.SearchField("contribution")]),
        index.RelatedFields("steps", [index.SearchField("title"), index.SearchField("text")]),
        index.RelatedFields("conditions", [index.SearchField("text")]),
        index.RelatedFields("indicators", [index.SearchField("name")]),
        index.FilterField("theme"),
        index.FilterField("place_type"),
        index.FilterField("group_kind"),
        index.FilterField("cost_band"),
        index.FilterField("evidence_level"),
        index.FilterField("outcome"),
        index.FilterField("town"),
        index.FilterField("start_date"),
    ]  # fmt: skip

    objects = PageManager.from_queryset(CasePageQuerySet)()
    # A copy is a new case: it has no number, no version and no proof yet.
    exclude_fields_in_copy = [
        "number", "version", "version_on", "alive_on", "is_featured", "evidence_level", "evidence_by", "evidence_on",
        "evidence_reason", "evidence_judged", "adopted_places", "lineage_mark", "follow_ups",
    ]  # fmt: skip
    parent_page_types = ["cases.CaseIndexPage"]
    subpage_types = []
    template = "cases/case_page.html"

    class Meta:
        verbose_name = _("Case")
        verbose_name_plural = _("Cases")
        constraints = [
            # The number is what others cite: it must name one case for ever.
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_case_per_number"),
        ]

    def with_content_json(self, content):
        """A revision brings back text, never what the proceedings have established since."""
        case = super().with_content_json(content)
        for name in ESTABLISHED:
            setattr(case, name, getattr(self, name))
        return case

    @property
    def printed_unit(self) -> str:
        return self.unit_name or self.organisation.name_full

    @property
    def is_stale(self) -> bool:
        """Nobody has confirmed for a year that it is still so; what has ended cannot go stale."""
        if self.alive_on is None or self.stage == Stage.ENDED:
            return False
        return self.alive_on < timezone.localdate() - ALIVE_FOR


class CaseSeries(models.Model):
    """The last serial given out in a year for a town; raised under a lock, never lowered: no number is used twice."""

    year = models.PositiveSmallIntegerField()
    town = models.SlugField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "town"], name="one_series_per_year_and_town"),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.town}"
