"""Chinese in SQLite's FTS5: pairs and marked words are the text of its columns, bm25 ranks."""

from django.db.models import Expression, F, FloatField, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from modelsearch.backends.database.sqlite import sqlite as library
from modelsearch.backends.database.sqlite.query import Lexeme, MatchExpression
from modelsearch.index import AutocompleteField, SearchField

from lms.search import query, text
from lms.search.compiling import ChineseCompiler, NarrowsLists
from lms.search.entries import entry_of
from lms.search.rebuilding import VersionedRebuild

FtsEntry = library.SQLiteFTSIndexEntry
# Of the columns autocomplete, body, title: a hit in a title outweighs several in the text.
WEIGHTS = "1.0, 1.0, 5.0"
EVERY_HIT = 10**9


class _Ready:
    """Answers with text that was analysed already."""

    def get_value(self, obj) -> str:
        return getattr(obj, self.field_name)


class _ReadySearch(_Ready, SearchField):
    pass


class _ReadyAutocomplete(_Ready, AutocompleteField):
    pass


class Analysed:
    """An object as the library's indexer wants it: its key and three texts of tokens."""

    FIELDS = (_ReadySearch("title"), _ReadySearch("body"), _ReadyAutocomplete("beginning"))

    def __init__(self, obj) -> None:
        entry = entry_of(obj)
        self.pk = entry.pk
        self.title = _tokens(entry.title)
        self.body = _tokens(entry.body)
        self.beginning = " ".join(text.beginnings(entry.beginning))

    def get_search_fields(self) -> tuple:
        return self.FIELDS


def _tokens(value: str) -> str:
    return " ".join([*text.tokens(value), *text.word_tokens(value)])


class ChineseIndex(library.SQLiteIndex):
    def add_items(self, model, objs) -> None:
        super().add_items(model, [Analysed(obj) for obj in objs])

    def _refresh_title_norms(self, full=False) -> None:
        """Not kept: bm25 knows lengths by itself, and every refresh would write whole rows of the index again."""


class Raw(Lexeme):
    """An FTS5 expression that stands as it is; it was made of letters and digits only."""

    def as_sql(self, compiler, connection):
        return "%s", [self.value]


class Bm25(Expression):
    output_field = FloatField()

    def as_sql(self, compiler, connection):
        return f"bm25({FtsEntry._meta.db_table}, {WEIGHTS})", []


class ScoreOf(Expression):
    """The score of the row at hand, out of one run of the full-text query over all hits.

    The library asks a correlated subquery, which runs the full-text query once more for every hit.
    """

    output_field = FloatField()

    def __init__(self, scores: QuerySet) -> None:
        super().__init__()
        self.expressions = [F("pk"), Subquery(scores, output_field=FloatField())]

    def get_source_expressions(self):
        return self.expressions

    def set_source_expressions(self, expressions) -> None:
        self.expressions = expressions

    def as_sql(self, compiler, connection):
        key, key_params = compiler.compile(self.expressions[0])
        scores, params = compiler.compile(self.expressions[1])
        sql = f"(SELECT hit.score FROM {scores} AS hit WHERE hit.key = CAST({key} AS TEXT) LIMIT 1)"  # noqa: S608
        return sql, (*params, *key_params)


class ChineseSqlite(ChineseCompiler):
    @property
    def columns(self) -> list[str]:
        return ["title"] if self.title_only else ["title", "body"]

    def matching(self, expression: str) -> QuerySet:
        match = MatchExpression(self.columns, Raw(expression))
        return FtsEntry.objects.filter(match, index_entry__content_type__in=self.content_types)

    def hits(self, node: query.Node) -> QuerySet:
        found = self.matching(query.fts5(node))
        return found.values(key=Cast("index_entry__object_id", self.key_field))

    def score(self, node: query.Node, words: list[str]) -> Combinable:
        if words:
            # Marked words count where they occur, but never make a match of their own.
            counted = query.AnyOf((*query.phrases(node), *(query.Phrase((word,)) for word in words)))
            node = query.AllOf((node, counted))
        scored = self.matching(query.fts5(node)).annotate(key=F("index_entry__object_id"), score=-Bm25())
        # The limit is no limit: it keeps SQLite from merging the query into the outer one, which would run it per row.
        return ScoreOf(scored.values("key", "score")[:EVERY_HIT])


class SearchCompiler(ChineseSqlite, library.SQLiteSearchQueryCompiler):
    pass


class AutocompleteCompiler(ChineseSqlite, library.SQLiteAutocompleteQueryCompiler):
    suggesting = True
    columns = ["autocomplete"]


class Rebuilder(VersionedRebuild, library.SQLiteSearchRebuilder):
    pass


class AtomicRebuilder(VersionedRebuild, library.SQLiteSearchAtomicRebuilder):
    pass


class ChineseSearchBackend(NarrowsLists, library.SQLiteSearchBackend):
    index_class = ChineseIndex
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    rebuilder_class = Rebuilder
    atomic_rebuilder_class = AtomicRebuilder
