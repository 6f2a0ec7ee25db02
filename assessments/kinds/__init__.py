"""The kinds of questions. Adding one touches this folder only."""

from assessments.kinds.by_hand import CaseAnalysis, ShortAnswer
from assessments.kinds.contract import ChoiceFacts, InvalidAnswer, Kind, Value
from assessments.kinds.fill_blank import FillBlank
from assessments.kinds.matching import Matching
from assessments.kinds.multiple import Multiple
from assessments.kinds.numeric import Numeric
from assessments.kinds.ordering import Ordering
from assessments.kinds.single import Single
from assessments.kinds.true_false import TrueFalse

ALL = (Single(), Multiple(), TrueFalse(), FillBlank(), Numeric(), Ordering(), Matching(), ShortAnswer(), CaseAnalysis())
KINDS: dict[str, Kind] = {kind.key: kind for kind in ALL}


def kind_of(key: str) -> Kind:
    """The kind with this key; KeyError for one that does not exist (any more)."""
    return KINDS[key]


def kind_choices() -> list[tuple[str, object]]:
    """For form and model fields."""
    return [(key, kind.label) for key, kind in KINDS.items()]


__all__ = ["KINDS", "ChoiceFacts", "InvalidAnswer", "Kind", "Value", "kind_choices", "kind_of"]
