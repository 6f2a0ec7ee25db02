"""Matching (配对题): each row is a pair; the learner finds the second half for each first one."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from string import ascii_uppercase

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.kinds.contract import ChoiceFacts, Value, part_of
from assessments.kinds.writing import PlacesKind


class Matching(PlacesKind):
    """`text` is the first half, `match` the second. The value names, for each first half, the chosen second one."""

    key = "matching"
    label = gettext_lazy("Matching")
    hint = gettext_lazy("Points only when every pair is right.")
    partial_hint = gettext_lazy("Each right pair earns its part.")
    also_called = ("配对", "连线题", "匹配题")
    sheet_help = gettext_lazy("One pair in each option, with an equals sign between its halves.")
    second_sign = "＝="
    rows_help = gettext_lazy("One pair in each row: the first half as text, the other half as its second part.")
    answer_template = "assessments/kinds/matching.html"
    result_template = "assessments/kinds/matching_result.html"

    def problems(self, choices: Sequence[ChoiceFacts], stem: str = "") -> list[str]:
        found, texts = [], [choice.text.strip() for choice in choices]
        if len(choices) < 2:
            found.append(_("Matching needs at least two pairs."))
        if len(choices) > 10:
            found.append(_("More than ten pairs cannot be matched on a phone."))
        if any(not choice.match.strip() for choice in choices):
            found.append(_("Every row needs its second part."))
        if len(set(texts)) < len(texts):
            found.append(_("Two rows say the same."))
        return found

    def paper_part(self, choices: Sequence[ChoiceFacts], random: Random | None) -> dict:
        lefts = [choice.text.strip() for choice in choices]
        # Sorted when not drawn: the order in which they were written is the answer.
        rights = sorted({choice.match.strip() for choice in choices})
        if random is not None:
            random.shuffle(lefts)
            random.shuffle(rights)
        elif rights == [choice.match.strip() for choice in choices]:
            rights = [*rights[1:], rights[0]]
        return {"lefts": lefts, "rights": rights}

    def key_part(self, choices: Sequence[ChoiceFacts]) -> dict:
        return {"pairs": {choice.text.strip(): choice.match.strip() for choice in choices}}

    def fits(self, item: dict, key: dict) -> bool:
        return set(key["pairs"]) == set(item["lefts"]) and set(key["pairs"].values()) <= set(item["rights"])

    def places(self, item: dict) -> int:
        return len(item["lefts"])

    def allowed(self, item: dict) -> set[str]:
        return set(item["rights"])

    def share(self, item: dict, key: dict, value: Value) -> Decimal:
        given = dict(zip(item["lefts"], value or [], strict=False))
        right = sum(given.get(left) == match for left, match in key["pairs"].items())
        return part_of(right, len(key["pairs"]), bool(key.get("partial")))

    def answer_context(self, item: dict, value: Value) -> dict:
        chosen = value or [""] * len(item["lefts"])
        lettered = zip(ascii_uppercase, item["rights"], strict=False)
        return {
            "pairs": [{"left": left, "chosen": entry} for left, entry in zip(item["lefts"], chosen, strict=True)],
            "rights": [{"letter": letter, "text": text} for letter, text in lettered],
        }  # fmt: skip

    def review(self, item: dict, key: dict, value: Value) -> dict:
        pairs = self.answer_context(item, value)["pairs"]
        for pair in pairs:
            match = key["pairs"][pair["left"]]
            pair |= {"match": match, "right": pair["chosen"] == match}
        return {"pairs": pairs}

    def describe(self, item: dict, value: Value) -> str:
        pairs = zip(item["lefts"], value or [], strict=False)
        return "；".join(f"{left}—{entry}" for left, entry in pairs if entry)

    def counted(self, item: dict, value: Value) -> tuple[str, ...]:
        # Papers show the halves in different orders: the same answer is counted as the same.
        pairs = sorted(zip(item["lefts"], value or [], strict=False))
        words = "；".join(f"{left}—{entry}" for left, entry in pairs if entry)
        return (words,) if words else ()
