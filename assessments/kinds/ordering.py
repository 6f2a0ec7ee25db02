"""Putting in order (排序题): the rows stand in their right order, the learner gives each its place."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.contract import ChoiceFacts, Value, part_of
from assessments.kinds.writing import PlacesKind


def veiled(uid: str) -> str:
    """A name of a row that tells nothing: uids grow with time, and so does the right order."""
    return hashlib.sha256(uid.encode()).hexdigest()[:12]


class Ordering(PlacesKind):
    """The value gives each shown row, in the order shown, its place from "1" on."""

    key = "ordering"
    label = gettext_lazy("Put in order")
    hint = gettext_lazy("Points only when the whole order is right.")
    partial_hint = gettext_lazy("Each pair of neighbors in the right order earns its part.")
    also_called = ("排序",)
    sheet_help = gettext_lazy("The steps in their right order, one in each option; the answer stays empty.")
    rows_help = gettext_lazy("One step in each row, in the right order; learners see them shuffled.")
    answer_template = "assessments/kinds/ordering.html"
    result_template = "assessments/kinds/ordering_result.html"

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found, texts = [], [choice.text.strip() for choice in choices]
        if len(choices) < 3:
            found.append(_("Putting in order needs at least three rows."))
        if len(choices) > 10:
            found.append(_("More than ten rows cannot be ordered on a phone."))
        if len(set(texts)) < len(texts):
            found.append(_("Two rows say the same."))
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        # Never as written: that would be the answer. Where the paper is not shuffled, everybody sees the same order.
        order = sorted(choices, key=lambda choice: veiled(choice.uid))
        if random is not None:
            random.shuffle(order)
        if len(order) > 1 and order == list(choices):
            order = [*order[1:], order[0]]
        return {"rows": [{"id": veiled(choice.uid), "text": choice.text} for choice in order]}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        return {"order": [veiled(choice.uid) for choice in choices]}

    def fits(self, item: dict, key: dict) -> bool:
        return set(key["order"]) == {row["id"] for row in item["rows"]}

    def places(self, item: dict) -> int:
        return len(item["rows"])

    def allowed(self, item: dict) -> set[str]:
        return {str(place) for place in range(1, len(item["rows"]) + 1)}

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        # Half-filled, or two rows in one place: no order at all.
        if not value or "" in value or len(set(value)) < len(value):
            return Decimal(0)
        placed = sorted(zip(map(int, value), [row["id"] for row in item["rows"]], strict=True))
        chosen, right = [row for _place, row in placed], key["order"]
        if chosen == right:
            return Decimal(1)
        pairs = set(pairwise(right))
        kept = sum(pair in pairs for pair in pairwise(chosen))
        return part_of(kept, len(pairs), True) if key.get("partial") else Decimal(0)

    def answer_context(self, item: dict, value: Value) -> dict:
        places = value or [""] * len(item["rows"])
        rows = [row | {"place": place} for row, place in zip(item["rows"], places, strict=True)]
        return {"rows": rows, "places": [str(n) for n in range(1, len(rows) + 1)], "touched": value is not None}

    def review(self, item: dict, key: dict, value: Value) -> dict:
        texts = {row["id"]: row["text"] for row in item["rows"]}
        given = dict(zip([row["id"] for row in item["rows"]], value or [], strict=False))
        right = [
            {"place": str(n), "text": texts[row], "given": given.get(row, ""), "right": given.get(row) == str(n)}
            for n, row in enumerate(key["order"], start=1)
        ]
        return {"rows": right}

    def describe(self, item: dict, value: Value) -> str:
        rows = zip(value or [], [row["text"] for row in item["rows"]], strict=False)
        return " → ".join(text for place, text in sorted(rows, key=lambda pair: pair[0].zfill(3)) if place)
