"""Questions about submissions that more than one service asks."""

from django.db.models import QuerySet

from accounts.enums import Role
from accounts.models import Organisation, User
from accounts.queries import can, people_with
from cases.models import Rubric, Submission
from cases.workflow import Step


def rubric_in_force() -> Rubric:
    """The rubric of today. Raises Rubric.DoesNotExist where none was set up (`manage.py setup_site` does)."""
    found = Rubric.objects.in_force().first()
    if found is None:
        raise Rubric.DoesNotExist
    return found


def has_interest(user: User, submission: Submission) -> bool:
    """Whether `user` has to recuse: works in the submitting unit or below it, or had a hand in the text."""
    if submission.contributor_id == user.pk or submission.sections.filter(saved_by=user).exists():
        return True
    posts = user.memberships.current().filter(organisation__path__startswith=submission.unit.path)
    return posts.exists()


def may_take(user: User, submission: Submission, step: Step) -> bool:
    """Whether `user` holds a role at the unit that this step asks for."""
    return can(user, submission.unit, *step.roles)


def reviewers_of(submission: Submission, *roles: Role) -> QuerySet[User]:
    """Whom to tell about a submission: holders of `roles` at or above its unit who need not recuse."""
    at_home = User.objects.filter(
        memberships__in=_posts_within(submission.unit),
    )
    return (
        people_with(submission.unit, *roles).exclude(pk__in=at_home.values("pk")).exclude(pk=submission.contributor_id)
    )


def contributors_of(submission: Submission) -> QuerySet[User]:
    """Everybody who may answer for the draft: contributors of its unit, and whoever began it."""
    return people_with(submission.unit, Role.CASE_CONTRIBUTOR) | User.objects.filter(
        pk=submission.contributor_id, is_active=True
    )


def town_of(unit: Organisation) -> Organisation | None:
    """The town `unit` is or belongs to; None for the district and what hangs from it directly."""
    paths = [unit.path[:end] for end in range(unit.steplen, len(unit.path) + 1, unit.steplen)]
    return Organisation.objects.towns().filter(path__in=paths).first()


def _posts_within(unit: Organisation):
    return unit.memberships.model.objects.current().filter(organisation__path__startswith=unit.path)
