"""How an invite code is written: Crockford's 32 letters and digits, without I, L, O and U. Pure."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def normal_code(typed: str) -> str:
    """The code a person meant: small letters, spaces, hyphens, full-width forms and look-alikes are forgiven."""
    kept = []
    for char in typed:
        # Full-width letters and digits, as Chinese input methods write them, stand 0xFEE0 above their ASCII twins.
        plain = chr(ord(char) - 0xFEE0) if "！" <= char <= "～" else char
        if plain.isascii() and plain.isalnum():
            kept.append(plain.upper())
    return "".join(kept).translate(_LOOKALIKES)


def spoken(code: str) -> str:
    """Two groups of four, as printed and read out."""
    return f"{code[:4]}-{code[4:]}" if len(code) == LENGTH else code
