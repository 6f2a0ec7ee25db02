"""Pages whose address is pinyin: 议事流程六步 lives at /yi-shi-liu-cheng-liu-bu/."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from pypinyin import Style, lazy_pinyin
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page


def pinyin_slug(title: str) -> str:
    """An ASCII slug of at most 80 characters; empty only when nothing in the title can be read."""
    return slugify(" ".join(lazy_pinyin(title, style=Style.NORMAL)))[:80].strip("-")


class PinyinSlugForm(WagtailAdminPageForm):
    """An empty address is filled in pinyin when the page is checked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Empty: made from the title in pinyin.")

    def clean_slug(self):
        slug = self.cleaned_data.get("slug", "")
        if slug or not self.cleaned_data.get("title"):
            return slug
        return self.instance.free_slug(self.cleaned_data["title"], parent=self.parent_page)


class PinyinSlugMixin:
    """Fills an empty slug before Wagtail looks at it, for the admin form, for code and for imports alike."""

    base_form_class = PinyinSlugForm

    def full_clean(self, *args, **kwargs):
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """All that is asked of a draft: without an address of its own a second one could not be saved."""
        self._fill_slug()
        super().minimal_clean()

    def _fill_slug(self) -> None:
        if not self.slug:
            self.slug = self.free_slug(self.draft_title or self.title)

    def free_slug(self, title: str, parent: Page | None = None) -> str:
        """A slug for `title` that no sibling has; `parent` is needed while the page is not in the tree yet."""
        base = pinyin_slug(title) or "page"
        parent = parent or (self.get_parent() if self.path else None)
        siblings = Page.objects.child_of(parent).exclude(pk=self.pk) if parent else Page.objects.none()
        taken = set(siblings.filter(slug__startswith=base).values_list("slug", flat=True))
        candidates = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(slug for slug in candidates if slug not in taken)
