"""Help wanted: post, ask an expert, answer, thank, and say how it ended."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import can, people_with
from cases.models import CasePage
from cases.queries import town_of
from practice.enums import HelpState
from practice.models import HelpAnswer, HelpPost, Replication, VisitSite
from practice.models.help import ANSWERING_ROLES
from practice.models.replications import WORKING_ROLES
from practice.proposals import matching_cases
from practice.services.telling_help import (
    tell_answered,
    tell_ended,
    tell_expert,
    tell_knowing_units,
    tell_thanked,
)
from practice.services.wording import refuse_numbers, tidy

MOST_CASES = 4
# As many units learn of a new post as it has best proposals; a district-wide call would be noise.
TOLD_UNITS = 3


class Over(Exception):
    """The post has ended; nothing more can be said to it until it is taken up again."""


@transaction.atomic
def post_help(
    *, unit: Organisation, by: User, title: str, problem: str, place_type: str, theme: str, key: UUID,
    tried: str = "", support: Iterable[str] = (),
) -> HelpPost:  # fmt: skip
    """Ask for help in the name of `unit`. `key` names the form: sent twice it is one post.

    Raises PermissionDenied for whoever neither contributes nor reviews there, ValidationError by field.
    """
    if not can(by, unit, *WORKING_ROLES):
        raise PermissionDenied
    found = HelpPost.objects.filter(uuid=key, created_by=by).first()
    if found is not None:
        return found
    texts = {"title": tidy(title), "problem": tidy(problem), "tried": tidy(tried)}
    refuse_numbers(**texts)
    post = HelpPost(
        uuid=key, unit=unit, town=town_of(unit), created_by=by, place_type=place_type, theme=theme,
        support=list(support), **texts,
    )  # fmt: skip
    post.full_clean()
    post.save()
    log(post, "practice.help_posted", user=by, data={"unit": unit.slug})
    units = {case.organisation_id: case.organisation for case in matching_cases(post) if case.organisation_id}
    units.pop(unit.pk, None)
    tell_knowing_units(post, list(units.values())[:TOLD_UNITS])
    return post


def locked(post: HelpPost) -> HelpPost:
    """The row, held: what is said to it and how it ends come one after the other."""
    rows = HelpPost.objects.select_for_update(of=("self",)).select_related("unit", "created_by")
    return rows.get(pk=post.pk)


def _own(post: HelpPost, by: User) -> HelpPost:
    row = locked(post)
    if not can(by, row.unit, *WORKING_ROLES):
        raise PermissionDenied
    return row


@transaction.atomic
def ask_expert(*, post: HelpPost, expert: User, by: User) -> HelpPost:
    """Put the post into the inbox of an expert of the unit; asked twice, the expert reads it once.

    Raises Over, PermissionDenied, ValidationError for somebody who is no expert there.
    """
    row = _own(post, by)
    if not row.is_open:
        raise Over
    if not people_with(row.unit, Role.EXPERT).filter(pk=expert.pk).exists():
        raise ValidationError(_("This person is no expert for your unit."))
    tell_expert(row, expert)
    log(row, "practice.help_expert_asked", user=by, data={"expert": expert.pk})
    return row


@transaction.atomic
def answer_help(
    *, post: HelpPost, unit: Organisation, by: User, text: str, key: UUID,
    cases: Iterable[CasePage] = (), invites_to: VisitSite | None = None,
) -> HelpAnswer:  # fmt: skip
    """Answer in the name of `unit`. `key` names the form: sent twice it is one answer.

    Raises Over, PermissionDenied without a role there or for the asking unit itself, ValidationError by field (also
    when more cases are named than `MOST_CASES`, or the site is none of that unit).
    """
    row = locked(post)
    found = HelpAnswer.objects.filter(uuid=key, by=by, post=row).first()
    if found is not None:
        return found
    role = answering_role(by, unit)
    if role is None or unit.pk == row.unit_id or not HelpPost.objects.visible_to(by).filter(pk=row.pk).exists():
        raise PermissionDenied
    if not row.is_open:
        raise Over
    named = _public(cases)
    _check_site(invites_to, unit)
    words = tidy(text)
    refuse_numbers(text=words)
    answer = HelpAnswer(uuid=key, post=row, by=by, unit=unit, role=role, text=words, invites_to=invites_to)
    answer.full_clean()
    answer.save()
    answer.cases.set(named)
    row.state, row.changed_at = HelpState.ANSWERED, timezone.now()
    row.save(update_fields=["state", "changed_at"])
    log(row, "practice.help_answered", user=by, data={"answer": str(answer.uuid), "unit": unit.slug})
    tell_answered(answer)
    return answer


def answering_role(user: User, unit: Organisation) -> Role | None:
    """As what `user` may answer for `unit`: the first of their roles there, or none."""
    return next((role for role in ANSWERING_ROLES if can(user, unit, role)), None)


def _public(cases: Iterable[CasePage]) -> list[CasePage]:
    wanted = {case.pk for case in cases}
    if len(wanted) > MOST_CASES:
        raise ValidationError({"cases": _("Please name four cases at the most.")})
    return list(CasePage.objects.in_library().filter(pk__in=wanted))


def _check_site(site: VisitSite | None, unit: Organisation) -> None:
    if (
        site is not None
        and not VisitSite.objects.public().filter(pk=site.pk, unit__path__startswith=unit.path).exists()
    ):
        raise ValidationError({"invites_to": _("You can invite to sites of your own unit that receive visitors.")})


@transaction.atomic
def thank(*, answer: HelpAnswer, by: User) -> HelpAnswer:
    """The asking unit says thank you; once is enough. Raises PermissionDenied for anybody else."""
    _own(answer.post, by)
    row = HelpAnswer.objects.select_for_update(of=("self",)).select_related("post__unit", "by").get(pk=answer.pk)
    if row.thanked_at is None:
        row.thanked_at = timezone.now()
        row.save(update_fields=["thanked_at"])
        log(row.post, "practice.help_thanked", user=by, data={"answer": str(row.uuid)})
        tell_thanked(row)
    return row


@transaction.atomic
def mark_solved(
    *, post: HelpPost, by: User, outcome: str, case: CasePage | None = None, replication: Replication | None = None
) -> HelpPost:
    """Say that the problem is solved, how, and what it was that helped. Twice is once.

    Raises Over when it was closed, PermissionDenied, ValidationError by field (a case that is not public, a
    replication of another unit).
    """
    row = _own(post, by)
    if case is not None and not CasePage.objects.in_library().filter(pk=case.pk).exists():
        raise ValidationError({"case": _("Please choose a case of the library.")})
    if replication is not None and not row.unit.covers(replication.adopter):
        raise ValidationError({"replication": _("Please choose a replication of your own unit.")})
    if row.state == HelpState.SOLVED:
        return row
    row.solved_by_case, row.replication = case, replication
    return _end(row, HelpState.SOLVED, by, outcome, _("%(unit)s has solved it: %(title)s"))


@transaction.atomic
def close(*, post: HelpPost, by: User, outcome: str) -> HelpPost:
    """Take the post away without a solution, with the reason; only the unit and those who answered read it then.

    Twice is once. Raises Over when it was solved, PermissionDenied, ValidationError without a reason.
    """
    row = _own(post, by)
    if row.state == HelpState.CLOSED:
        return row
    return _end(row, HelpState.CLOSED, by, outcome, _("%(unit)s no longer asks for help: %(title)s"))


def _end(row: HelpPost, state: HelpState, by: User, outcome: str, words: str) -> HelpPost:
    if not row.is_open:
        raise Over
    row.outcome = tidy(outcome)
    if not row.outcome:
        raise ValidationError({"outcome": _("Please say it in a sentence; those who answered will read it.")})
    refuse_numbers(outcome=row.outcome)
    now = timezone.now()
    row.state, row.ended_by, row.ended_at, row.changed_at = state, by, now, now
    row.full_clean()
    row.save()
    log(row, f"practice.help_{state.value}", user=by)
    tell_ended(row, words)
    return row


@transaction.atomic
def reopen(*, post: HelpPost, by: User) -> HelpPost:
    """Take the post up again, as answered if there are answers. What is open stays as it is."""
    row = _own(post, by)
    if row.is_open:
        return row
    row.state = HelpState.ANSWERED if row.answers.exists() else HelpState.OPEN
    row.ended_by, row.ended_at, row.outcome = None, None, ""
    row.solved_by_case, row.replication, row.changed_at = None, None, timezone.now()
    row.full_clean()
    row.save()
    log(row, "practice.help_reopened", user=by)
    return row
