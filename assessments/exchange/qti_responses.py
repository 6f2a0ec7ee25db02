"""What a QTI item declares to be right, and whether it is marked by the rules that every system knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from assessments.exchange.sources import local

TEMPLATES = {"match_correct", "map_response", "CC2_match", "CC2_match_basic", "CC2_map_response"}
# What the standard templates are written with; many programs write them out. The rest sets feedback, not marks.
STANDARD = {
    "responseCondition", "responseIf", "responseElse", "match", "isNull", "variable", "correct", "mapResponse",
    "setOutcomeValue", "baseValue", "equal", "not", "and",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declared:
    """One response: its type, the right values, and what each value earns where that is mapped."""

    base: str = ""
    cardinality: str = "single"
    correct: list[str] = field(default_factory=list)
    mapped: dict[str, Decimal] = field(default_factory=dict)

    def weight(self, value: str) -> float:
        """The percent of the points that a value earns."""
        if not self.mapped:
            share = 100 / (len(self.correct) or 1) if self.cardinality == "multiple" else 100
            return share if value in self.correct else 0
        if self.cardinality == "multiple":
            whole = sum(one for one in self.mapped.values() if one > 0)
        else:
            whole = max(self.mapped.values())
        earned = self.mapped.get(value, Decimal(0))
        if not whole or whole < 0:
            return 0
        if self.cardinality != "multiple" and value in self.correct:
            return 100
        return float(100 * earned / whole)

    def entries(self) -> Iterator[tuple[str, float]]:
        """What may be written, and what it earns: the right answers, then what else is mapped."""
        for value in dict.fromkeys([*self.correct, *self.mapped]):
            yield value, self.weight(value)

    def right_ones(self) -> list[str]:
        return self.correct or [value for value, earned in self.mapped.items() if earned > 0]


def _number(text: str | None) -> Decimal:
    try:
        found = Decimal((text or "").strip())
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and abs(found) < Decimal("1e9") else Decimal(0)


def declared(root: Element) -> dict[str, Declared]:
    """The responses of an item by their names. What values earn counts only where marking looks it up."""
    found, rules = {}, _processing(root)
    maps = rules is not None and (
        "map_response" in rules.get("template", "") or any(local(one) == "mapResponse" for one in rules.iter())
    )
    for one in root:
        if local(one) != "responseDeclaration":
            continue
        correct = [
            " ".join((value.text or "").split())
            for inside in one if local(inside) == "correctResponse"
            for value in inside if local(value) == "value"
        ]  # fmt: skip
        mapped = {
            " ".join(entry.get("mapKey", "").split()): _number(entry.get("mappedValue"))
            for entry in one.iter() if local(entry) == "mapEntry"
        }  # fmt: skip
        correct = [value for value in correct if value]
        base, cardinality = one.get("baseType", ""), one.get("cardinality", "single")
        found[one.get("identifier", "")] = Declared(base, cardinality, correct, mapped if maps or not correct else {})
    return found


def _processing(root: Element) -> Element | None:
    return next((one for one in root if local(one) == "responseProcessing"), None)


def judged_here(root: Element) -> bool:
    """Whether marking is by a standard template, named or written out, or is not told at all."""
    rules = _processing(root)
    if rules is None or not (rules.get("template") or len(rules)):
        return True
    if template := rules.get("template"):
        return template.rstrip("/").rpartition("/")[2].removesuffix(".xml") in TEMPLATES
    return {local(one) for one in rules.iter()} - {"responseProcessing"} <= STANDARD


def tolerance_of(root: Element) -> Callable[[str], str] | None:
    """How far off a right number may be, by that number; None where it is said in a way that is not known here."""
    rules = _processing(root)
    told = [one for one in rules.iter() if local(one) == "equal"] if rules is not None else []
    wide = [one for one in told if one.get("toleranceMode", "exact") != "exact"]
    if not wide:
        return lambda _text: ""
    sides = wide[0].get("tolerance", "").split()
    mode, off = wide[0].get("toleranceMode"), _number(sides[0]) if sides else Decimal(0)
    if len(wide) > 1 or len(set(sides)) != 1 or off <= 0 or mode not in ("absolute", "relative"):
        return None
    if mode == "absolute":
        return lambda _text: f"{off:f}"
    return lambda text: f"{abs(_number(text)) * off / 100:f}"
