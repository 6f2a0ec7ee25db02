"""Questions as an Excel workbook: the template with drop-downs and examples, and a bank written out."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from string import ascii_uppercase

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.enums import Difficulty, ReviewState
from assessments.exchange.examples import EXAMPLES
from assessments.exchange.records import BY_NAME, COLUMNS, LEAST_OPTIONS, Problem, Record, option_heading
from assessments.kinds import KINDS, kind_of

BEFORE_OPTIONS = ("kind", "stem")
CHECKED_ROWS = 2000  # so many rows have drop-downs; a sheet has no more questions
EDGE, HEAD, WRONG = Alignment(vertical="top", wrap_text=True), "EFEAE0", "FBE9E4"


def headings(options: int) -> list[tuple[str, str, int]]:
    """Columns in their order as (name, heading, width)."""
    named = [(column.name, str(column.heading), column.width) for column in COLUMNS]
    cut = len(BEFORE_OPTIONS)
    letters = ascii_uppercase[: max(options, LEAST_OPTIONS)]
    return [*named[:cut], *((f"option:{letter}", option_heading(letter), 18) for letter in letters), *named[cut:]]


def values_of(record: Record) -> dict[str, str]:
    """The text of each cell by the name of its column."""
    found = {
        "kind": str(kind_of(record.kind).label), "stem": record.stem, "answer": record.cells.answer,
        "explanation": record.explanation, "difficulty": str(record.difficulty), "category": record.category,
        "point": record.point, "partial": _("Yes") if record.partial else _("No"),
        "state": str(ReviewState(record.state).label), "notes": record.cells.notes, "lesson": record.lesson,
        "case": record.case, "image": record.image, "image_alt": record.image_alt, "key": record.key,
    }  # fmt: skip
    options = zip(ascii_uppercase, record.cells.options, strict=False)
    return found | {f"option:{letter}": option for letter, option in options}


def write_text(cell: Cell, text: str) -> None:
    """Text as text: numbers keep their zeros and nothing is run as a formula."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text) or None
    cell.number_format, cell.alignment = "@", EDGE
    if cell.value is not None:
        cell.data_type = "s"


def _filled(sheet: Worksheet, records: Sequence[Record], options: int) -> None:
    columns = headings(options)
    for number, (_name, heading, width) in enumerate(columns, start=1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True), PatternFill("solid", fgColor=HEAD), EDGE
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, record in enumerate(records, start=2):
        values = values_of(record)
        for number, (name, _heading, _width) in enumerate(columns, start=1):
            write_text(sheet.cell(row, number), values.get(name, ""))
    sheet.freeze_panes = "C2"


def _offer_choices(sheet: Worksheet, options: int) -> None:
    offered = {
        "kind": [str(kind.label) for kind in KINDS.values()], "difficulty": [str(value) for value in Difficulty.values],
        "partial": [_("Yes"), _("No")], "state": [str(state.label) for state in ReviewState],
    }  # fmt: skip
    for number, (name, _heading, _width) in enumerate(headings(options), start=1):
        if name in offered:
            rule = DataValidation(type="list", formula1=f'"{",".join(offered[name])}"', allow_blank=True)
            rule.error, rule.showErrorMessage = _("Choose from the list."), True
            letter = get_column_letter(number)
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{CHECKED_ROWS + 1}")
    for row in sheet.iter_rows(min_row=sheet.max_row + 1, max_row=sheet.max_row + 50, max_col=len(headings(options))):
        for cell in row:
            cell.number_format, cell.alignment = "@", EDGE


def _guide(sheet: Worksheet) -> None:
    lines: list[tuple[str, str]] = [
        (_("How to fill in"), _("One question in each row of the first sheet. What is said here is never read in.")),
        (str(BY_NAME["difficulty"].heading), _("A number from 1 (very easy) to 5 (very hard); empty means 3.")),
        (str(BY_NAME["partial"].heading), _("Yes: where an answer has several parts, each earns its share.")),
        (str(BY_NAME["state"].heading), _("Only approved questions are asked; empty means draft.")),
        (str(BY_NAME["notes"].heading), _("One line for each option, such as “A: …”; shown to those who chose it.")),
        (str(BY_NAME["lesson"].heading), _("The title of the lesson, or its address as an export has it.")),
        (
            str(BY_NAME["image"].heading),
            _("Put the workbook and the pictures into one ZIP file and write the file name of each here."),
        ),
        (
            str(BY_NAME["key"].heading),
            _("Leave it empty for a new question. Keep it where an export has it: the same question is changed then."),
        ),
        *((str(kind.label), str(kind.sheet_help)) for kind in KINDS.values()),
    ]
    for row, (name, words) in enumerate(lines, start=1):
        sheet.cell(row, 1, name).font = Font(bold=True)
        sheet.cell(row, 2, words).alignment = EDGE
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90


def workbook(records: Iterable[Record] = (), *, examples: bool = False) -> bytes:
    """`records` as a workbook with drop-downs and an explanation; with `examples` one of every kind on a third
    sheet."""
    written = list(records)
    options = max((len(record.cells.options) for record in written), default=0)
    book = Workbook()
    sheet = book.active
    sheet.title = _("Questions")
    _filled(sheet, written, options)
    _offer_choices(sheet, options)
    _guide(book.create_sheet(_("Explanation of the sheet")))
    if examples:
        _filled(book.create_sheet(_("Examples")), EXAMPLES, 0)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def workbook_of_problems(problems: Iterable[Problem], *, numbered: bool = False) -> bytes:
    """Where what is wrong, to work through beside the sheet; `numbered`, beside a file of another system."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("To be corrected")
    where = [_("Question number"), _("Column"), _("Name")] if numbered else [_("Row"), _("Column"), _("Heading")]
    sheet.append([*where, _("What is wrong")])
    for problem in problems:
        row = sheet.max_row + 1
        for number, text in enumerate((str(problem.row or ""), problem.column, problem.heading, problem.why), start=1):
            write_text(sheet.cell(row, number), text)
    for letter, width in zip("ABCD", (8, 8, 22, 70), strict=True):
        sheet.column_dimensions[letter].width = width
    output = BytesIO()
    book.save(output)
    return output.getvalue()
