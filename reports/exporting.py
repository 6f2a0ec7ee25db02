"""The table of the chain as a workbook: text cells, no formulas, an entry in the audit trail."""

from io import BytesIO

from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.scoped import safe_cell
from reports.enums import Link
from reports.showing import ChainView


def workbook_of(view: ChainView, unit: Organisation, by: User) -> FileResponse:
    """The numbers of `unit` and of the places below it, as they stand on the page."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Chain")
    sheet.append([_("Place"), *(str(label) for label in Link.labels)])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    rows = [*view.lines, *([view.total] if view.total else [])]
    if not rows:
        numbers = [link.number for link in view.links]
        sheet.append([safe_cell(unit.name_short), *numbers])
    for line in rows:
        sheet.append([safe_cell(line.name), *line.numbers])
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 24
    output = BytesIO()
    book.save(output)
    output.seek(0)
    log(by, "accounts.list_exported", user=by, data={"list": _("Chain"), "rows": len(rows), "filter": unit.slug})
    title = _("Chain")
    name = f"{title}-{unit.name_short}-{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(output, as_attachment=True, filename=name)
