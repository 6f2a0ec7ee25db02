"""A course: what it is for, who it is for, who answers for it, and the units below it."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index

from accounts.enums import Audience
from accounts.models import Organisation
from content.slugs import PinyinSlugMixin
from content.themes import Theme
from courses.enums import CourseLevel, JoinMethod, UnitOrder
from courses.models.editing import CourseCopyForm, CourseForm
from courses.models.rights import CourseRights

COURSE_CODE = RegexValidator(r"^[A-Z0-9]{1,8}$", _("Use one to eight capital letters or digits."))


class CoursePageQuerySet(PageQuerySet):
    def review_due(self, day=None):
        """Live courses whose content was to be looked at again by `day` (today)."""
        return self.live().filter(review_by__lte=day or timezone.localdate())

    def owned_by(self, units):
        return self.filter(organisation__in=units)

    def containing(self, page: Page):
        """The course `page` is, or is a part of: at most one."""
        return self.ancestor_of(page, inclusive=True).select_related("organisation")


class CoursePage(PinyinSlugMixin, Page):
    """One course. Authors write it; what people do in it is recorded by the apps above, which point here.

    `hours` are credit hours (学时) as the organiser states them, two decimals at most; policy ages, so every
    course has a day by which its owner looks at it again.
    """

    code = models.CharField(
        _("course code"),
        max_length=8,
        validators=[COURSE_CODE],
        help_text=_("Printed in certificate numbers, e.g. C1."),
    )
    summary = models.CharField(_("what you will be able to do"), max_length=80)
    aims = RichTextField(_("aims"), features=["ul", "ol", "bold"], blank=True)
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)
    level = models.CharField(_("level"), max_length=16, choices=CourseLevel.choices, default=CourseLevel.BASIC)
    hours = models.DecimalField(
        _("credit hours"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    teacher = models.CharField(_("teacher"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="courses", verbose_name=_("owning unit"),
        help_text=_("Authors of this unit, and of units above it, may edit the course."),
    )  # fmt: skip
    lead_department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead department")
    )
    review_by = models.DateField(
        _("review by"), help_text=_("From this day on the owner is asked to check the content.")
    )
    join_method = models.CharField(_("how to join"), max_length=12, choices=JoinMethod.choices, default=JoinMethod.OPEN)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    unit_order = models.CharField(_("order of study"), max_length=12, choices=UnitOrder.choices, default=UnitOrder.FREE)

    content_tab = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("aims"),
        InlinePanel("audiences", heading=_("Who it is for"), label=_("group of people"), min_num=1),
        InlinePanel("policy_sources", heading=_("Policy sources"), label=_("document")),
    ]
    facts_tab = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("theme")]),
        FieldRowPanel([FieldPanel("level"), FieldPanel("hours")]),
        FieldPanel("teacher"),
        MultiFieldPanel([FieldPanel("organisation"), FieldPanel("lead_department")], heading=_("Who answers for it")),
        FieldPanel("review_by"),
        HelpPanel(template="courses/admin/review_due.html"),
    ]
    learning_tab = [
        FieldRowPanel([FieldPanel("join_method"), FieldPanel("capacity")]),
        FieldPanel("unit_order"),
        InlinePanel(
            "team", heading=_("Course team"), label=_("person"),
            help_text=_("People who may edit this course besides the authors of the owning unit."),
        ),
    ]  # fmt: skip
    edit_handler = TabbedInterface(
        [
            ObjectList(content_tab, heading=_("Content")),
            ObjectList(facts_tab, heading=_("Course facts")),
            ObjectList(learning_tab, heading=_("Joining and team")),
            ObjectList([*Page.promote_panels, *Page.settings_panels], heading=_("Settings")),
        ]
    )

    objects = PageManager.from_queryset(CoursePageQuerySet)()
    base_form_class = CourseForm
    copy_form_class = CourseCopyForm
    # Whoever copies a course starts with a team of their own; the outline counter is a fact about the live original.
    exclude_fields_in_copy = ["team", "outline_state"]
    preview_modes = [("", _("As a learner sees it"))]
    parent_page_types = ["courses.CatalogPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("aims"),
        index.SearchField("teacher"),
        index.SearchField("get_theme_display"),
        index.RelatedFields("policy_sources", [index.SearchField("title"), index.SearchField("document_number")]),
        index.FilterField("theme"),
    ]

    class Meta:
        verbose_name = _("Course")
        verbose_name_plural = _("Courses")

    @property
    def needs_review(self) -> bool:
        return self.review_by is not None and self.review_by <= timezone.localdate()

    def get_admin_display_title(self) -> str:
        return f"{self.code} {super().get_admin_display_title()}".strip()

    def permissions_for_user(self, user):
        return CourseRights(user, self)


class CourseAudience(Orderable):
    """One kind of people the course is for, and whether it is compulsory (必修) for them."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(_("who it is for"), max_length=24, choices=Audience.choices)
    compulsory = models.BooleanField(_("compulsory"), default=False)

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["course", "audience"], name="one_row_per_audience_of_a_course"),
        ]

    def __str__(self) -> str:
        return self.get_audience_display()


class CourseTeamMember(Orderable):
    """A person who may edit this one course although it belongs to another unit. Kept with the course's drafts."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="course_teams", verbose_name=_("person")
    )

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["course", "user"], name="one_row_per_person_of_a_course_team"),
        ]

    def __str__(self) -> str:
        return str(self.user)


class PolicySource(Orderable):
    """A document the course rests on: title, number (文号) and date."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="policy_sources")
    title = models.CharField(_("document"), max_length=120)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    url = models.URLField(_("link"), blank=True)

    def __str__(self) -> str:
        return self.title


class CourseOutlineVersion(models.Model):
    """A counter per course, raised whenever a page in it is published, moved, hidden or deleted.

    Cached outlines and rendered bodies carry it in their key, so a stale one is never read. It is not a field of
    the page because a page's fields travel with drafts, and this is a fact about what is live.
    """

    course = models.OneToOneField(CoursePage, models.CASCADE, related_name="outline_state")
    version = models.PositiveIntegerField(default=1)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.course_id}:{self.version}"
