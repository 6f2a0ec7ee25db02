"""What the review desk shows: the frozen text section by section, who may do what next, and the queue."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from accounts.enums import Role
from accounts.models import User
from cases.completeness import Completeness, Personal, completeness, day, personal_data
from cases.enums import Action, ReviewState, State
from cases.evidence import Proof, proofs
from cases.models import CaseFile, Comment, EvidenceCheck, Review, Submission, Version
from cases.opinions import Standing, comments_for, open_questions
from cases.sections import Field, Kind, Section
from cases.workflow import OPEN, STEPS

# Seen by reviewers of town and district only.
PRIVATE = ("contact",)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a list: its name, the other answers with their questions, the file that belongs to it."""

    title: str
    facts: tuple[tuple[str, str], ...]
    file: CaseFile | None = None


@dataclass(frozen=True, slots=True)
class ShownField:
    label: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[ShownRow, ...] = ()
    is_short: bool = False


@dataclass(slots=True)
class ShownSection:
    section: Section
    fields: list[ShownField]
    gaps: tuple[Any, ...]
    personal: list[Personal]
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownProof:
    proof: Proof
    file: CaseFile | None
    checks: list[EvidenceCheck]
    own: EvidenceCheck | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One version as reviewers read it."""

    version: Version
    sections: list[ShownSection]
    proofs: list[ShownProof]
    completeness: Completeness

    @property
    def personal(self) -> list[Personal]:
        return [found for section in self.sections for found in section.personal]


def reading(user: User, submission: Submission, version: Version, seat: Standing) -> Reading:
    files = {str(file.uuid): file for file in submission.files.all()}
    drafted = version.sections
    state, personal = completeness(drafted), personal_data(drafted)
    remarks = list(comments_for(user, submission, seat).filter(version=version))
    hidden = () if seat.town or seat.district else PRIVATE
    shown = [
        ShownSection(
            one.section, _fields(one.section, drafted.get(one.section.key, {}), files, hidden), one.gaps,
            [found for found in personal if found.section == one.section.key],
            [remark for remark in remarks if remark.section == one.section.key],
        )
        for one in state.states
    ]  # fmt: skip
    return Reading(version, shown, _proofs(user, submission, drafted, files, seat), state)


def _fields(
    section: Section, data: Mapping[str, Any], files: Mapping[str, CaseFile], hidden: tuple[str, ...]
) -> list[ShownField]:
    given = [one for one in section.fields if one.key not in hidden and one.kind is not Kind.TICK]
    return [shown for one in given if (shown := _field(one, data.get(one.key), files)) is not None]


def _field(one: Field, value: Any, files: Mapping[str, CaseFile]) -> ShownField | None:
    if not value:
        return None
    if one.kind in (Kind.ROWS, Kind.FILES):
        rows = [_row(one, row, files) for row in value if isinstance(row, Mapping)]
        return ShownField(str(one.label), rows=tuple(rows))
    words = _words(one, value)
    paragraphs = tuple(part.strip() for part in words.splitlines() if part.strip())
    return ShownField(str(one.label), paragraphs, is_short=one.kind is not Kind.TEXT)


def _words(one: Field, value: Any) -> str:
    labels = {key: str(label) for key, label in one.choices}
    if one.kind is Kind.DAY and (known := day(value)) is not None:
        return date_format(known, "DATE_FORMAT")
    if one.kind is Kind.CHOICES:
        return "，".join(labels.get(key, str(key)) for key in value)
    return labels.get(value, str(value)) if one.choices else str(value)


def _row(one: Field, row: Mapping[str, Any], files: Mapping[str, CaseFile]) -> ShownRow:
    lines = [part for part in one.fields if part.kind in (Kind.LINE, Kind.TEXT)]
    name = next((part for part in lines if part.key in ("title", "name", "who", "caption")), lines[0])
    facts = [
        (str(part.label), _words(part, row[part.key]))
        for part in one.fields
        if part is not name and row.get(part.key) and part.kind not in (Kind.FILES, Kind.TICK)
    ]
    uuid = row.get("file") or ""
    file = files.get(str(uuid[0] if isinstance(uuid, list) and uuid else uuid))
    return ShownRow(str(row.get(name.key, "")), tuple(facts), file)


def _proofs(
    user: User, submission: Submission, drafted: Mapping[str, Any], files: Mapping[str, CaseFile], seat: Standing
) -> list[ShownProof]:
    readable = Q(by=user)
    if seat.district:
        waiting = submission.reviews.filter(state=ReviewState.ASSIGNED).exists()
        readable |= Q(by_expert=False) if waiting else Q()
        readable = readable if waiting else Q(pk__isnull=False)
    checks = list(submission.evidence_checks.filter(readable).select_related("by"))
    return [
        ShownProof(
            proof, files.get(proof.file), [check for check in checks if check.fingerprint == proof.fingerprint],
            next((one for one in checks if one.fingerprint == proof.fingerprint and one.by_id == user.pk), None),
        )
        for proof in proofs(drafted)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Next:
    """One thing the person may do with a case now; `obstacle` says why it has to wait."""

    action: Action
    obstacle: str = ""
    primary: bool = False


def next_steps(submission: Submission, seat: Standing) -> list[Next]:
    held = {Role.TOWN_REVIEWER} if seat.town else set()
    held |= {Role.DISTRICT_REVIEWER} if seat.district else set()
    possible = [
        action for (state, action), step in STEPS.items() if state == submission.state and held.intersection(step.roles)
    ]
    if submission.state == State.DISTRICT_REVIEW and not submission.renews and Action.ADOPT in possible:
        possible.remove(Action.ADOPT)
    waits = open_questions(submission) if submission.state == State.EXPERT_REVIEW else ""
    first = next((action for action in _FIRST if action in possible), None)
    ordered = sorted(possible, key=lambda action: list(Action).index(action))
    return [
        Next(action, waits if action != Action.RETURN else "", action == first)
        for action in ([first] if first else []) + [action for action in ordered if action != first]
    ]


_FIRST = (Action.PUBLISH, Action.ASSIGN, Action.ADOPT, Action.RECOMMEND, Action.FEATURE)

TABS = ("mine", "waiting", "overdue", "done")


class Queue:
    """The cases on one person's desk, by what they wait for."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.rows = Submission.objects.on_desk_of(user)
        self.awaiting = Submission.objects.awaiting(user).values("pk")

    def tab(self, name: str) -> QuerySet[Submission]:
        if name == "mine":
            return self.rows.filter(pk__in=self.awaiting)
        if name == "overdue":
            return self.rows.filter(state__in=OPEN).overdue()
        under_way = Q(state__in=[*OPEN, State.ADOPTED])
        chosen = under_way if name == "waiting" else ~under_way
        return self.rows.filter(chosen).exclude(pk__in=self.awaiting)

    def listed(self, name: str) -> QuerySet[Submission]:
        """The rows of a tab, those due first; with the unit, the town and how many opinions are in."""
        own = Review.objects.filter(submission=OuterRef("pk"), expert=self.user, version__number=OuterRef("round"))
        own = own.exclude(state__in=[ReviewState.RECUSED, ReviewState.CANCELLED])
        current = Q(reviews__version__number=F("round"))
        counted = current & Q(reviews__state__in=[ReviewState.ASSIGNED, ReviewState.SUBMITTED])
        rows = self.tab(name).select_related("unit", "case__town")
        return rows.annotate(
            review_uuid=Subquery(own.values("uuid")[:1]),
            review_state=Subquery(own.values("state")[:1]),
            due=Coalesce(Subquery(own.filter(state=ReviewState.ASSIGNED).values("due_on")[:1]), "due_on"),
            asked=Count("reviews", filter=counted, distinct=True),
            handed_in=Count("reviews", filter=current & Q(reviews__state=ReviewState.SUBMITTED), distinct=True),
        ).order_by(*(("-decided_at", "-pk") if name == "done" else ("due", "-pk")))
