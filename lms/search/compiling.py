"""What both databases share: from Wagtail's query objects to conditions on rows, and the order of the hits.

Every leaf of a query becomes `pk IN (entries that match)`, so And, Or and Not are those of SQL. The library's own way
is left because it runs the full-text query again for every hit when it ranks (SQLite) or finds no index (PostgreSQL).
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from modelsearch.backends.base import SearchFieldError
from modelsearch.query import And, Boost, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from lms.search import query, synonyms

NOTHING = Q(pk__in=[])
SCORE = "_score"


class ChineseCompiler:
    """Mixed into the vendors' compilers; `hits` and `score` are theirs."""

    suggesting = False

    def hits(self, node: query.Node) -> QuerySet:
        """Keys of the objects whose entries match, as a subquery."""
        raise NotImplementedError

    def score(self, node: query.Node, words: list[str]) -> Combinable:
        """How well a row fits, the higher the better."""
        raise NotImplementedError

    @property
    def content_types(self) -> list[int]:
        return get_descendants_content_types_pks(self.queryset.model)

    @property
    def key_field(self):
        """The primary key that entries refer to; that of a subclass is a link to it."""
        field = self.queryset.model._meta.pk
        while field.remote_field is not None:
            field = field.target_field
        return field

    @property
    def title_only(self) -> bool:
        return self.fields is not None and set(self.fields) == {"title"}

    def check(self) -> None:
        """Only the fields to search in must be known. The library also wants every filtered column declared, which
        stores of their own kind need; here a filter is plain SQL."""
        known = {field.field_name for field in self.queryset.model.get_searchable_search_fields()}
        if unknown := next((name for name in self.fields or () if name not in known), None):
            message = f'Add index.SearchField("{unknown}") to {self.queryset.model.__name__}.search_fields.'
            raise SearchFieldError(message, field_name=unknown)

    def read(self, wanted: SearchQuery) -> query.Node | None:
        """A leaf of a query as a tree of phrases."""
        if isinstance(wanted, Phrase):
            return query.parse_exact(wanted.query_string)
        if self.suggesting:
            return query.parse_beginning(wanted.query_string)
        return query.parse(wanted.query_string, synonyms.groups(), every=wanted.operator.lower() == "and")

    def condition(self, wanted: SearchQuery) -> Q:
        if isinstance(wanted, MatchAll):
            return Q()
        if isinstance(wanted, Not):
            inner = wanted.subquery
            return NOTHING if isinstance(inner, MatchAll) else ~self.condition(inner)
        if isinstance(wanted, Boost):
            return self.condition(wanted.subquery)
        if isinstance(wanted, And | Or):
            join = and_ if isinstance(wanted, And) else or_
            return reduce(join, map(self.condition, wanted.subqueries)) if wanted.subqueries else NOTHING
        node = self.read(self._leaf(wanted))
        return NOTHING if node is None else Q(pk__in=self.hits(node))

    def matching_rows(self) -> QuerySet:
        return self.queryset.filter(self.condition(self.query))

    def search(self, config, start, stop, score_field=None, backend=None) -> QuerySet:
        queryset = self.matching_rows()
        node, words = self._positive(self.query)
        if node is not None and (score_field or self.order_by_relevance):
            queryset = queryset.annotate(**{score_field or SCORE: self.score(node, words)})
        if self.order_by_relevance:
            best = [F(score_field or SCORE).desc()] if node is not None else []
            queryset = queryset.order_by(*best, "-pk")
        elif not queryset.query.order_by:
            # The same on every page of results.
            queryset = queryset.order_by("-pk")
        return queryset[start:stop]

    def _leaf(self, wanted: SearchQuery) -> PlainText | Phrase:
        if isinstance(wanted, PlainText | Phrase):
            return wanted
        # Fuzzy: pairs find what shares them, which is as near as Chinese comes to it.
        return PlainText(wanted.query_string, operator=wanted.operator)

    def _positive(self, wanted: SearchQuery) -> tuple[query.Node | None, list[str]]:
        """What a hit is ranked by: every leaf that is not negated."""
        leaves = list(self._leaves(wanted))
        nodes = [node for node in map(self.read, leaves) if node is not None]
        words: list[str] = []
        if not self.suggesting:
            for leaf in leaves:
                words += query.rank_words(leaf.query_string, synonyms.groups())
        if not nodes:
            return None, []
        return (query.AnyOf(tuple(nodes)) if len(nodes) > 1 else nodes[0]), list(dict.fromkeys(words))

    def _leaves(self, wanted: SearchQuery):
        if isinstance(wanted, And | Or):
            for part in wanted.subqueries:
                yield from self._leaves(part)
        elif isinstance(wanted, Boost):
            yield from self._leaves(wanted.subquery)
        elif not isinstance(wanted, MatchAll | Not):
            yield self._leaf(wanted)


class NarrowsLists:
    """Mixed into the vendors' backends: lists with a box for words find what the search page finds."""

    def matching(self, queryset: QuerySet, words: str, *, fields: Sequence[str] | None = None) -> QuerySet:
        """Those of `queryset` that a search for `words` finds, unranked, to be filtered, counted and sorted further."""
        compiler = self.query_compiler_class(queryset, words, fields=fields)
        compiler.check()
        return queryset.filter(compiler.condition(compiler.query))
