"""What a password must be, and the temporary ones that administrators hand out. Pure but for the unit names."""

import secrets
import string
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Organisation

# Without characters that are mistaken for each other on paper or read out over the telephone (0 O o, 1 l I, …).
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
KINDS = (string.ascii_lowercase, string.ascii_uppercase, string.digits)


def temporary_password() -> str:
    """Two groups of four such as Kmwd-7p4x: about 2^38 possibilities, used once and replaced at the first login."""
    head = secrets.choice(LETTERS.upper()) + "".join(secrets.choice(LETTERS) for _step in range(3))
    tail = secrets.choice(DIGITS) + "".join(secrets.choice(LETTERS + DIGITS) for _step in range(3))
    return f"{head}-{tail}"


class KindsValidator:
    """Three of four kinds: lower case, upper case, digits, everything else (common practice for graded protection)."""

    def __init__(self, kinds: int = 3) -> None:
        self.kinds = kinds

    def validate(self, password: str, user=None) -> None:
        present = [any(character in kind for character in password) for kind in KINDS]
        present.append(any(all(character not in kind for kind in KINDS) for character in password))
        if sum(present) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        return _("Use at least three of these: small letters, capital letters, digits, other signs.")


class UnitNameValidator:
    """A password must not be built on the name of a unit: those are the first that people try here."""

    def validate(self, password: str, user=None) -> None:
        plain = "".join(password.lower().split())
        if any(word in plain for word in _unit_words()):
            raise ValidationError(
                _("The password contains the name of a place or unit here. Choose something else."),
                code="password_unit_name",
            )

    def get_help_text(self) -> str:
        return _("Do not use names of places or units in the district.")


def _unit_words() -> frozenset[str]:
    """Names, keys and pinyin of all units, without blanks; short ones are left out as they occur by chance."""
    rows = Organisation.objects.values_list("slug", "name_short", "pinyin").order_by("pk")
    return _words(tuple(rows))


@lru_cache(maxsize=2)
def _words(rows: tuple[tuple[str, str, str], ...]) -> frozenset[str]:
    words = set()
    for slug, name, pinyin in rows:
        spoken = pinyin.lower().split()
        # 番禺区 is also guessed as 番禺, "pan yu qu" as panyu.
        words |= {slug.lower(), name, name[:-1], "".join(spoken), "".join(spoken[:-1])}
    return frozenset(word for word in words if len(word) >= (2 if not word.isascii() else 5))
