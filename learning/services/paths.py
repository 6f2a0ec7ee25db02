"""Following a learning path, saying what came of a step, and keeping the day a path was completed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NoticeKind
from accounts.models import User
from accounts.services import notify
from learning.models import LearningPath, PathFollower, PathStep, StepNote
from learning.paths import WRITTEN, path_states

WORDS_LENGTH = 500


@transaction.atomic
def follow_path(*, path: LearningPath, learner: User) -> PathFollower:
    """Follow a path that is offered; following already is as good. Raises PermissionDenied for any other."""
    if not path.is_open:
        raise PermissionDenied
    row, _made = PathFollower.objects.select_for_update(of=("self",)).get_or_create(path=path, learner=learner)
    if row.left_at is not None:
        row.left_at = None
        row.save(update_fields=["left_at"])
    complete_paths(learner=learner)
    row.refresh_from_db()
    return row


@transaction.atomic
def leave_path(*, path: LearningPath, learner: User) -> None:
    """Follow it no more. What was done stays; a completed path stays completed."""
    rows = PathFollower.objects.filter(path=path, learner=learner, completed_at=None, left_at=None)
    rows.update(left_at=timezone.now())


@transaction.atomic
def note_step(*, step: PathStep, learner: User, words: str) -> StepNote:
    """Say what came of a case or a task; said again, the new words stand.

    Raises PermissionDenied for whoever does not follow the path, ValidationError by field.
    """
    followed = PathFollower.objects.filter(path=step.path_id, learner=learner, left_at=None)
    if step.kind not in WRITTEN or not followed.exists():
        raise PermissionDenied
    said = words.strip()
    if not said:
        raise ValidationError({"words": _("Write a sentence on what came of it.")})
    if len(said) > WORDS_LENGTH:
        raise ValidationError({"words": _("At most %(count)d characters.") % {"count": WORDS_LENGTH}})
    note, _made = StepNote.objects.update_or_create(step=step, learner=learner, defaults={"words": said})
    complete_paths(learner=learner)
    return note


@transaction.atomic
def complete_paths(*, learner: User) -> list[PathFollower]:
    """Keep the day for every followed path of which all that is needed is done, and tell the person once."""
    rows = PathFollower.objects.select_for_update(of=("self",)).filter(learner=learner, left_at=None, completed_at=None)
    waiting = {row.path_id: row for row in rows}
    if not waiting:
        return []
    found = []
    for state in path_states(LearningPath.objects.filter(pk__in=waiting), learner):
        if not state.needed or state.done < state.total:
            continue
        row = waiting[state.path.pk]
        row.completed_at = timezone.now()
        row.save(update_fields=["completed_at"])
        words = _("You have completed the learning path “%(title)s”.") % {"title": state.path.title}
        url = reverse("learning:path", args=[state.path.uuid])
        notify(users=[learner], kind=NoticeKind.RESULT, text=words, url=url, key=f"path:{row.pk}")
        found.append(row)
    return found
