"""The figures of a quiz as a workbook: text and numbers only, nothing that is run as a formula, an audit entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from wagtail.log_actions import log

from accounts.models import User
from accounts.scoped import safe_cell
from assessments.items import Analysis, ItemReport, Option

PLACES = 4
NUMBER, LEARNERS = pgettext_lazy("item analysis", "No."), pgettext_lazy("item analysis", "Learners")
QUESTION_HEADINGS = (
    NUMBER, gettext_lazy("Question"), gettext_lazy("Type of question"), pgettext_lazy("item analysis", "Points"),
    LEARNERS, gettext_lazy("Facility"), gettext_lazy("Discrimination"), gettext_lazy("Upper–lower index"),
    gettext_lazy("Seconds (median)"), gettext_lazy("Left empty"), gettext_lazy("To be looked at"),
)  # fmt: skip
OPTION_HEADINGS = (
    NUMBER, pgettext_lazy("item analysis", "Choice"), pgettext_lazy("item analysis", "Text"),
    pgettext_lazy("item analysis", "Right"), LEARNERS, pgettext_lazy("item analysis", "Share"),
    gettext_lazy("Share of the best 27%"), gettext_lazy("Share of the weakest 27%"),
)  # fmt: skip
SUMMARY_HEADINGS = (pgettext_lazy("item analysis", "Figure"), pgettext_lazy("item analysis", "Value"))


@dataclass(frozen=True, slots=True)
class ItemsFile:
    name: str
    content: bytes


def export_items(*, analysis: Analysis, by: User) -> ItemsFile:
    """Write `analysis` out for whoever was shown it."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Questions")
    _fill(sheet, QUESTION_HEADINGS, [_question(item) for item in analysis.items], (6, 60, 12))
    chosen = [_option(item, option) for item in analysis.items for option in item.options]
    _fill(book.create_sheet(pgettext("item analysis", "Choices")), OPTION_HEADINGS, chosen, (6, 8, 40))
    _fill(book.create_sheet(pgettext("item analysis", "Summary")), SUMMARY_HEADINGS, _summary(analysis), (28, 60))
    output = BytesIO()
    book.save(output)
    data = {"questions": len(analysis.items), "attempts": analysis.attempts}
    log(analysis.quiz, "assessments.items_exported", user=by, data=data)
    title = _("Item analysis")
    return ItemsFile(f"{title}-{analysis.quiz.title}-{timezone.localdate():%Y%m%d}.xlsx", output.getvalue())


def _fill(sheet: Worksheet, headings: Sequence, rows: Sequence[Sequence], widths: Sequence[int]) -> None:
    sheet.append([str(heading) for heading in headings])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append([_cell(value) for value in row])
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABC", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def _cell(value: object) -> str | int | float:
    """A number as it is, anything else as harmless text; what is not known is an empty text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value, PLACES)
    # What is no character of a sheet goes first: behind it a formula could begin.
    return "" if value is None else str(safe_cell(ILLEGAL_CHARACTERS_RE.sub("", str(value))))


def _question(item: ItemReport) -> list:
    known = item.figures
    return [
        item.number, item.stem, item.kind_label, item.points, known.taken, known.facility, known.discrimination,
        known.outer, known.seconds, known.unanswered, "；".join(str(verdict.label) for verdict in item.verdicts),
    ]  # fmt: skip


def _option(item: ItemReport, option: Option) -> list:
    tally = option.tally
    return [
        item.number, option.letter, option.text, _("Yes") if option.right else _("No"), tally.count, tally.share,
        tally.upper, tally.lower,
    ]  # fmt: skip


def _summary(analysis: Analysis) -> list[list]:
    name = _("Reliability (KR-20)") if analysis.right_or_wrong else _("Reliability (Cronbach’s alpha)")
    value = analysis.unsure if analysis.reliability is None else analysis.reliability
    return [
        [_("Quiz"), analysis.quiz.title], [_("Papers counted"), analysis.attempts],
        [_("Papers still being marked"), analysis.waiting], [_("Mean score"), analysis.mean],
        [_("Share that passed"), analysis.passed], [name, value],
    ]  # fmt: skip
