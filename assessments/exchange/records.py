"""One question as a sheet holds it, and the columns of the sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from string import ascii_uppercase

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.enums import ReviewState
from assessments.kinds import KINDS
from assessments.kinds.cells import Cells
from assessments.kinds.writing import folded

LEAST_OPTIONS = 6
NO_CELLS = Cells()


@dataclass(frozen=True, slots=True)
class Record:
    """One question. `key` is its uid where it has one; `lesson`, `case` and `image` are names, not rows. `unsaid` names
    what the file has no place for: a question of the bank keeps that as it is."""

    kind: str
    stem: str
    cells: Cells = NO_CELLS
    key: str = ""
    explanation: str = ""
    difficulty: int = 3
    category: str = ""
    point: str = ""
    partial: bool = False
    state: str = ReviewState.DRAFT
    lesson: str = ""
    case: str = ""
    image: str = ""
    image_alt: str = ""
    unsaid: tuple[str, ...] = field(default=(), compare=False)

    @property
    def wording(self) -> tuple[str, str]:
        """What makes two rows the same question: its kind and its words, however wide or spaced they are written."""
        return self.kind, folded(self.stem)

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind].label)

    def plain(self) -> "Record":
        """As it is compared: one kind of line end, nothing around the words."""
        texts = ("stem", "explanation", "category", "point", "lesson", "case", "image", "image_alt")
        return replace(self, **{name: one_form(getattr(self, name)) for name in texts})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell, and where: the row of the sheet (0: the file), the column's letter and heading."""

    row: int
    column: str
    heading: str
    why: str


@dataclass(slots=True)
class Sheet:
    """What was read: records by the row they stood in, and what cannot be meant. `left_out` says what a file of another
    system has and a question here has not, with the rows. Where `numbered`, a row is the number of a question."""

    lines: list[tuple[int, Record]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the code, its heading, other headings people use, its width and the longest text."""

    name: str
    heading: object
    also: tuple[str, ...] = ()
    width: int = 14
    longest: int = 0


COLUMNS = (
    Column("kind", _("Type of question"), ("类型", "试题类型"), 12),
    Column("stem", pgettext_lazy("column of a sheet", "Question"), ("题目", "试题", "题干内容"), 48, 1000),
    Column("answer", pgettext_lazy("column of a sheet", "Answer"), ("正确答案", "标准答案"), 12, 300),
    Column("explanation", _("Explanation"), ("答案解析", "试题解析"), 40, 1000),
    Column("difficulty", _("Difficulty"), ("难度系数", "难易程度"), 8),
    Column("category", _("Category"), ("类别",), 14, 40),
    Column("point", _("Knowledge point"), ("考点",), 16, 60),
    Column("partial", _("Parts count"), (), 10),
    Column("state", _("Review state"), ("状态", "审核状态"), 10),
    Column("notes", _("Why, by option"), (), 28),
    Column("lesson", _("Lesson it comes from"), ("来源课时",), 30),
    Column("case", _("Number of the case"), ("案例编号",), 20),
    Column("image", _("File name of the picture"), ("图片",), 18, 100),
    Column("image_alt", _("Picture in words"), ("图片说明",), 24, 200),
    Column("key", _("Number of the question"), ("编号", "题号"), 38),
)
BY_NAME = {column.name: column for column in COLUMNS}
OPTION = _("Option %(letter)s")
_OPTION_ALSO = ("选项", "答案选项", "option")


def option_heading(letter: str) -> str:
    return str(OPTION) % {"letter": letter}


def one_form(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _languages() -> Iterator[None]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield


def _in_all_languages(words: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What `words` gives in each language of the site, folded: a sheet may have been made in any of them."""
    found: dict[str, str] = {}
    for _language in _languages():
        found |= {folded(word): value for word, value in words().items()}
    return found


def known_headings() -> dict[str, str]:
    """Names of columns by their folded heading; options are "option:A" and so on."""

    def words() -> dict[str, str]:
        found = {other: column.name for column in COLUMNS for other in column.also}
        found |= {str(column.heading): column.name for column in COLUMNS}
        for letter in ascii_uppercase:
            names = (option_heading(letter), letter, *(f"{other}{letter}" for other in _OPTION_ALSO))
            found |= dict.fromkeys(names, f"option:{letter}")
        return found

    return _in_all_languages(words)


def known_kinds() -> dict[str, str]:
    def words() -> dict[str, str]:
        found = {other: kind.key for kind in KINDS.values() for other in (kind.key, *kind.also_called)}
        return found | {str(kind.label): kind.key for kind in KINDS.values()}

    return _in_all_languages(words)


def known_states() -> dict[str, str]:
    return _in_all_languages(lambda: {str(state.label): state.value for state in ReviewState})
