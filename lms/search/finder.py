"""One question to the whole site: tabs with counts, this person's hits with marked snippets, suggestions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from wagtail.models import Page

from lms.search import synonyms
from lms.search.highlight import marked, pattern, snippet
from lms.search.query import LONGEST
from lms.search.sources import SOURCES, Filter, Source

PER_PAGE = 10
SUGGESTIONS = 8
EVERYTHING = ""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for; the same as its address. Unknown values are dropped."""

    words: str = ""
    tab: str = EVERYTHING
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, query: QueryDict, user) -> "Wish":
        words = " ".join(query.get("q", "").replace("\0", " ").split())[:LONGEST]
        source = next((one for one in SOURCES if one.key == query.get("tab", "")), None)
        if source is None:
            return cls(words)
        chosen = {
            one.name: tuple(value for value in one.choices.values if value in query.getlist(one.name))
            for one in offered(source, user)
        }
        return cls(words, source.key, {name: values for name, values in chosen.items() if values})

    def query(self, *, tab: str | None = None, toggle: tuple[str, str] | None = None) -> str:
        """The address of this wish, on another tab or with one choice added or taken out."""
        if tab is not None:
            return urlencode([("q", self.words), *([("tab", tab)] if tab else [])])
        pairs = [(name, value) for name, values in self.chosen.items() for value in values]
        if toggle:
            pairs = [pair for pair in pairs if pair != toggle] if toggle in pairs else [*pairs, toggle]
        return urlencode([("q", self.words), *([("tab", self.tab)] if self.tab else []), *pairs])


@dataclass(frozen=True, slots=True)
class Tab:
    label: object
    count: int
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    value: str
    label: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that answers, as it is shown."""

    kind: object
    title: SafeString
    url: str
    snippet: SafeString
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    wish: Wish
    tabs: list[Tab]
    page: ListPage
    hits: list[Hit]
    choices: list[tuple[object, list[Choice]]]

    @property
    def found_anywhere(self) -> bool:
        return any(tab.count for tab in self.tabs)

    @property
    def picked(self) -> list[Choice]:
        return [choice for _label, choices in self.choices for choice in choices if choice.chosen]


def offered(source: Source, user) -> list[Filter]:
    return [one for one in source.filters if user.is_authenticated or not one.for_members]


def search(*, query: QueryDict, user) -> Answer:
    """The answer to `query` for `user`. A fixed number of database queries for any number of hits."""
    wish = Wish.read(query, user)
    reach = {source.key: source.pages(user) for source in SOURCES}
    counts = {key: pages.search(wish.words).count() if wish.words else 0 for key, pages in reach.items()}
    source = next((one for one in SOURCES if one.key == wish.tab), None)
    found = _narrowed(source, reach[source.key], wish, user) if source else _together(reach.values())
    page = Paginator(found.search(wish.words) if wish.words else [], PER_PAGE).get_page(query.get("page"))
    return Answer(
        wish=wish, tabs=_tabs(wish, counts), page=page,
        hits=_hits(list(page.object_list), wish, user, {key: pages.model for key, pages in reach.items()}),
        choices=_choices(source, wish, user) if source else [],
    )  # fmt: skip


def suggest(*, words: str, user) -> list[dict[str, str]]:
    """Titles that begin or go on like this, in characters or in pinyin."""
    words = words.replace("\0", " ").strip()[:LONGEST]
    if not words:
        return []
    reach = {source.label: source.pages(user) for source in SOURCES}
    found = list(_together(reach.values()).autocomplete(words)[:SUGGESTIONS])
    kinds = {pages.model: label for label, pages in reach.items()}
    return [
        {"title": page.title, "url": page.url or "", "kind": str(kinds.get(page.specific_class, ""))} for page in found
    ]


def _together(querysets: Iterable[QuerySet]) -> QuerySet:
    within = reduce(or_, (Q(pk__in=pages.values("pk")) for pages in querysets), Q(pk__in=[]))
    return Page.objects.filter(within)


def _narrowed(source: Source, pages: QuerySet, wish: Wish, user) -> QuerySet:
    for one in offered(source, user):
        if values := wish.chosen.get(one.name):
            pages = one.narrow(pages, values, user)
    return pages


def _tabs(wish: Wish, counts: dict[str, int]) -> list[Tab]:
    rows = [(EVERYTHING, None, sum(counts.values())), *((one.key, one.label, counts[one.key]) for one in SOURCES)]
    return [Tab(label, count, wish.query(tab=key), wish.tab == key) for key, label, count in rows]


def _choices(source: Source, wish: Wish, user) -> list[tuple[object, list[Choice]]]:
    groups = []
    for one in offered(source, user):
        used = set(one.used() if one.used else one.choices.values) | set(wish.chosen.get(one.name, ()))
        groups.append((one.label, [_choice(one, *pair, wish) for pair in one.choices.choices if pair[0] in used]))
    return [(label, choices) for label, choices in groups if choices]


def _choice(one: Filter, value: str, label: object, wish: Wish) -> Choice:
    chosen = value in wish.chosen.get(one.name, ())
    return Choice(one.name, value, str(label), chosen, wish.query(toggle=(one.name, value)))


def _hits(pages: list[Page], wish: Wish, user, models: dict[str, type[Page]]) -> list[Hit]:
    found = [page.pk for page in pages]
    wanted = pattern(wish.words, synonyms.groups())
    made: dict[int, Hit] = {}
    for source in SOURCES:
        # With what belongs to them, as the index reads them: one query each, for any number of pages.
        own = list(models[source.key].get_indexed_objects().filter(pk__in=found))
        if not own:
            continue
        texts, places = source.texts(own, user), source.places(own)
        for page in own:
            made[page.pk] = Hit(
                source.label, marked(page.title, wanted), page.url or "",
                snippet(texts.get(page.pk, []), wanted), places.get(page.pk, ""),
            )  # fmt: skip
    return [made[page.pk] for page in pages if page.pk in made]
