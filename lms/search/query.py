"""What somebody typed, as a small tree of phrases, and the tree in the languages of both databases. Pure.

Only letters and digits of the folded text get into a phrase. Quotes, operators and control characters are borders like
any other, so there is nothing that a query could break.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lms.search import text

LONGEST = 100  # characters; what is longer is not a question but a text
TERMS = 12
SPLIT_FROM = 4  # Han characters in a row that may be several words

Groups = Iterable[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens one after another; with `open_end` the last is only the beginning of one."""

    tokens: tuple[str, ...]
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Node", ...]


Node = Phrase | AllOf | AnyOf


def parse(typed: str, groups: Groups = (), *, every: bool = True) -> Node | None:
    """The tree for full text: terms apart by spaces must all be there (or any, without `every`).

    A Han run of four characters and more may also be its words, wherever they stand. None: nothing to search for.
    """
    groups = list(groups)
    return _terms(typed, lambda term: _meanings(term, groups), every)


def parse_exact(typed: str) -> Node | None:
    """The tree for a phrase: as it stands, no words apart, no synonyms."""
    return _terms(typed, lambda term: _run_by_run(term, _as_it_stands), True)


def parse_beginning(typed: str) -> Node | None:
    """The tree for suggestions while somebody types: Latin letters and single characters are beginnings."""

    def begin(run: text.Run) -> Node:
        return _as_it_stands(run) if run.han else Phrase((run.text[: text.TOKEN_LENGTH],), open_end=True)

    return _terms(typed, lambda term: _run_by_run(term, begin), True)


def rank_words(typed: str, groups: Groups = ()) -> list[str]:
    """Marked words and Latin runs by which a hit is lifted, each once."""
    found: list[str] = []
    for term in _split(typed):
        for meaning in text.meanings(term, list(groups)):
            found += text.word_tokens(meaning)
            found += (run.text[: text.TOKEN_LENGTH] for run in text.runs(meaning) if not run.han)
    return list(dict.fromkeys(found))


def phrases(node: Node | None) -> list[Phrase]:
    """All phrases of a tree, in order, each once."""
    if node is None:
        return []
    if isinstance(node, Phrase):
        return [node]
    return list(dict.fromkeys(phrase for part in node.parts for phrase in phrases(part)))


def _split(typed: str) -> list[str]:
    return text.fold(typed[:LONGEST]).split()[:TERMS]


def _terms(typed: str, read: Callable[[str], Node | None], every: bool) -> Node | None:
    found = [node for node in map(read, _split(typed)) if node is not None]
    return _join(AllOf if every else AnyOf, found)


def _join(kind: type[AllOf] | type[AnyOf], nodes: Iterable[Node]) -> Node | None:
    parts = tuple(dict.fromkeys(nodes))
    return kind(parts) if len(parts) > 1 else next(iter(parts), None)


def _meanings(term: str, groups: list[frozenset[str]]) -> Node | None:
    nodes = (_run_by_run(meaning, _perhaps_words) for meaning in text.meanings(term, groups))
    return _join(AnyOf, [node for node in nodes if node is not None])


def _run_by_run(term: str, read: Callable[[text.Run], Node]) -> Node | None:
    return _join(AllOf, [read(run) for run in text.runs(term)])


def _as_it_stands(run: text.Run) -> Node:
    if not run.han:
        return Phrase((run.text[: text.TOKEN_LENGTH],))
    if len(run.text) == 1:
        return Phrase((run.text,), open_end=True)
    return Phrase(tuple(text.pairs(run.text)[:-1]))


def _perhaps_words(run: text.Run) -> Node:
    whole = _as_it_stands(run)
    words = text.plain_words(run.text) if run.han and len(run.text) >= SPLIT_FROM else []
    if len(words) < 2:
        return whole
    apart = _join(AllOf, [_as_it_stands(text.Run(word, 0, True)) for word in words])
    return AnyOf((whole, apart)) if apart else whole


def fts5(node: Node) -> str:
    """In the language of SQLite's FTS5."""
    if isinstance(node, Phrase):
        return f'"{" ".join(node.tokens)}"' + ("*" if node.open_end else "")
    word = " AND " if isinstance(node, AllOf) else " OR "
    return f"({word.join(map(fts5, node.parts))})"


def tsquery(node: Node) -> str:
    """In the language of PostgreSQL's tsquery."""
    if isinstance(node, Phrase):
        quoted = [f"'{token}'" for token in node.tokens]
        return "(" + " <-> ".join(quoted) + (":*" if node.open_end else "") + ")"
    sign = " & " if isinstance(node, AllOf) else " | "
    return f"({sign.join(map(tsquery, node.parts))})"
