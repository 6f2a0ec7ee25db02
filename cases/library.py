"""The public library: which cases fit a wish, how many would fit another one, and special topics.

Everything begins at `CasePage.objects.in_library()`: what is a draft, in reserve, taken down or restricted is in no
list, no count and no file. Counting is the database's: a fixed number of queries, however many cases there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import pgettext

from accounts.models import Organisation
from cases.models import CaseActor, CaseCollection, CasePage, CaseTheme, CollectedCase, ReadingItem
from cases.wish import GROUPS, Group, Order, Wish
from content.facets import Facet, Option, picked, untouched
from content.finding import found

PER_PAGE = 24
NEWEST_FIRST = ("-version_on", "-first_published_at", "-pk")
ORDERS = {Order.NEWEST: NEWEST_FIRST, Order.EVIDENCE: ("-evidence_level", *NEWEST_FIRST)}
UNFOLDED = frozenset(("theme", "town", "element", "evidence", "outcome"))
# What a card shows; the long texts stay in the database.
CARD_FIELDS = (
    "title", "slug", "url_path", "subtitle", "summary", "theme", "place_type", "stage", "outcome", "evidence_level",
    "is_example", "is_featured", "alive_on", "version_on", "unit_name", "translation_key", "live", "start_date",
    "cost_band", "number", "first_published_at", "town__name_short", "organisation__name_full", "locale",
    "content_type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    wish: Wish
    page: ListPage
    facets: tuple[Facet, ...]
    total: int
    orders: tuple[Option, ...]

    @property
    def picked(self) -> list[Option]:
        return picked(self.facets)

    @property
    def suggested(self) -> list[Option]:
        """A few choices worth one touch on a phone: what did not work, then the commonest themes."""
        free = [option for option in untouched(self.facets, "outcome", "theme") if option.value != "worked"]
        return sorted(free, key=lambda option: (option.value != "failed", option.name != "theme", -option.count))[:5]

    @property
    def elsewhere(self) -> list[str]:
        """Cases put aside for comparing that are not on this page of the list."""
        here = {case.slug for case in self.page.object_list}
        return [slug for slug in self.wish.compared if slug not in here]


def listing(query: QueryDict) -> Listing:
    """The library as asked for by the address."""
    wish = Wish.read(query)
    base = found(CasePage.objects.in_library().order_by(), wish.words)
    shown = _filtered(base, wish).order_by(*ORDERS[wish.order])
    page = Paginator(cards(shown), PER_PAGE).get_page(query.get("page"))
    orders = tuple(
        Option("sort", order.value, str(order.label), 0, order == wish.order, wish.query(order=order))
        for order in Order
    )
    return Listing(wish, page, tuple(_facets(base, wish)), page.paginator.count, orders)


def cards(cases: QuerySet[CasePage]) -> QuerySet[CasePage]:
    """`cases` with what a card of the list needs and no more. One query."""
    return cases.select_related("town", "organisation").only(*CARD_FIELDS)


def newest(count: int) -> list[CasePage]:
    return list(cards(CasePage.objects.in_library().order_by(*NEWEST_FIRST))[:count])


def chosen(slugs: Iterable[str], prepare: Callable[[QuerySet[CasePage]], QuerySet[CasePage]]) -> list[CasePage]:
    """The public cases of these addresses, in their order; what is not public does not exist."""
    slugs = list(slugs)
    rows = prepare(CasePage.objects.in_library().filter(slug__in=slugs).order_by())
    by_slug = {case.slug: case for case in rows} if slugs else {}
    return [by_slug[slug] for slug in slugs if slug in by_slug]


def topics() -> QuerySet[CaseCollection]:
    """Special topics with at least one public case; `shown` counts those."""
    seen = CollectedCase.objects.filter(collection=OuterRef("pk"), case__in=CasePage.objects.in_library())
    counted = Count("items", filter=Q(items__case__in=CasePage.objects.in_library()), distinct=True)
    return CaseCollection.objects.public().filter(Exists(seen)).annotate(shown=counted)


def topic_items(topic: CaseCollection) -> list[CollectedCase]:
    """The public cases of a topic in its order, with the words why they are there."""
    cases = cards(CasePage.objects.in_library().order_by())
    rows = topic.items.filter(case__in=CasePage.objects.in_library()).prefetch_related(Prefetch("case", cases))
    return list(rows.order_by("sort_order", "pk"))


def my_reading(user) -> QuerySet[ReadingItem]:
    """The person's own list, newest first; of a case that is no longer public the title is all that is shown."""
    public = Exists(CasePage.objects.in_library().filter(pk=OuterRef("case")))
    rows = ReadingItem.objects.filter(user=user).annotate(readable=public)
    return rows.prefetch_related(Prefetch("case", cards(CasePage.objects.order_by())))


def _filtered(cases: QuerySet[CasePage], wish: Wish, *, but: str = "") -> QuerySet[CasePage]:
    """`cases` cut by every facet of the wish except `but`."""
    for name in GROUPS:
        if name != but and (values := wish.picked(name)):
            cases = FILTERS[name](cases, values)
    return cases


def _themed(cases: QuerySet[CasePage], values: tuple[str, ...]) -> QuerySet[CasePage]:
    further = CaseTheme.objects.filter(case=OuterRef("pk"), theme__in=values)
    return cases.filter(Q(theme__in=values) | Exists(further))


def _with_elements(cases: QuerySet[CasePage], values: tuple[str, ...]) -> QuerySet[CasePage]:
    for value in values:
        cases = cases.filter(Exists(CaseActor.objects.filter(case=OuterRef("pk"), element=value)))
    return cases


FILTERS: dict[str, Callable[[QuerySet[CasePage], tuple[str, ...]], QuerySet[CasePage]]] = {
    "theme": _themed,
    "town": lambda cases, values: cases.filter(town__slug__in=values),
    "place": lambda cases, values: cases.filter(place_type__in=values),
    "element": _with_elements,
    "evidence": lambda cases, values: cases.filter(evidence_level__gte=int(values[-1])),
    "outcome": lambda cases, values: cases.filter(outcome__in=values),
    "cost": lambda cases, values: cases.filter(cost_band__in=values),
    "group": lambda cases, values: cases.filter(group_kind__in=values),
    "year": lambda cases, values: cases.filter(start_date__year__in=[int(value) for value in values]),
}
COLUMNS = {
    "town": "town_id", "place": "place_type", "evidence": "evidence_level", "outcome": "outcome", "cost": "cost_band",
    "group": "group_kind", "year": "start_date__year",
}  # fmt: skip


def _facets(base: QuerySet[CasePage], wish: Wish) -> Iterable[Facet]:
    for name, group in GROUPS.items():
        # Values that must come together narrow each other; of others, one replaces another.
        pool = _filtered(base, wish, but="" if group.together else name)
        options = tuple(_options(group, _counts(name, pool), wish))
        unfolded = name in UNFOLDED or any(option.chosen for option in options)
        yield Facet(name, str(group.label), options, single=group.single, is_open=unfolded)


def _counts(name: str, pool: QuerySet[CasePage]) -> dict[str, int]:
    """How many cases of `pool` have each value of a facet."""
    if name == "element":
        rows = CaseActor.objects.filter(case__in=pool).values_list("element").annotate(n=Count("case", distinct=True))
        return dict(rows.order_by())
    column = COLUMNS.get(name, name)
    counts = {str(value): count for value, count in pool.values_list(column).annotate(n=Count("pk")) if value}
    if name == "theme":
        further = CaseTheme.objects.filter(case__in=pool).exclude(theme=F("case__theme"))
        for value, count in further.values_list("theme").annotate(n=Count("case", distinct=True)).order_by():
            counts[value] = counts.get(value, 0) + count
    if name == "evidence":
        return {str(level): sum(n for value, n in counts.items() if int(value) >= level) for level in range(2, 6)}
    return counts


def _options(group: Group, counts: dict[str, int], wish: Wish) -> Iterable[Option]:
    choices: Iterable[tuple[str, object]] = group.choices or ()
    if group.name == "town":
        counts, choices = _towns(counts)
    elif group.name == "year":
        years = sorted({*counts, *wish.picked("year")}, reverse=True)
        choices = [(year, pgettext("year", "%(year)s") % {"year": year}) for year in years]
    for value, label in choices:
        is_chosen = value in wish.picked(group.name)
        if counts.get(value) or is_chosen or group.name == "outcome":
            yield Option(
                group.name, value, str(label), counts.get(value, 0), is_chosen, wish.query(toggle=(group.name, value))
            )


def _towns(counts: dict[str, int]) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Counts by the towns' addresses, and the towns as the district lists them."""
    rows = list(Organisation.objects.towns().order_by("sort_order", "path").values_list("pk", "slug", "name_short"))
    return {slug: counts.get(str(pk), 0) for pk, slug, _name in rows}, [(slug, name) for _pk, slug, name in rows]
