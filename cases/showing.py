"""A case as it is shown: everything a reader sees of one version, gathered once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.enums import Role
from accounts.models import RoleGrant
from cases.enums import SCHEMES, ConditionKind, Element, EvidenceKind
from cases.models import CaseActor, CaseCondition, CaseEvidence, CaseIndicator, CasePage

# Where a figure may stand on its line, in hundredths of the line.
NEAR, FAR = 10, 90
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Taking:
    """One element that took part, and what its actors did."""

    element: Element
    actors: tuple[CaseActor, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after; `from_x` and `to_x` (0 to 100) place its dots, None where it is not a number."""

    indicator: CaseIndicator
    from_x: float | None
    to_x: float | None


@dataclass(frozen=True, slots=True)
class ConditionGroup:
    kind: ConditionKind
    conditions: tuple[CaseCondition, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof as readers see it: `checker` is the role and unit of whoever looked at it, never a name."""

    proof: CaseEvidence
    checker: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: its anchor and its title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """What the page shows of a case. `scheme` is the list (panyu or national) that more of its actors belong to."""

    page: CasePage
    takings: tuple[Taking, ...]
    unused: tuple[Element, ...]
    scheme: str
    scheme_used: int
    scheme_size: int
    changes: tuple[Change, ...]
    conditions: tuple[ConditionGroup, ...]
    themes: tuple[str, ...]
    proofs: tuple[Proven, ...]
    level_by: str
    lacks_third_party: bool
    address: str

    @property
    def contents(self) -> list[Part]:
        """The sections this case has, in the order of the page."""
        return list(_contents(self))


def case_view(page: CasePage, *, proven: bool = True) -> CaseView:
    """Gather `page` with its parts; works for a saved case, for a revision and for a draft that was never saved.

    Without `proven` nobody asks for the proofs and who checked them.
    """
    actors = list(page.actors.all())
    used = [element for element in Element if any(actor.element == element for actor in actors)]
    scheme = max(SCHEMES, key=lambda name: sum(element in SCHEMES[name] for element in used))
    conditions = list(page.conditions.all())
    proofs = list(page.evidence.all()) if proven else []
    checkers = _checkers({page.evidence_by_id, *(proof.checked_by_id for proof in proofs)}) if proven else {}
    return CaseView(
        page=page,
        takings=tuple(
            Taking(element, tuple(actor for actor in actors if actor.element == element)) for element in used
        ),
        unused=tuple(element for element in SCHEMES[scheme] if element not in used),
        scheme=scheme,
        scheme_used=sum(element in SCHEMES[scheme] for element in used),
        scheme_size=len(SCHEMES[scheme]),
        changes=tuple(_change(indicator) for indicator in page.indicators.all()),
        conditions=tuple(
            ConditionGroup(kind, tuple(c for c in conditions if c.kind == kind))
            for kind in ConditionKind
            if any(c.kind == kind for c in conditions)
        ),
        themes=(page.get_theme_display(), *(row.get_theme_display() for row in page.themes.all())),
        proofs=tuple(Proven(proof, checkers.get(proof.checked_by_id, "")) for proof in proofs),
        level_by=checkers.get(page.evidence_by_id, ""),
        address=f"{settings.SITE_URL}{page.url}" if page.live else "",
        lacks_third_party=bool(proofs) and all(proof.kind != EvidenceKind.THIRD_PARTY for proof in proofs),
    )


def _contents(view: CaseView) -> Iterator[Part]:
    page = view.page
    parts = (
        ("summary", _("Summary"), page.summary),
        ("problem", _("Background and problem"), page.background or page.problem),
        ("actors", _("Who took part"), page.actors.all()),
        ("results", _("Before and after"), page.results or view.changes),
        ("approach", _("What was done"), page.approach or page.steps.all()),
        ("mechanism", _("What keeps it going"), page.mechanism),
        ("resources", _("What it took"), page.resources.all()),
        ("voices", _("What residents say"), page.feedback),
        ("difficulties", _("Difficulties"), page.difficulties),
        ("insight", pgettext("learned", "Lessons"), page.insight),
        ("since", _("What happened since"), page.follow_ups.all()),
        ("conditions", _("What it takes to do the same"), view.conditions),
        ("risks", _("Risks and limits"), page.risks),
        ("questions", _("Questions to discuss"), page.questions.all()),
    )
    return (Part(anchor, title) for anchor, title, there in parts if there)


def _checkers(people: set[int | None]) -> dict[int | None, str]:
    """Who checked, as the public is told: 区级审核员（番禺区）. The highest role that reviews cases; one query."""
    wanted = people - {None}
    if not wanted:
        return {}
    ranked = (Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN, Role.EXPERT, Role.TOWN_REVIEWER)
    grants = list(RoleGrant.objects.filter(user__in=wanted, role__in=ranked).select_related("organisation"))
    grants.sort(key=lambda grant: ranked.index(Role(grant.role)))
    found = dict.fromkeys(wanted, _("a reviewer of the library"))
    for grant in reversed(grants):
        role = {"role": grant.get_role_display(), "unit": grant.organisation.name_short}
        found[grant.user_id] = _("%(role)s, %(unit)s") % role
    return found


def _change(indicator: CaseIndicator) -> Change:
    before, after = _figure(indicator.before), _figure(indicator.after)
    if before is None or after is None:
        return Change(indicator, None, None)
    highest = max(abs(before), abs(after))
    if not highest:
        return Change(indicator, NEAR, NEAR)
    places = [round(NEAR + (FAR - NEAR) * max(value, 0) / highest, 1) for value in (before, after)]
    return Change(indicator, *places)


def _figure(written: str) -> float | None:
    """The number in what was written (31%, 约46户), when there is exactly one."""
    found = _NUMBER.findall(written.replace(",", "").replace("，", ""))
    return float(found[0]) if len(found) == 1 else None


def citation(page: CasePage) -> str:
    """How the case is cited: 标题（单位，第3版，2026年6月18日，编号）. Chinese, as it is printed."""
    day = page.version_on or (page.first_published_at.date() if page.first_published_at else None)
    parts = [page.printed_unit]
    if page.version:
        parts.append(f"第{page.version}版")
    if day:
        parts.append(f"{day.year}年{day.month}月{day.day}日")
    if page.number:
        parts.append(page.number)
    return f"{page.title}（{'，'.join(parts)}）"
