"""A person's own reading list: keep a case, write a note to it, let it go."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cases.models import CasePage, ReadingItem

NOTE_LENGTH = 2000


@transaction.atomic
def keep_case(*, user: User, case: CasePage) -> ReadingItem:
    """Put a public case on the list; one that is there already stays as it is. Raises CasePage.DoesNotExist."""
    public = CasePage.objects.in_library().get(pk=case.pk)
    item, _created = ReadingItem.objects.get_or_create(user=user, case=public)
    return item


@transaction.atomic
def drop_case(*, user: User, case: CasePage) -> None:
    """Take a case off the list, its note with it; gone already is as good."""
    ReadingItem.objects.filter(user=user, case=case).delete()


@transaction.atomic
def note_case(*, user: User, item: ReadingItem, text: str) -> ReadingItem:
    """Write what this person thinks of the case; an empty text takes the note away.

    Raises ValidationError when it is too long, PermissionError for somebody else's entry.
    """
    if item.user_id != user.pk:
        raise PermissionError
    text = text.replace("\r\n", "\n").strip()
    if len(text) > NOTE_LENGTH:
        words = {"limit": NOTE_LENGTH, "count": len(text)}
        raise ValidationError(_("A note holds up to %(limit)d characters; this one has %(count)d.") % words)
    item.note = text
    item.full_clean(validate_constraints=False)
    item.save(update_fields=["note", "updated_at"])
    return item
