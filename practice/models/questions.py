"""Questions to experts, their answers, and what of them everybody may read."""

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.contrib.settings.registry import register_setting

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from content.themes import Theme
from practice.enums import OPEN_QUESTION, QuestionState
from practice.models.replications import WATCHING_ROLES, WORKING_ROLES


@register_setting(icon="help")
class AnswerRules(BaseGenericSetting):
    """How soon a question is answered; the operator's to set."""

    answer_days = models.PositiveSmallIntegerField(
        _("working days for an answer"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Questions that are asked from now on are due after so many working days."),
    )  # fmt: skip

    panels = [FieldPanel("answer_days")]

    class Meta:
        verbose_name = _("rules for questions to experts")


class QuestionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=OPEN_QUESTION)

    def late(self, day=None):
        return self.open().filter(due_on__lt=day or timezone.localdate())

    def visible_to(self, user):
        """Whoever asked, the expert who has it now, and those who work for the unit, review or administer there."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self.all()
        staff = Q(unit__in=units_for(user, *WORKING_ROLES, *WATCHING_ROLES))
        return self.filter(Q(asker=user) | Q(expert=user) | staff)

    def to_decide_by(self, user):
        """What nobody answers: without an expert, or late, in units where the person decides who does."""
        units = units_for(user, Role.DISTRICT_REVIEWER)
        return self.open().filter(Q(expert=None) | Q(due_on__lt=timezone.localdate()), unit__in=units)


class Question(models.Model):
    """What somebody wants to know, for the unit of that day. Without an expert the district decides who answers.

    `due_on` is the last working day for the answer; `escalated_at` is set once when it has passed.
    """

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="questions_asked")
    unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("for which unit"))
    theme = models.CharField(_("theme"), max_length=24, choices=Theme.choices)
    title = models.CharField(_("question in a sentence"), max_length=60)
    text = models.TextField(_("what lies behind it"), max_length=1500)
    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="questions_to_answer",
        verbose_name=_("expert"),
    )  # fmt: skip
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=QuestionState.choices, default=QuestionState.WAITING)
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(_("why it was closed"), max_length=200, blank=True)

    objects = QuestionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question to an expert")
        verbose_name_plural = _("questions to experts")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="questions_waiting")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_QUESTION

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()


class AnswerQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def visible_to(self, user):
        """With the question it belongs to. What everybody reads of it is `public`."""
        return self.filter(question__in=Question.objects.get_queryset().visible_to(user))


class Answer(models.Model):
    """What an expert answered, once. The public part is written anew without names; its uuid leads to nothing else."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # One answer to a question: two clicks on "answer" meet here.
    question = models.OneToOneField(Question, models.PROTECT, related_name="answer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("answer"), max_length=3000)
    at = models.DateTimeField(default=timezone.now)
    is_public = models.BooleanField(_("public"), default=False)
    public_title = models.CharField(_("title in public"), max_length=60, blank=True)
    public_question = models.TextField(_("question in public"), max_length=1500, blank=True)
    public_answer = models.TextField(_("answer in public"), max_length=3000, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer of an expert")
        verbose_name_plural = _("answers of experts")
        ordering = ["-at", "-pk"]
        constraints = [
            # Nothing becomes public that nobody wrote for the public and answers for.
            models.CheckConstraint(
                condition=Q(is_public=False)
                | (~Q(public_title="") & ~Q(public_question="") & ~Q(public_answer="") & Q(published_at__isnull=False)),
                name="public_answers_are_written_for_the_public",
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)
