"""Pages whose address is pinyin: 议事流程六步 lives at /yi-shi-liu-cheng-liu-bu/."""

from django.utils.text import slugify
from pypinyin import Style, lazy_pinyin
from wagtail.models import Page


def pinyin_slug(title: str) -> str:
    """An ASCII slug of at most 80 characters; empty only when nothing in the title can be read."""
    return slugify(" ".join(lazy_pinyin(title, style=Style.NORMAL)))[:80].strip("-")


class PinyinSlugMixin:
    """Fills an empty slug before Wagtail looks at it, for the admin form, for code and for imports alike."""

    def full_clean(self, *args, **kwargs):
        if not self.slug:
            base = pinyin_slug(self.draft_title or self.title) or "page"
            self.slug = self._free_slug(base)
        super().full_clean(*args, **kwargs)

    def _free_slug(self, base: str) -> str:
        parent = self.get_parent() if self.path else None
        siblings = Page.objects.child_of(parent).exclude(pk=self.pk) if parent else Page.objects.none()
        taken = set(siblings.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)
