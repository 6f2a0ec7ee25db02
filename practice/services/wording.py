"""What people write to each other is checked here before it is kept."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from practice.privacy import private_numbers


def tidy(text: str) -> str:
    """Line ends alike, nothing around it."""
    return text.replace("\r\n", "\n").replace("\0", "").strip()


def refuse_numbers(**texts: str) -> None:
    """Raise ValidationError by field for texts with what looks like a telephone or identity number.

    It is not asked back, as in a case: nothing here needs a number, because answers arrive in the inbox.
    """
    found = {field: private_numbers(text) for field, text in texts.items()}
    wrong = {
        field: _("“%(number)s” looks like a telephone or identity number. Please take it out: answers reach you here.")
        % {"number": numbers[0]}
        for field, numbers in found.items()
        if numbers
    }
    if wrong:
        raise ValidationError(wrong)
