"""Self-checks: begun for an organisation or a space, saved at will, finished once, answered by the town."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import Organisation, User
from accounts.queries import can
from cases.queries import town_of
from practice.checking import WORDS_LENGTH, Result, open_lines, result_of
from practice.community_enums import Met, OrgState
from practice.models import CheckSheet, CommunityOrganisation, SelfCheck
from practice.models.organisations import CONFIRMING_ROLES, UNIT_ROLES
from practice.services.telling_community import tell_checked
from practice.spreading import NotPossible

REVIEW_LENGTH = 300


def start_check(
    *,
    sheet: CheckSheet,
    unit: Organisation,
    by: User,
    organisation: CommunityOrganisation | None = None,
    space_name: str = "",
) -> SelfCheck:
    """Begin a check of an organisation or of a public space; the one that is still open when there is one.

    Raises PermissionDenied for whoever does not write for the unit, ValidationError when not exactly one of the two
    is named, or the organisation is of another unit or closed.
    """
    if not can(by, unit, *UNIT_ROLES):
        raise PermissionDenied
    name = space_name.strip()
    if (organisation is None) == (not name):
        raise ValidationError({"space_name": _("Choose an organisation, or name a public space.")})
    if organisation is not None and (organisation.unit_id != unit.pk or organisation.state == OrgState.CLOSED):
        raise ValidationError({"organisation": _("Choose an organisation of this unit.")})
    standing = SelfCheck.objects.filter(
        sheet=sheet, unit=unit, organisation=organisation, space_name=name, finished_at=None
    )
    try:
        with transaction.atomic():
            found = standing.first()
            if found is not None:
                return found
            row = SelfCheck(
                sheet=sheet, unit=unit, town=town_of(unit), organisation=organisation, space_name=name, by=by
            )
            row.full_clean()
            row.save()
            log(row, "practice.check_start", user=by, data={"sheet": sheet.key, "version": sheet.version})
            return row
    except IntegrityError:
        # Somebody else of the unit began the same check at this moment.
        return standing.get()


@transaction.atomic
def save_check(
    *, check: SelfCheck, by: User, answers: Mapping[str, Mapping[str, Any]], plan: str, finish: bool = False
) -> SelfCheck:
    """Keep the answers ({key: {"fit", "words"}}) and the plan; with `finish` they are frozen from then on.

    Finished already stays as it is. Raises PermissionDenied for whoever does not write for the unit, NotPossible
    when others finished it with other answers meanwhile, ValidationError by key of the line and "plan" for what a
    finished sheet lacks.
    """
    if not can(by, check.unit, *UNIT_ROLES):
        raise PermissionDenied
    row = SelfCheck.objects.select_for_update(of=("self",)).select_related("sheet", "organisation").get(pk=check.pk)
    kept, said = _kept(row.sheet, answers), plan.strip()
    if row.finished_at is not None:
        if kept == row.answers and said == row.plan:
            return row
        raise NotPossible
    row.answers, row.plan, row.saved_at, row.by = kept, said, timezone.now(), by
    if finish:
        _check_complete(result_of(row.sheet.items, kept), said)
        row.finished_at = timezone.now()
    row.full_clean(exclude=["sheet", "unit", "town", "organisation", "by", "answers"])
    row.save(update_fields=["answers", "plan", "saved_at", "by", "finished_at"])
    if finish:
        log(row, "practice.check_finish", user=by)
    return row


def _kept(sheet: CheckSheet, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    found = {}
    for item in sheet.items:
        answer = answers.get(item["key"], {})
        fit, words = str(answer.get("fit", "")), str(answer.get("words", "")).strip()[:WORDS_LENGTH]
        if fit in Met.values or words:
            found[item["key"]] = {"fit": fit if fit in Met.values else "", "words": words}
    return found


def _check_complete(result: Result, plan: str) -> None:
    missing: dict[str, Any] = {}
    for line in result.lines:
        if line.fit is None:
            missing[line.key] = _("Please choose one.")
    for key in open_lines(result):
        missing.setdefault(key, _("Say in a few words what is missing."))
    if result.todo and not plan:
        missing["plan"] = _("Not everything is done yet: say what you do next, who does it, and until when.")
    if missing:
        raise ValidationError(missing)


@transaction.atomic
def review_check(*, check: SelfCheck, by: User, words: str) -> SelfCheck:
    """Answer a finished check for the town, once; answered already stays as it is.

    Raises PermissionDenied for whoever does not review for the unit, or filled it in; NotPossible before it is
    finished.
    """
    if not can(by, check.unit, *CONFIRMING_ROLES):
        raise PermissionDenied
    rows = SelfCheck.objects.select_for_update(of=("self",)).select_related("unit", "organisation")
    row = rows.get(pk=check.pk)
    if row.reviewed_at is not None:
        return row
    if row.finished_at is None:
        raise NotPossible
    if row.by_id == by.pk:
        raise PermissionDenied
    said = words.strip()
    if not said or len(said) > REVIEW_LENGTH:
        raise ValidationError({"words": _("Say in at most 300 characters what you think of it.")})
    row.reviewed_by, row.reviewed_at, row.review = by, timezone.now(), said
    row.save(update_fields=["reviewed_by", "reviewed_at", "review"])
    log(row, "practice.check_review", user=by)
    tell_checked(row)
    return row
