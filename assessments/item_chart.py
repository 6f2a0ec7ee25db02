"""Questions as marks on a plane: to the right what is easy, upwards what tells people apart. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.enums import Verdict
from assessments.item_statistics import TOO_EASY, TOO_HARD, WEAK
from assessments.items import ItemReport

# What lies lower is drawn at the edge; its figure stands in the table.
LOWEST, HIGHEST = -0.4, 1.0
ACROSS, UPWARDS = (0.0, TOO_HARD, 0.6, TOO_EASY), (-0.4, 0.0, WEAK, 0.6, 1.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One question on the plane, in percent from the left and from the top. `look`: something is to be looked at."""

    number: int
    x: str
    y: str
    look: bool


@dataclass(frozen=True, slots=True)
class Tick:
    place: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """`good` is the field (x, y, width, height) in which a question is neither easy nor hard and tells people apart."""

    marks: list[Mark]
    across: list[Tick]
    upwards: list[Tick]
    good: tuple[str, str, str, str]
    words: str


def chart_of(items: Iterable[ItemReport]) -> Chart | None:
    """The chart of all questions whose discrimination is known; None where there is none."""
    known = [item for item in items if item.figures.discrimination is not None]
    if not known:
        return None
    marks = [
        Mark(item.number, _right(item.figures.facility or 0), _down(item.figures.discrimination or 0), _look(item))
        for item in known
    ]
    return Chart(
        marks=marks, across=[Tick(_right(value), f"{value:.0%}") for value in ACROSS],
        upwards=[Tick(_down(value), signed(value, 1)) for value in UPWARDS],
        good=(_right(TOO_HARD), "0%", _right(TOO_EASY - TOO_HARD), _down(WEAK)), words=_words(known),
    )  # fmt: skip


def signed(value: float, places: int = 2) -> str:
    """A figure with a true minus sign, never minus zero."""
    text = f"{value:.{places}f}"
    return text.lstrip("-") if not float(text) else text.replace("-", "−")


def _right(value: float) -> str:
    return f"{value * 100:.1f}%"


def _down(value: float) -> str:
    inside = min(max(value, LOWEST), HIGHEST)
    return f"{(HIGHEST - inside) / (HIGHEST - LOWEST) * 100:.1f}%"


def _look(item: ItemReport) -> bool:
    """A choice nobody takes is no matter of the plane."""
    return bool(set(item.verdicts) - {Verdict.UNCHOSEN})


def _words(items: list[ItemReport]) -> str:
    """The chart for whoever does not see it: which questions lie outside the good field, and why."""
    by_verdict: dict[Verdict, list[str]] = defaultdict(list)
    for item in items:
        for verdict in item.verdicts:
            if verdict != Verdict.UNCHOSEN:
                by_verdict[verdict].append(str(item.number))
    parts = [_("%(count)d questions in the chart.") % {"count": len(items)}]
    parts += [
        _("%(verdict)s: question %(numbers)s.") % {"verdict": verdict.label, "numbers": "、".join(numbers)}
        for verdict, numbers in by_verdict.items()
    ]
    if not by_verdict:
        parts.append(_("None needs a look."))
    return " ".join(parts)
