"""What the pages of a draft show: one section, what is missing, the list of a person's submissions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from cases.completeness import Completeness, Gap, Personal, SectionState, completeness, personal_data
from cases.draft_forms import FieldView, Showing, field_views
from cases.enums import State
from cases.models import CaseFile, Comment, DraftSection, Submission
from cases.sections import SECTIONS, Section
from cases.workflow import EDITABLE, OPEN, PUBLIC

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A submission with the text being written, and how far it has come."""

    submission: Submission
    sections: Mapping[str, DraftSection]
    state: Completeness

    @property
    def drafted(self) -> dict[str, dict[str, Any]]:
        return {key: section.data for key, section in self.sections.items()}

    @property
    def personal(self) -> list[Personal]:
        return personal_data(self.drafted)

    @property
    def open_count(self) -> int:
        return len(self.state.open_sections)

    @property
    def last(self) -> DraftSection | None:
        """The section that was saved last, by whomever."""
        return max(self.sections.values(), key=lambda section: section.saved_at, default=None)


def draft_of(submission: Submission) -> Draft:
    found = {section.key: section for section in submission.sections.select_related("saved_by")}
    return Draft(submission, found, completeness({key: section.data for key, section in found.items()}))


@dataclass(frozen=True, slots=True)
class Screen:
    """One section on the screen."""

    draft: Draft
    section: Section
    number: int
    fields: Sequence[FieldView]
    version: int
    saved: DraftSection | None
    comments: Sequence[Comment]
    removed: Sequence[CaseFile]

    @property
    def total(self) -> int:
        return len(SECTIONS)

    @property
    def previous(self) -> Section | None:
        return SECTIONS[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> Section | None:
        return SECTIONS[self.number] if self.number < len(SECTIONS) else None

    @property
    def current(self) -> SectionState:
        return self.draft.state.states[self.number - 1]

    @property
    def segments(self) -> list[tuple[int, SectionState, bool]]:
        return [(number, state, number == self.number) for number, state in enumerate(self.draft.state.states, start=1)]


def screen(
    draft: Draft, section: Section, *, checked: bool = False, extra: str = "", refused: Mapping[str, str] | None = None
) -> Screen:
    """The section as it is saved. `refused`: why an upload was not taken, by the name of its input."""
    saved = draft.sections.get(section.key)
    data = saved.data if saved else {}
    files, removed = _files(draft.submission, section)
    showing = Showing(checked, extra, personal_data({section.key: data}), files, refused or {})
    return Screen(
        draft, section, SECTIONS.index(section) + 1, field_views(section, data, showing), saved.version if saved else 0,
        saved, comments_at(draft.submission, section.key), removed,
    )  # fmt: skip


def _files(submission: Submission, section: Section) -> tuple[dict[str, CaseFile], list[CaseFile]]:
    kind = {"pictures": "picture", "evidence": "evidence"}.get(section.key)
    if kind is None:
        return {}, []
    rows = list(submission.files.filter(kind=kind))
    here = {str(file.uuid): file for file in rows if file.removed_at is None}
    return here, [file for file in rows if file.removed_at is not None]


def comments_at(submission: Submission, key: str | None = None) -> list[Comment]:
    """Remarks that contributors may read, of one section or of all."""
    found = submission.comments.filter(released_at__isnull=False).select_related("author", "answered_by", "version")
    return list(found.filter(section=key) if key else found)


@dataclass(frozen=True, slots=True)
class GapLine:
    """One thing to do, and where: `anchor` is the field, or the row's field."""

    gap: Gap
    label: str
    anchor: str


def gap_lines(state: SectionState) -> list[GapLine]:
    return [_gap_line(state.section, gap) for gap in state.gaps]


def _gap_line(section: Section, gap: Gap) -> GapLine:
    field = section.field(gap.field)
    if gap.row is None:
        return GapLine(gap, str(field.label), f"id_{gap.field}")
    part = next((part for part in field.fields if part.key == gap.part), None)
    words = _("%(list)s %(number)d, %(field)s") if part else _("%(list)s %(number)d")
    label = words % {"list": field.label, "number": gap.row + 1, "field": part.label if part else ""}
    return GapLine(gap, label, f"id_{gap.field}-{gap.row}-{gap.part}" if part else f"id_{gap.field}")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of "my submissions": where it stands and what comes next, in words."""

    submission: Submission
    act: str
    why: str
    waits_for_you: bool


def my_submissions(user: User, page: str | None) -> tuple[ListPage, list[Line]]:
    """Submissions of the units where `user` contributes, newest first; the number of queries is fixed."""
    unanswered = Count("comments", filter=Q(comments__released_at__isnull=False, comments__answer=""))
    found = Submission.objects.written_by(user).select_related("unit", "contributor", "case")
    paged = Paginator(found.annotate(unanswered=unanswered).order_by("-saved_at", "-pk"), PER_PAGE).get_page(page)
    return paged, [line_of(row) for row in paged.object_list]


def line_of(row: Submission) -> Line:
    act, why = _next_act(row)
    return Line(row, act, why, row.state in EDITABLE)


def _next_act(row: Submission) -> tuple[str, str]:
    """The link's words, and why."""
    if row.state == State.DRAFT:
        return (_("Check and submit"), _("Everything is there.")) if row.percent == 100 else (_("Go on writing"), "")
    if row.state == State.RETURNED:
        open_remarks = getattr(row, "unanswered", 0)
        if open_remarks:
            return _("Revise"), _("%(count)d remarks wait for an answer.") % {"count": open_remarks}
        return _("Revise"), _("The reviewers said what to change.")
    if row.state == State.WITHDRAWN:
        return _("Go on writing"), _("Taken back; it can be changed and handed in again.")
    if row.state in OPEN:
        return _("See where it stands"), _("Nothing to do for you now.")
    if row.state in PUBLIC:
        return _("See where it stands"), _("It can be read in the library.")
    return _("See where it stands"), ""
