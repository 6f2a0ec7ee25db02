"""A course: what it is for, who it is for, who answers for it, and the units below it."""

from decimal import Decimal

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet

from accounts.enums import Audience
from accounts.models import Organisation
from courses.enums import CourseLevel, JoinMethod, Theme, UnitOrder
from courses.models.slugs import PinyinSlugMixin

COURSE_CODE = RegexValidator(r"^[A-Z0-9]{1,8}$", _("Use one to eight capital letters or digits."))


class CoursePageQuerySet(PageQuerySet):
    def review_due(self, day=None):
        """Live courses whose content was to be looked at again by `day` (today)."""
        return self.live().filter(review_by__lte=day or timezone.localdate())

    def owned_by(self, units):
        return self.filter(organisation__in=units)


class CoursePage(PinyinSlugMixin, Page):
    """One course. Authors write it; what people do in it is recorded by the apps above, which point here.

    `hours` are credit hours (学时) as the organiser states them, two decimals at most; policy ages, so every
    course has a day by which its owner looks at it again.
    """

    code = models.CharField(
        _("course code"), max_length=8, validators=[COURSE_CODE], help_text=_("Printed in certificate numbers, e.g. C1.")
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
    review_by = models.DateField(_("review by"), help_text=_("From this day on the owner is asked to check the content."))
    join_method = models.CharField(_("how to join"), max_length=12, choices=JoinMethod.choices, default=JoinMethod.OPEN)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("Empty: no limit.")
    )
    unit_order = models.CharField(_("order of study"), max_length=12, choices=UnitOrder.choices, default=UnitOrder.FREE)

    objects = PageManager.from_queryset(CoursePageQuerySet)()
    parent_page_types = ["courses.CatalogPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("Course")
        verbose_name_plural = _("Courses")

    @property
    def needs_review(self) -> bool:
        return self.review_by <= timezone.localdate()


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
