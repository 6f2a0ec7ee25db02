"""Small words of the review desk."""

import datetime
from urllib.parse import urlsplit

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.building import FIELDS, ROWS
from cases.enums import EvidenceKind
from cases.models import CaseFile, CasePage
from cases.sections import BY_KEY

register = template.Library()


@register.simple_tag
def due_words(due: datetime.date | None, today: datetime.date) -> str:
    """还有3天, 今天到期, 逾期2天; nothing where nothing is due."""
    if due is None:
        return ""
    days = (due - today).days
    if days == 0:
        return _("Due today")
    if days < 0:
        return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def _address(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def file_url(file: CaseFile) -> str:
    """Where the file is served to whoever may see it."""
    return _address("cases:file", file.uuid)


@register.simple_tag
def thumb_url(file: CaseFile) -> str:
    return _address("cases:thumb", file.uuid) if file.kind == "picture" else ""


@register.simple_tag
def changes_url(submission, versions: list) -> str:
    """What the newest version changed in the one before."""
    newest = versions[0].number
    return _address("cases:changes", submission.uuid, newest - 1, newest) if newest > 1 else ""


@register.simple_tag
def proof_kind(kind: str) -> str:
    return str(dict(EvidenceKind.choices).get(kind, ""))


@register.simple_tag
def section_title(key: str) -> str:
    return str(BY_KEY[key].title) if key in BY_KEY else ""


@register.filter
def is_web(link: str) -> bool:
    """A link may be followed only when it leads to the web: what people type is no program."""
    return urlsplit(link).scheme in ("http", "https")


@register.simple_tag
def page_parts(case: CasePage) -> list[tuple[str, list[str], list[str]]]:
    """The page as text: label, paragraphs, lines of a list."""
    found = []
    for name, section in FIELDS.items():
        value = getattr(case, f"get_{name}_display")() if hasattr(case, f"get_{name}_display") else getattr(case, name)
        paragraphs = [part.strip() for part in str(value).splitlines() if part.strip()]
        if paragraphs and name not in ("title", "subtitle"):
            found.append((str(BY_KEY[section].field(name).label), paragraphs, []))
    for relation, (section, key, _model, names) in ROWS.items():
        rows = [_line(row, names) for row in getattr(case, relation).all()]
        if rows:
            found.append((str(BY_KEY[section].field(key).label), [], rows))
    return found


def _line(row, names: tuple[str, ...]) -> str:
    said = []
    for name in names:
        display = getattr(row, f"get_{name}_display", None)
        said.append(str(display() if display else getattr(row, name)))
    return "　".join(part for part in said if part)
