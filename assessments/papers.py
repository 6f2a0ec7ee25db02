"""Drawing questions and freezing them into a paper. Plain data in, plain data out; chance is handed in.

A paper is {"version": 1, "settings": {"title", "pass_mark", "feedback", "minutes"}, "items": [item, …]} and an item
{"uid", "revision_id", "kind", "stem", "image", "points", "partial"} plus what its kind adds ("choices") and, where it
quotes one, "case": {"title", "number", "version", "url"}. The answer key is {"version": 1, "items": {uid: {"partial",
"explanation", "source", …}}} and kept apart: it never leaves the server.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from assessments.kinds import ChoiceFacts, kind_of

PAPER_VERSION = 1


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """What a draw needs to know of a question that may be asked."""

    id: int
    bank: int
    category: str
    difficulty: int


@dataclass(frozen=True, slots=True)
class Draw:
    """Take `count` questions of a bank; an empty category or difficulty takes any."""

    bank: int
    count: int
    points: int
    category: str = ""
    difficulty: int | None = None

    def takes(self, question: PoolQuestion) -> bool:
        return (
            question.bank == self.bank
            and self.category in ("", question.category)
            and self.difficulty in (None, question.difficulty)
        )


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question as it stands now, ready to be frozen."""

    uid: str
    revision_id: int | None
    kind: str
    stem: str
    explanation: str
    choices: Sequence[ChoiceFacts]
    image: dict | None = None
    source: dict | None = None
    partial: bool = False
    case: dict | None = None


@dataclass(slots=True)
class Drawn:
    """The outcome of drawing: question ids with their points in the order of the rules; `missing` says, by the
    position of the rule, how many questions the bank lacks."""

    picks: list[tuple[int, int]] = field(default_factory=list)
    missing: dict[int, int] = field(default_factory=dict)


def draw(rules: Sequence[Draw], pool: Iterable[PoolQuestion], taken: Iterable[int], random: Random) -> Drawn:
    """Draw for each rule from what the others leave over; no question twice, none of `taken`.

    The narrowest pool is served first, so that a rule for "any question" does not eat what a stricter one needs.
    """
    questions = list(pool)
    used = set(taken)
    fitting = [[question.id for question in questions if rule.takes(question)] for rule in rules]
    picks: dict[int, list[tuple[int, int]]] = {}
    missing: dict[int, int] = {}
    for index in sorted(range(len(rules)), key=lambda i: len(fitting[i])):
        rule = rules[index]
        free = [question_id for question_id in fitting[index] if question_id not in used]
        chosen = random.sample(free, min(rule.count, len(free)))
        used.update(chosen)
        picks[index] = [(question_id, rule.points) for question_id in chosen]
        if len(chosen) < rule.count:
            missing[index] = rule.count - len(chosen)
    return Drawn(picks=[pick for index in range(len(rules)) for pick in picks[index]], missing=missing)


def freeze(
    questions: Sequence[tuple[QuestionFacts, int]], *, settings: dict, shuffle_choices: bool, random: Random
) -> tuple[dict, dict]:
    """The paper and its key for questions with their points, in the given order."""
    items, keys = [], {}
    for facts, points in questions:
        kind = kind_of(facts.kind)
        shown = {
            "uid": facts.uid, "revision_id": facts.revision_id, "kind": facts.kind, "stem": facts.stem,
            "image": facts.image, "points": points, "partial": facts.partial,
        }  # fmt: skip
        if facts.case:
            shown["case"] = facts.case
        items.append(shown | kind.paper_part(facts.choices, random if shuffle_choices else None))
        keys[facts.uid] = kind.key_part(facts.choices) | {
            "partial": facts.partial, "explanation": facts.explanation, "source": facts.source,
        }  # fmt: skip
    paper = {"version": PAPER_VERSION, "settings": settings, "items": items}
    return paper, {"version": PAPER_VERSION, "items": keys}
