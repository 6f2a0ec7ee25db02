"""Chinese in PostgreSQL: two vectors of our own making, one that decides the match and a small one that ranks.

The library asks `title || body`, for which no index exists. Here `body` holds the pairs of title and text alike, so the
index on that column answers. Reading such a vector for every hit is what makes ranking slow; `title` therefore holds
what ranks: the title's pairs (weight A) and dictionary words, a sixth of the size.
Vectors are written out by us instead of by to_tsvector, whose parser knows neither pairs nor our marks.
"""

from collections import Counter
from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres import postgres as library
from modelsearch.query import Phrase, PlainText
from modelsearch.utils import get_content_type_pk

from lms.search import query, text
from lms.search.compiling import ChineseCompiler, NarrowsLists
from lms.search.entries import Entry, entry_of
from lms.search.rebuilding import VersionedRebuild

IndexEntry = library.IndexEntry
# Of the letters D, C, B, A: words of the text, unused, words of the title, pairs of the title.
WEIGHTS = [0.1, 0.1, 0.6, 1.0]
SHORTER_FIRST = Value(1)  # divides a rank by 1 + the logarithm of the length
POSITIONS = 16_000  # PostgreSQL counts to 16,383; beyond, phrases would no longer be found
PLACES = 250  # and keeps so many places of one token
COUNTED = 5  # a word that stands there more often ranks no higher
EMPTY = ""

INSERT = """
    INSERT INTO {table} (content_type_id, object_id, title, body, autocomplete, title_norm, title_text, body_text)
    VALUES {rows}
    ON CONFLICT (content_type_id, object_id) DO UPDATE
    SET title = EXCLUDED.title, body = EXCLUDED.body, autocomplete = EXCLUDED.autocomplete
"""
ROW = "(%s, %s, %s::tsvector, %s::tsvector, %s::tsvector, 1.0, '', '')"


def matching_vector(entry: Entry) -> str:
    return _positioned(list(text.tokens(f"{entry.title}\n{entry.body}")))


def ranking_vector(entry: Entry) -> str:
    title = set(text.tokens(entry.title))
    heading = set(text.word_tokens(entry.title))
    running = Counter(word for word in text.word_tokens(entry.body) if word not in heading)
    # Latin words rank like dictionary words; a hit in the text is told from one in the title by its weight.
    running.update(run.text[: text.TOKEN_LENGTH] for run in text.runs(text.fold(entry.body)) if not run.han)
    parts = [f"'{token}':1A" for token in title]
    parts += [f"'{word}':1B" for word in heading]
    for word, count in running.items():
        if word not in title:
            places = ",".join(str(place) for place in range(1, min(count, COUNTED) + 1))
            parts.append(f"'{word}':{places}")
    return " ".join(parts)


def beginning_vector(entry: Entry) -> str:
    return _positioned(list(text.beginnings(entry.beginning)))


def _positioned(tokens: Iterable[str]) -> str:
    """A vector with the place of every token. After 16,000 it counts anew, so phrases are found to the end."""
    places: dict[str, list[str]] = {}
    for place, token in enumerate(tokens):
        kept = places.setdefault(token, [])
        if len(kept) < PLACES:
            kept.append(str(place % POSITIONS + 1))
    return " ".join(f"'{token}':{','.join(kept)}" for token, kept in places.items())


class ChineseIndex(library.PostgresIndex):
    def add_items(self, model, objs) -> None:
        entries = [entry_of(obj) for obj in objs]
        if not entries or not model.get_search_fields():
            return
        kind = get_content_type_pk(model)
        params: list = []
        for entry in entries:
            vectors = (ranking_vector(entry), matching_vector(entry), beginning_vector(entry))
            params += [kind, entry.pk, *vectors]
        rows = ", ".join([ROW] * len(entries))
        with self.write_connection.cursor() as cursor:
            cursor.execute(INSERT.format(table=IndexEntry._meta.db_table, rows=rows), params)

    def _refresh_title_norms(self, full=False) -> None:
        """Not kept: lengths are weighed when ranking, and a refresh would write every row again."""


class AsQuery(SearchQuery):
    """A tsquery that stands as it is; it was made of letters and digits only, so no parser is needed."""

    def as_sql(self, compiler, connection, function=None, template=None):
        value, params = compiler.compile(self.source_expressions[-1])
        return f"{value}::tsquery", params


class ChinesePostgres(ChineseCompiler):
    column = "body"

    def asking(self, node: query.Node) -> tuple[str, str]:
        """The column to ask, and what."""
        if self.title_only and not self.suggesting:
            return "title", _in_titles(node)
        return self.column, query.tsquery(node)

    def hits(self, node: query.Node) -> QuerySet:
        column, expression = self.asking(node)
        found = IndexEntry.objects.filter(**{column: AsQuery(expression), "content_type__in": self.content_types})
        return found.values(key=Cast("object_id", self.key_field))

    def matching_rows(self) -> QuerySet:
        """One join with the entries, which `score` uses too: finding each row again would cost more than ranking."""
        wanted = self.query
        node = self.read(wanted) if isinstance(wanted, PlainText | Phrase) else None
        if node is None:
            return super().matching_rows()
        column, expression = self.asking(node)
        return self.queryset.alias(entry=F(f"index_entries__{column}")).filter(entry=AsQuery(expression))

    def score(self, node: query.Node, words: list[str]) -> Combinable:
        alone = [query.Phrase((token,), phrase.open_end) for phrase in query.phrases(node) for token in phrase.tokens]
        wanted = query.tsquery(query.AnyOf((*dict.fromkeys(alone), *(query.Phrase((word,)) for word in words))))
        column = self.column if self.suggesting else "title"
        return SearchRank(F(f"index_entries__{column}"), AsQuery(wanted), weights=WEIGHTS, normalization=SHORTER_FIRST)


def _in_titles(node: query.Node) -> str:
    """The same query, of pairs that stand in a title. The ranking vector knows no order, so all pairs must be there."""
    if isinstance(node, query.Phrase):
        label = ":*A" if node.open_end else ":A"
        return "(" + " & ".join(f"'{token}'{label}" for token in node.tokens) + ")"
    sign = " & " if isinstance(node, query.AllOf) else " | "
    return f"({sign.join(map(_in_titles, node.parts))})"


class SearchCompiler(ChinesePostgres, library.PostgresSearchQueryCompiler):
    pass


class AutocompleteCompiler(ChinesePostgres, library.PostgresAutocompleteQueryCompiler):
    suggesting = True
    column = "autocomplete"


class Rebuilder(VersionedRebuild, library.PostgresSearchRebuilder):
    pass


class AtomicRebuilder(VersionedRebuild, library.PostgresSearchAtomicRebuilder):
    pass


class ChineseSearchBackend(NarrowsLists, library.PostgresSearchBackend):
    index_class = ChineseIndex
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    rebuilder_class = Rebuilder
    atomic_rebuilder_class = AtomicRebuilder
