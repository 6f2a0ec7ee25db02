"""An uploaded file to records: a workbook, or a ZIP of one with its pictures. Every problem is named by its cell."""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from pathlib import PurePosixPath
from string import ascii_uppercase

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assessments.exchange.records import (
    BY_NAME,
    COLUMNS,
    Problem,
    Record,
    Sheet,
    known_headings,
    known_kinds,
    known_states,
    one_form,
    option_heading,
)
from assessments.kinds import kind_of
from assessments.kinds.cells import OPTIONS, Cells, NotReadable
from assessments.kinds.writing import folded
from content.uploads import MB, Refused, check_document, check_image, extension_of

MOST_BYTES, MOST_ROWS, MOST_PICTURES = 10 * MB, 2000, 500
LONGEST_ROW_TEXT = 300  # of a choice, its second part and its reason
HEADING_ROWS = 5  # the headings stand in one of the first rows
# What a ZIP raises that is broken, locked or packed in a way this machine does not know.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, lzma.LZMAError, RuntimeError, NotImplementedError, EOFError, OSError,
    ValueError,
)  # fmt: skip
YES, NO = {"是", "yes", "y", "true", "1", "√", "✓"}, {"", "否", "no", "n", "false", "0", "×"}


@dataclass(slots=True)
class Upload:
    """A file taken apart: the workbook and the pictures beside it, by file name."""

    workbook: bytes
    pictures: dict[str, bytes] = field(default_factory=dict)


def unpacked(name: str, content: bytes) -> Upload:
    """The workbook in the file, and pictures if it is a ZIP. Raises Refused with a sentence for the person."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than 10 MB. Split it, or make its pictures smaller."))
    suffix = extension_of(name)
    if suffix in ("xls", "csv", "et", "ods"):
        raise Refused(_("Please open it, save it as an Excel workbook (.xlsx) and choose that file."))
    if suffix == "zip":
        return _from_zip(content)
    if suffix != "xlsx":
        raise Refused(
            _("Please choose an Excel workbook (.xlsx), Moodle XML, GIFT text, a QTI 2.1 item (.xml), or a ZIP file.")
        )
    check_document(name, BytesIO(content), len(content))
    return Upload(content)


def _from_zip(content: bytes) -> Upload:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            inside = [entry for entry in archive.infolist() if _counts(entry)]
            if len(inside) > MOST_PICTURES + 1 or sum(entry.file_size for entry in inside) > 10 * MOST_BYTES:
                raise Refused(_("There is too much in this ZIP file: at most 500 pictures and 100 MB."))
            files = {_base(entry): archive.read(entry) for entry in inside}
    except BROKEN_ZIP as error:
        raise Refused(_("This ZIP file cannot be opened. Pack it again, without a password.")) from error
    books = [name for name in files if extension_of(name) == "xlsx"]
    if len(books) != 1:
        raise Refused(
            _("The ZIP file must hold exactly one Excel workbook (.xlsx), or a QTI package with imsmanifest.xml.")
        )
    book = files.pop(books[0])
    check_document(books[0], BytesIO(book), len(book))
    for name, picture in files.items():
        check_image(name, BytesIO(picture), len(picture))
    return Upload(book, files)


def _counts(entry: zipfile.ZipInfo) -> bool:
    hidden = entry.filename.startswith("__MACOSX/") or _base(entry).startswith((".", "~$"))
    return not entry.is_dir() and not hidden


def path_of(entry: zipfile.ZipInfo) -> str:
    """The path in the ZIP. Without the sign for UTF-8, programs on Chinese Windows wrote GBK."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = entry.filename
    return name.replace("\\", "/")


def _base(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(path_of(entry)).name


def read(workbook: bytes) -> Sheet:
    """The records of a workbook's first sheet that has the headings, and what cannot be meant. Raises Refused when
    the file is no workbook."""
    try:
        book = load_workbook(BytesIO(workbook), read_only=True, keep_links=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refused(_("This file cannot be read. Open it, save it as an Excel workbook (.xlsx) again.")) from error
    names = known_headings()
    for page in book.worksheets:
        rows = list(page.iter_rows(max_row=HEADING_ROWS + MOST_ROWS + 1, max_col=60))
        for number, cells in enumerate(rows[:HEADING_ROWS], start=1):
            columns = {index: names.get(folded(_text(cell)), "") for index, cell in enumerate(cells)}
            if {"kind", "stem"} <= set(columns.values()):
                return _Reader(columns, cells, number).read(rows[number:])
    why = _("The headings “%(kind)s” and “%(stem)s” were not found. Start from the template.")
    words = {"kind": BY_NAME["kind"].heading, "stem": BY_NAME["stem"].heading}
    return Sheet(problems=[Problem(0, "", "", why % words)])


def _text(cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, float):
        value = Decimal(str(value))
        value = value.to_integral_value() if value == value.to_integral_value() else value
    return one_form(str(value))


class _Reader:
    """Reads row after row; what is wrong in a row is collected, and the row is then no record."""

    def __init__(self, columns: dict[int, str], headings, row: int) -> None:
        self.sheet = Sheet()
        self.columns, self.kinds, self.states = columns, known_kinds(), known_states()
        self.at = {name: index for index, name in columns.items() if name}
        self.row, self.failed, self.texts = row, False, {}
        for index, cell in enumerate(headings):
            if _text(cell) and not columns[index]:
                why = _("This heading is not known. Take the column out, or name it as the template does.")
                self.sheet.problems.append(Problem(row, get_column_letter(index + 1), _text(cell), why))
        self.sheet.columns = {name: get_column_letter(index + 1) for name, index in self.at.items()}

    def read(self, rows) -> Sheet:
        start = self.row
        for self.row, cells in enumerate(rows, start=start + 1):
            self.texts = {name: _text(cells[index]) if index < len(cells) else "" for name, index in self.at.items()}
            if not any(self.texts.values()):
                continue
            if len(self.sheet.lines) >= MOST_ROWS:
                self.wrong("kind", _("A sheet has at most 2,000 questions. Split it."))
                break
            self.failed = False
            self._formulas(cells)
            record = self._record()
            if record is not None and not self.failed:
                self.sheet.lines.append((self.row, record))
        if not self.sheet.lines and not self.sheet.problems:
            self.sheet.problems.append(Problem(0, "", "", _("There is no question in this sheet.")))
        return self.sheet

    def wrong(self, name: str, why: str) -> None:
        self.failed = True
        letter = get_column_letter(self.at[name] + 1) if name in self.at else ""
        heading = option_heading(name[-1]) if name.startswith("option:") else str(BY_NAME[name].heading)
        self.sheet.problems.append(Problem(self.row, letter, heading, why))

    def _formulas(self, cells) -> None:
        for name, index in self.at.items():
            if index < len(cells) and getattr(cells[index], "data_type", "") == "f":
                self.wrong(name, _("There is a formula here. Paste its value instead."))

    def _record(self) -> Record | None:
        kind = self.kinds.get(folded(self.texts["kind"]))
        if kind is None:
            self.wrong("kind", _("Choose the type of the question from the list."))
        if not self.texts["stem"]:
            self.wrong("stem", _("The question is missing."))
        for column in COLUMNS:
            if column.longest and len(self.texts.get(column.name, "")) > column.longest:
                self.wrong(column.name, _("At most %(count)d characters.") % {"count": column.longest})
        if self.texts.get("image") and not self.texts.get("image_alt"):
            self.wrong("image_alt" if "image_alt" in self.at else "image", _("Say in words what the picture shows."))
        facts = {
            "difficulty": self._difficulty(), "partial": self._yes("partial"),
            "state": self._one_of("state", self.states, "draft"),
        }  # fmt: skip
        cells = self._cells(kind) if kind else None
        if kind is None or cells is None:
            return None
        names = ("stem", "explanation", "category", "point", "lesson", "case", "image", "image_alt", "key")
        texts = {name: self.texts.get(name, "") for name in names}
        return Record(kind=kind, cells=cells, **texts, **facts)

    def _difficulty(self) -> int:
        text = folded(self.texts.get("difficulty", ""))
        if not text:
            return 3
        if text[0] in "12345" and not text[1:2].isdigit():
            return int(text[0])
        self.wrong("difficulty", _("Give a number from 1 to 5."))
        return 3

    def _yes(self, name: str) -> bool:
        text = folded(self.texts.get(name, ""))
        if text not in YES | NO:
            self.wrong(name, _("Write yes or no."))
        return text in YES

    def _one_of(self, name: str, known: dict[str, str], empty: str) -> str:
        text = folded(self.texts.get(name, ""))
        if text and text not in known:
            self.wrong(name, _("Choose from the list."))
        return known.get(text, empty)

    def _cells(self, kind_key: str) -> Cells | None:
        """The cells of the rows in their one form; None when they make no question."""
        kind, options = kind_of(kind_key), list(self._options())
        for number, option in enumerate(options):
            if not option:
                self.wrong(f"option:{ascii_uppercase[number]}", _("This cell is empty, a later one is not."))
                return None
        told = Cells(tuple(options), self.texts.get("answer", ""), self.texts.get("notes", ""))
        try:
            rows = kind.from_cells(told)
        except NotReadable as error:
            name = f"option:{ascii_uppercase[error.number]}" if error.place == OPTIONS else error.place
            self.wrong(name, error.why)
            return None
        if any(max(map(len, (row.text, row.match, row.feedback))) > LONGEST_ROW_TEXT for row in rows):
            self.wrong("option:A", _("At most %(count)d characters.") % {"count": LONGEST_ROW_TEXT})
        stand_in = [replace(row, uid=str(number)) for number, row in enumerate(rows)]
        for problem in kind.problems(stand_in, self.texts["stem"]):
            self.wrong("option:A" if "option:A" in self.at else "stem", problem)
        return kind.to_cells(rows)

    def _options(self) -> Iterator[str]:
        filled = [letter for letter in ascii_uppercase if self.texts.get(f"option:{letter}")]
        last: Callable[[str], int] = ascii_uppercase.index
        for letter in ascii_uppercase[: last(filled[-1]) + 1 if filled else 0]:
            yield self.texts.get(f"option:{letter}", "")
