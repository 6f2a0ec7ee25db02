"""Learning paths: what people of one kind should learn, in order, and who follows one."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page

from accounts.enums import Audience, Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.models import CasePage
from courses.models import CoursePage, UnitPage
from learning.enums import StepKind

CHOSEN = ["courses.CoursePage", "courses.LessonPage", "assessments.QuizPage", "cases.CasePage"]
PATH_ROLES = (Role.AUTHOR, Role.DISTRICT_ADMIN)


def fits_kind(kind: str, page: Page) -> bool:
    """Whether a step of `kind` may lead to `page`, a specific page."""
    if kind == StepKind.COURSE:
        return isinstance(page, CoursePage)
    if kind == StepKind.CASE:
        return isinstance(page, CasePage)
    if kind in (StepKind.UNIT, StepKind.EXAM):
        return isinstance(page, UnitPage) and (page.unit_kind == "quiz") == (kind == StepKind.EXAM)
    return False


class LearningPathQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Paths of the units where the person authors: to read and to change."""
        return self.filter(organisation__in=units_for(user, *PATH_ROLES))

    def open(self):
        """What everybody may follow."""
        return self.filter(is_open=True)


class LearningPath(ClusterableModel):
    """Ordered steps for some kind of people. It closes nothing: a course stays open to whoever may take it.

    What somebody has done of it is read from their records; only the day of completion is kept.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=60)
    summary = models.CharField(_("what it leads to"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("owning unit"),
        help_text=_("Authors of this unit, and of units above it, may change the path."),
    )  # fmt: skip
    is_open = models.BooleanField(
        _("offered to learners"), default=False,
        help_text=_("Untick to take it off the site; who follows it keeps what was done."),
    )  # fmt: skip
    sort_order = models.PositiveSmallIntegerField(_("place in the list"), default=10)

    objects = LearningPathQuerySet.as_manager()
    panels = [
        FieldPanel("title"), FieldPanel("summary"), FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("is_open"), FieldPanel("sort_order")]),
        InlinePanel("audiences", heading=_("For whom"), label=_("kind of people")),
        InlinePanel("steps", heading=_("Steps"), label=_("step"), min_num=1),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("learning path")
        verbose_name_plural = _("learning paths")
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="path_title_unique_in_unit")]

    def __str__(self) -> str:
        return self.title


class PathAudience(models.Model):
    """A kind of people the path is suggested to."""

    path = ParentalKey(LearningPath, on_delete=models.CASCADE, related_name="audiences")
    audience = models.CharField(_("kind of people"), max_length=24, choices=Audience.choices)

    panels = [FieldPanel("audience")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "audience"], name="path_names_audience_once")]

    def __str__(self) -> str:
        return self.get_audience_display()


class PathStep(Orderable):
    """One step. A course, lesson or exam is done by studying it; a case or a task by writing what came of it."""

    path = ParentalKey(LearningPath, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind of step"), max_length=8, choices=StepKind.choices, default=StepKind.COURSE)
    page = models.ForeignKey(
        Page, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("page"),
        help_text=_("The course, lesson, quiz or case. A task has none."),
    )  # fmt: skip
    task = models.CharField(
        _("task"), max_length=120, blank=True, help_text=_("What is to be done; for tasks, and as a hint for others.")
    )
    compulsory = models.BooleanField(_("needed to complete the path"), default=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("compulsory")]),
        PageChooserPanel("page", CHOSEN),
        FieldPanel("task"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.task or str(self.page)

    def clean(self) -> None:
        super().clean()
        if self.kind == StepKind.TASK:
            if not self.task.strip():
                raise ValidationError({"task": _("Say what is to be done.")})
            self.page = None
            return
        if self.page is None:
            raise ValidationError({"page": _("Choose the page this step leads to.")})
        if not self.page.live:
            raise ValidationError({"page": _("This page is not published.")})
        if not fits_kind(self.kind, self.page.specific):
            raise ValidationError({"page": _("This page does not fit the kind of the step.")})


class PathFollower(models.Model):
    """Somebody follows a path. Completed is a fact with a day and stays, whatever becomes of the path."""

    path = models.ForeignKey(LearningPath, models.PROTECT, related_name="followers")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="paths")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("follower of a path")
        verbose_name_plural = _("followers of paths")
        constraints = [
            # Two clicks on "follow" are one; coming back takes the same record up.
            models.UniqueConstraint(fields=["path", "learner"], name="one_follower_per_path"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(completed_at=None), name="completed_is_not_left"),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id}:{self.path_id}"


class StepNote(models.Model):
    """What a learner wrote about a case studied or a task done; with it the step is done."""

    # An author who takes a step out does not throw away what people wrote.
    step = models.ForeignKey(PathStep, models.SET_NULL, null=True, related_name="notes")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    words = models.CharField(_("what came of it"), max_length=500)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note on a step")
        verbose_name_plural = _("notes on steps")
        constraints = [models.UniqueConstraint(fields=["step", "learner"], name="one_note_per_step")]

    def __str__(self) -> str:
        return self.words[:40]
