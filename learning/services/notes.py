"""Writing in the notebook."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from learning.models import Note


@transaction.atomic
def save_note(*, learner, unit: Page, text: str, note: Note | None = None) -> Note:
    """Write a new note, or change `note`, which must be the learner's own. The same new text twice is one note.

    Raises ValidationError when the text is empty or too long, PermissionError for somebody else's note.
    """
    text = _checked(text)
    if note is None:
        note = Note.objects.filter(learner=learner, unit=unit, block="", text=text).first()
        note = note or Note(learner=learner, unit_id=unit.pk)
    elif note.learner_id != learner.pk:
        raise PermissionError
    note.text = text
    note.full_clean(validate_constraints=False)
    note.save()
    return note


@transaction.atomic
def save_reflection(*, learner, unit: Page, block: str, prompt: str, text: str) -> Note:
    """Keep the answer to a reflection prompt; one per prompt, the last one stands."""
    note, _created = Note.objects.update_or_create(
        learner=learner, unit_id=unit.pk, block=block, defaults={"prompt": prompt[:200], "text": _checked(text)}
    )
    return note


def delete_note(*, learner, note: Note) -> None:
    """Throw a note of one's own away."""
    if note.learner_id != learner.pk:
        raise PermissionError
    note.delete()


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ValidationError(_("Write something first."))
    if len(text) > 5000:
        raise ValidationError(_("A note holds up to 5,000 characters; this one has %(count)d.") % {"count": len(text)})
    return text
