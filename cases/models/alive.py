"""The yearly question to the owner of a case: is it still done this way?"""

import uuid_utils.compat as uuid
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from accounts.queries import units_for
from cases.enums import AliveKind, AliveState
from cases.models.case import CasePage


class AliveAnswerQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=(AliveState.ASKED, AliveState.WAITING))

    def visible_to(self, user):
        """Contributors of the unit, and the district's reviewers above it."""
        if user.is_authenticated and user.is_superuser:
            return self.all()
        return self.filter(case__organisation__in=units_for(user, Role.CASE_CONTRIBUTOR, Role.DISTRICT_REVIEWER))

    def to_decide_by(self, user):
        """Answers that wait for `user`: a district reviewer who does not work at the unit or below it."""
        waiting = self.filter(state=AliveState.WAITING)
        if not user.is_authenticated or not user.is_active:
            return waiting.none()
        rows = waiting.filter(case__organisation__in=units_for(user, Role.DISTRICT_REVIEWER))
        # 回避: whose post is at the unit or below it, or who wrote the answer, does not decide.
        own = [
            path[:end]
            for path in _posts_of(user)
            for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)
        ]
        return rows.exclude(case__organisation__path__in=own).exclude(by=user)


def _posts_of(user) -> list[str]:
    return list(user.memberships.current().values_list("organisation__path", flat=True))


class AliveAnswer(models.Model):
    """One asking and what was answered. Nothing of it is public before the district has taken it over; then the
    words become a follow-up of the case, and the case counts as confirmed on the day of the answer, or as ended."""

    uuid = models.UUIDField(default=uuid.uuid7, unique=True, editable=False)
    case = models.ForeignKey(CasePage, models.CASCADE, related_name="alive_answers", verbose_name=_("case"))
    state = models.CharField(_("state"), max_length=10, choices=AliveState.choices, default=AliveState.ASKED)
    kind = models.CharField(_("answer"), max_length=10, choices=AliveKind.choices, blank=True)
    text = models.CharField(_("in a sentence"), max_length=200, blank=True)
    figures = models.CharField(_("new figures, with source and day"), max_length=190, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Why the district could not take an answer over; the owner reads it and answers anew.
    objection = models.CharField(_("what is unclear"), max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = AliveAnswerQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("yearly confirmation")
        verbose_name_plural = _("yearly confirmations")
        ordering = ["answered_at", "pk"]
        constraints = [
            # Asking twice on one day, or asking and answering at once, is one question.
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=["asked", "waiting"]), name="one_open_question_per_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.get_state_display()}"

    @property
    def words(self) -> str:
        """What readers will read: the sentence and the new figures."""
        return f"{self.text} {self.figures}".strip() if self.text.isascii() else f"{self.text}{self.figures}"
