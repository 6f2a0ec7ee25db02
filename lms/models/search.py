"""What search keeps beside the index: words that mean the same, questions without an answer, how the index was made."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.policies import current_roles
from lms.search.text import fold

SEARCH_ROLES = (Role.AUTHOR, Role.DISTRICT_ADMIN)
SEPARATORS = re.compile(r"[、，,;；=＝/／\n]+")
LONGEST_WORD, MOST_WORDS = 20, 8


def looks_after_search(user) -> bool:
    """Whether the person keeps synonyms and reads what was searched in vain: authors and district administrators."""
    return user.is_superuser or bool(current_roles(user).intersection(SEARCH_ROLES))


class SearchRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All or none: a word belongs to no unit."""
        return self if looks_after_search(user) else self.none()


class SynonymGroup(models.Model):
    """Words that mean the same. Whoever searches for one also finds the others; the index knows nothing of it."""

    words = models.CharField(
        _("words"), max_length=200, unique=True,
        help_text=_("Two to eight words that mean the same, e.g. 居委会、居民委员会."),
    )  # fmt: skip
    note = models.CharField(_("remark"), max_length=120, blank=True)

    objects = SearchRecordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        found = list(dict.fromkeys(word.strip() for word in SEPARATORS.split(self.words) if word.strip()))
        if len({fold(word) for word in found}) < 2:
            raise ValidationError({"words": gettext("Give at least two different words, with “、” between them.")})
        if len(found) > MOST_WORDS:
            raise ValidationError({"words": gettext("Eight words at most; make a second group of the rest.")})
        if unfit := next((word for word in found if not 2 <= len(word) <= LONGEST_WORD or " " in word), None):
            message = gettext("“%(word)s”: a word has 2 to 20 characters and no spaces.")
            raise ValidationError({"words": message % {"word": unfit}})
        self.words = "、".join(found)

    @property
    def folded(self) -> frozenset[str]:
        return frozenset(fold(word) for word in SEPARATORS.split(self.words) if word)


class ZeroHit(models.Model):
    """How often a term was searched in vain on one day. Written by the search page; who asked is not kept."""

    term = models.CharField(_("searched for"), max_length=40)
    day = models.DateField(_("day"), default=timezone.localdate)
    count = models.PositiveIntegerField(_("times"), default=1)

    objects = SearchRecordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints = [
            # Two people asking the same at the same moment add to one row.
            models.UniqueConstraint(fields=["term", "day"], name="one_row_per_term_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.term} ({self.day})"


class IndexState(models.Model):
    """By which version of the analyser the whole index was last made: one row, written by `update_index`."""

    analyser_version = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.analyser_version} ({self.made_at:%Y-%m-%d})"
