"""What a course is made of: modules (headings) and units, the things a learner completes."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks import LessonBody
from courses.models.slugs import PinyinSlugMixin


class ModulePage(PinyinSlugMixin, Page):
    """A heading and an order. It has no page of its own: opening it leads to the course."""

    parent_page_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("Module")
        verbose_name_plural = _("Modules")


class UnitPage(PinyinSlugMixin, Page):
    """Whatever a learner can complete. Lessons are one kind; apps above bring others (quizzes) without an edit here.

    `minutes` is planned study time. `opens_on` and `prerequisite` are locks; each is told to the learner in words.
    """

    minutes = models.PositiveIntegerField(
        _("minutes"), default=45, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    compulsory = models.BooleanField(
        _("counts for completion"), default=True, help_text=_("Untick for optional reading.")
    )
    opens_on = models.DateField(_("opens on"), null=True, blank=True)
    prerequisite = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("finish this first")
    )

    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    # What the outline draws beside the title.
    unit_kind = "unit"

    class Meta:
        abstract = True

    def completion_sentence(self) -> str:
        """One sentence: what completes this unit."""
        raise NotImplementedError

    def requirements(self) -> list[dict]:
        """What must be done, in order: [{"key", "label"}]; progress says which are done."""
        raise NotImplementedError


class LessonPage(UnitPage):
    """A lesson (课时): blocks to read, watch and answer.

    Complete when the text was read to its end (not faster than `reading_floor` seconds), every required video or
    audio was played to its share, and every self-check was answered.
    """

    summary = models.CharField(_("summary"), max_length=120, blank=True)
    body = StreamField(LessonBody(), verbose_name=_("lesson text"), blank=True)
    reading_floor = models.PositiveIntegerField(
        _("shortest reading time in seconds"), null=True, blank=True, validators=[MaxValueValidator(7200)],
        help_text=_("Empty: worked out from the length of the text."),
    )  # fmt: skip

    unit_kind = "lesson"
    template = "courses/lesson_page.html"

    class Meta:
        verbose_name = _("Lesson")
        verbose_name_plural = _("Lessons")
