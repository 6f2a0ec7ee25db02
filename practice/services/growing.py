"""A replication that worked becomes a case of its own, which points back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import User
from accounts.queries import can
from cases.models import Submission
from cases.services.drafting import save_section, start_submission
from practice.enums import EntryKind, PartKind, ReplicationOutcome, ReplicationState
from practice.models import Replication
from practice.services.holding import locked, show_anew
from practice.spreading import NotPossible

GROWN = (ReplicationOutcome.SUCCEEDED, ReplicationOutcome.PARTLY)


def may_grow(row: Replication) -> bool:
    """Whether a case can be written from it: evaluated, and it worked at least in part."""
    return row.state == ReplicationState.EVALUATED and row.outcome in GROWN


@transaction.atomic
def start_new_case(*, replication: Replication, by: User) -> Submission:
    """Begin a submission of the adopting unit from what the record says; the one that was begun when there is one.

    Theme, kind of place, aim, what was kept and changed, milestones and result are put in; everything can be
    rewritten. Raises PermissionDenied for whoever does not contribute for the adopting unit, NotPossible before it
    has worked at least in part.
    """
    row = locked(replication)
    if not can(by, row.adopter, Role.CASE_CONTRIBUTOR):
        raise PermissionDenied
    if row.submission is not None:
        return row.submission
    if not may_grow(row):
        raise NotPossible
    made = start_submission(unit=row.adopter, by=by)
    case = row.case
    save_section(
        submission=made, key="basics", version=0, by=by,
        data={"title": "", "theme": case.theme, "place_type": case.place_type, "stage": "running",
              "start_date": row.begun_on.isoformat() if row.begun_on else "", "outcome": "worked"},
    )  # fmt: skip
    for key, data in _drafted(row).items():
        save_section(submission=made, key=key, data=data, version=0, by=by)
    row.submission = made
    row.save(update_fields=["submission"])
    show_anew(row)
    log(row, "practice.new_case", user=by, data={"case": case.number})
    return made


def _drafted(row: Replication) -> dict[str, dict]:
    parts = list(row.parts.all())
    lines = [_line(part) for part in parts if part.kind != PartKind.KEEP]
    changed = "\n".join(line for line in lines if line)
    steps = [
        {"id": str(entry.uuid)[-12:], "when": f"{entry.on.year}年{entry.on.month}月", "title": entry.title[:20],
         "text": (entry.text or entry.title)[:160]}
        for entry in row.entries.filter(kind=EntryKind.MILESTONE, struck_at=None).order_by("on", "pk")[:8]
    ]  # fmt: skip
    found: dict[str, dict] = {"problem": {"problem": row.aim}}
    if steps:
        found["approach"] = {"approach": changed, "steps": steps}
    if row.result:
        found["results"] = {"results": row.result}
    return found


def _line(part) -> str:
    why = f"（{part.why}）" if part.why else ""
    return f"{part.what}：{part.how}{why}" if part.how else f"{part.what}{why}"
