"""Organisations and leaders as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from learning.models import Enrollment
from practice.community import completed_of, may_take
from practice.community_enums import LeaderStage, LeaderState
from practice.community_forms import RegisterFilter
from practice.leading import STAGES, marks, next_stage
from practice.models import CommunityOrganisation, LeaderStep, LeaderTrack, OrganisationMember

FILTERS = {"town": "town__slug", "kind": "kind", "legal": "legal_type"}


@dataclass(frozen=True, slots=True)
class CoreMember:
    """One of the core people and what they completed."""

    member: OrganisationMember
    completed: list[Enrollment]


def core_members(row: CommunityOrganisation) -> list[CoreMember]:
    """Two queries."""
    rows = list(row.members.select_related("person"))
    done = completed_of(one.person_id for one in rows)
    return [CoreMember(one, done.get(one.person_id, [])) for one in rows]


def narrowed(rows: QuerySet[CommunityOrganisation], told: dict[str, str], *, but: str = ""):
    """`rows` by the filters of the register, leaving `but` out."""
    if told.get("q"):
        rows = rows.filter(name__icontains=told["q"])
    chosen = {field: told[name] for name, field in FILTERS.items() if name != but and told.get(name)}
    return rows.filter(**chosen)


def told_by(form: RegisterFilter) -> dict[str, str]:
    """The filters that were understood, as they stand in an address."""
    form.is_valid()
    told = form.cleaned_data
    town = told.get("town")
    found = {"q": (told.get("q") or "").strip(), "town": town.slug if town else "", "kind": told.get("kind", ""),
             "legal": told.get("legal", "")}  # fmt: skip
    return {name: value for name, value in found.items() if value}


def count_choices(form: RegisterFilter, rows: QuerySet[CommunityOrganisation], told: dict[str, str]) -> None:
    """Write behind each choice how many it would show; choices without any are left out unless chosen."""
    for name, field in FILTERS.items():
        found = narrowed(rows, told, but=name).order_by().values(field).annotate(n=Count("pk"))
        numbers = dict(found.values_list(field, "n"))
        choices = [(str(getattr(key, "value", key)), label) for key, label in form.fields[name].choices]
        slugs = {str(town.pk): town.slug for town in form.fields["town"].queryset} if name == "town" else {}
        form.fields[name].widget.choices = [
            (key, f"{label}（{numbers[slugs.get(key, key)]}）" if key else label)
            for key, label in choices
            if not key or slugs.get(key, key) in numbers
        ]


@dataclass(frozen=True, slots=True)
class Station:
    """One step of the way: taken with its evidence, the next one, or still to come."""

    stage: LeaderStage
    label: str | Promise
    mark: str
    step: LeaderStep | None
    mine: bool


def stations_of(track: LeaderTrack, user) -> list[Station]:
    """The five steps; one query, and one more for whether `user` writes the next one."""
    steps = {
        one.step: one
        for one in track.steps.select_related("by", "enrollment__course", "replication__case", "replication__adopter")
    }
    ended = track.state == LeaderState.WITHDRAWN
    following = None if ended else next_stage(steps)
    return [
        Station(stage, stage.label, mark, steps.get(stage), stage == following and may_take(user, track, stage))
        for stage, mark in zip(STAGES, marks(steps, ended=ended), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A way as the list shows it: how many steps were taken, and the last one."""

    track: LeaderTrack
    taken: int
    last: LeaderStep | None


def track_lines(tracks: Iterable[LeaderTrack]) -> list[TrackLine]:
    """For tracks with their steps prefetched."""
    found = []
    for track in tracks:
        steps = sorted(track.steps.all(), key=lambda one: STAGES.index(LeaderStage(one.step)))
        found.append(TrackLine(track, len(steps), steps[-1] if steps else None))
    return found
