"""The number by which a case is cited: AL-2026-shiqiao-0007. Pure."""

PREFIX = "AL"


def case_number(year: int, town: str, serial: int) -> str:
    """The serial has four digits at least; the ten-thousandth case of a year gets five rather than a used number."""
    if serial < 1:
        raise ValueError("Serials begin with 1.")
    return f"{PREFIX}-{year:04d}-{town}-{serial:04d}"
