"""The register of organisations as a workbook: text cells, no formulas, an entry in the audit trail."""

from io import BytesIO

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from wagtail.log_actions import log

from accounts.models import User
from accounts.scoped import safe_cell
from practice.models import CommunityOrganisation

WIDTHS = (28, 14, 16, 14, 20, 16, 12, 10, 10, 14, 14, 50)


def workbook_of_organisations(rows: QuerySet[CommunityOrganisation], by: User) -> FileResponse:
    """`rows`, already cut to what `by` may see, with the person in charge and the number."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("Community organisations")
    sheet.append([
        _("name of the organisation"), _("town or subdistrict"), _("village or community"), _("kind of organisation"),
        _("legal type"), _("registration or filing number"), _("founded on"), _("members"), _("of these volunteers"),
        _("person in charge"), _("state"), _("what it does"),
    ])  # fmt: skip
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    found = list(rows.select_related("unit", "town"))
    for row in found:
        values = (
            row.name, row.town.name_short if row.town else "", row.unit.name_short, row.get_kind_display(),
            row.get_legal_type_display(), row.registration_number, row.founded_on, row.member_count,
            row.volunteer_count, row.leader_name, row.get_state_display(), row.introduction,
        )  # fmt: skip
        sheet.append([safe_cell(value) for value in values])
    sheet.freeze_panes = "B2"
    for number, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDEFGHIJKL"[number]].width = width
    output = BytesIO()
    book.save(output)
    output.seek(0)
    title = _("Community organisations")
    log(by, "accounts.list_exported", user=by, data={"list": title, "rows": len(found), "filter": ""})
    return FileResponse(output, as_attachment=True, filename=f"{title}-{timezone.localdate():%Y%m%d}.xlsx")
