"""A case as it is shown: what is the same for everybody is made once per version and language, the rest is put between.

A revision does not know everything a page shows: the level, the honour and the yearly confirmation are set without
one, so they are part of the key; who checked a proof and which lessons use the case is a minute old at most.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from cases.models import CasePage
from cases.showing import case_view
from content.shelf import Shelf

# Where this reader's own things go: what they may do, and what only teachers see.
ACTS_MARK, TEACHING_MARK = "<!--acts-of-this-reader-->", "<!--for-teachers-->"
# What services change without a new revision.
LOOSE_FIELDS = (
    "number", "version", "version_on", "evidence_level", "evidence_on", "evidence_reason", "is_featured", "alive_on",
    "stage", "lineage_mark",
)  # fmt: skip
_sheets = Shelf(size=500, seconds=60)


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One version of a case in one language: finished HTML before the acts, up to the teaching notes, and after."""

    opening: SafeString
    story: SafeString
    end: SafeString


def sheet_of(page: CasePage, *, fresh: bool = False) -> CaseSheet:
    """The sheet of `page`; `fresh` for drafts and previews, which are never kept."""
    if fresh or not page.live or not page.live_revision_id:
        return _make(page)
    loose = tuple(getattr(page, name) for name in LOOSE_FIELDS)
    key = (page.pk, page.live_revision_id, get_language(), page.is_stale, loose)
    return _sheets.get(key, lambda: _make(page))


def _make(page: CasePage) -> CaseSheet:
    marks = {"acts": mark_safe(ACTS_MARK), "teaching": mark_safe(TEACHING_MARK)}
    html = render_to_string("cases/includes/article.html", {"view": case_view(page), "marks": marks})
    opening, rest = html.split(ACTS_MARK)
    story, end = rest.split(TEACHING_MARK)
    return CaseSheet(mark_safe(opening), mark_safe(story), mark_safe(end))
