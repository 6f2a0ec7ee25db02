"""Who could help: cases, experts and towns that fit a call for help.

Cases are found by theme and kind of place here, and by words through finders that apps above register: the site's
search is one of them. So this module works without a search, and never knows which one it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import Membership, Organisation, User
from accounts.queries import people_with
from cases.enums import ReviewState
from cases.library import NEWEST_FIRST, cards
from cases.models import CasePage, CaseTheme, Review
from content.themes import Theme
from practice.models import HelpPost

# Of a text, the ids of public cases that resemble it, the nearest first, at most so many.
CaseFinder = Callable[[str, int], list[int]]

CASES, EXPERTS, TOWNS = 4, 3, 5
_POOL = 12
_finders: list[CaseFinder] = []


def register_case_finder(finder: CaseFinder) -> CaseFinder:
    """Let `finder` propose cases by the words of a post; call it while apps get ready. Usable as a decorator."""
    if finder not in _finders:
        _finders.append(finder)
    return finder


@dataclass(frozen=True, slots=True)
class ProposedCase:
    """A case and, in words, why it is proposed."""

    case: CasePage
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProposedExpert:
    """An expert as others may know them: post, unit and the themes judged most often. No name, no number.

    `fits`: the theme of the post is among those. `asked`: the unit has asked this expert already.
    """

    user: User
    post: str
    unit: str
    themes: tuple[str, ...]
    fits: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class ProposedTown:
    """A town with `number` public cases of the theme."""

    town: Organisation
    number: int


def proposed_cases(post: HelpPost) -> list[ProposedCase]:
    """Public cases that fit, the best first: alike in several ways before alike in one."""
    words = _by_words(f"{post.title} {post.problem}")
    themed = _themed(post.theme)
    pool = CasePage.objects.in_library().annotate(same_theme=themed)
    near = pool.filter(same_theme=True, place_type=post.place_type).order_by(*NEWEST_FIRST).values_list("pk", flat=True)
    same = pool.filter(same_theme=True).order_by(*NEWEST_FIRST).values_list("pk", flat=True)
    wanted = {*words, *near[:_POOL], *same[:_POOL]}
    rows = cards(CasePage.objects.in_library().filter(pk__in=wanted)).annotate(same_theme=themed)
    rank = {pk: number for number, pk in enumerate(words)}
    ranked = sorted(rows, key=lambda case: _merit(case, post, rank), reverse=True)
    return [ProposedCase(case, tuple(_reasons(case, post, rank))) for case in ranked[:CASES]]


def matching_cases(post: HelpPost) -> list[CasePage]:
    return [proposed.case for proposed in proposed_cases(post)]


def _by_words(text: str) -> list[int]:
    return list(dict.fromkeys(pk for finder in _finders for pk in finder(text, _POOL)))


def _themed(theme: str) -> Q:
    further = CaseTheme.objects.filter(case=OuterRef("pk"), theme=theme)
    return Q(theme=theme) | Q(Exists(further))


def _merit(case: CasePage, post: HelpPost, rank: dict[int, int]) -> tuple[int, int, int, int]:
    """Alike in how many ways, then how near in words, then how well proven."""
    ways = int(case.same_theme) + int(case.place_type == post.place_type) + int(case.pk in rank)  # type: ignore[attr-defined]
    return ways, -rank.get(case.pk, _POOL), case.evidence_level, case.pk


def _reasons(case: CasePage, post: HelpPost, rank: dict[int, int]) -> Iterable[str]:
    if case.same_theme:  # type: ignore[attr-defined]
        yield _("same theme")
    if case.place_type == post.place_type:
        yield _("same kind of place")
    if case.pk in rank:
        yield _("similar words")


def proposed_experts(post: HelpPost, asked: Iterable[int] = ()) -> list[ProposedExpert]:
    """Experts at or above the unit, those who have judged the theme first. `asked` are ids of those asked already."""
    people = list(people_with(post.unit, Role.EXPERT).order_by("name_sort", "pk"))
    judged = _judged([user.pk for user in people])
    posts = {
        row.user_id: row
        for row in Membership.objects.current().filter(user__in=people).select_related("organisation").order_by("-pk")
    }
    already = set(asked)
    found = [
        ProposedExpert(
            user=user,
            post=posts[user.pk].post if user.pk in posts else "",
            unit=posts[user.pk].organisation.name_short if user.pk in posts else "",
            themes=tuple(str(Theme(theme).label) for theme in judged.get(user.pk, ())[:3]),
            fits=post.theme in judged.get(user.pk, ()),
            asked=user.pk in already,
        )
        for user in people
    ]
    return sorted(found, key=lambda expert: (not expert.asked, not expert.fits))[:EXPERTS]


def _judged(people: list[int]) -> dict[int, list[str]]:
    """Themes each has judged, the commonest first: the field of an expert, as far as records show it."""
    rows = Review.objects.filter(expert__in=people, state=ReviewState.SUBMITTED, submission__case__isnull=False)
    counted = rows.values_list("expert", "submission__case__theme").annotate(times=Count("pk"))
    found: dict[int, list[str]] = {}
    for expert, theme, _times in counted.order_by("-times", "submission__case__theme"):
        found.setdefault(expert, []).append(theme)
    return found


def proposed_towns(post: HelpPost) -> list[ProposedTown]:
    """Towns other than the asking one with public cases of the theme, those with most first."""
    pool = CasePage.objects.in_library().filter(_themed(post.theme), town__isnull=False).exclude(town=post.town)
    numbers = dict(pool.order_by().values_list("town").annotate(n=Count("pk")))
    towns = Organisation.objects.filter(pk__in=numbers).order_by("sort_order", "path")
    return sorted((ProposedTown(town, numbers[town.pk]) for town in towns), key=lambda row: -row.number)[:TOWNS]
