"""The figures of a question, from plain rows: known cases by table, and what must hold whatever the rows are."""

from random import Random
from statistics import correlation, fmean

import pytest

from assessments.enums import Verdict
from assessments.item_statistics import LEAST, LEAST_TIMED, Taken, figures, reliability, verdicts


def rows(signs: str, rests: list[float] | None = None) -> list[Taken]:
    """One row a sign: 1 right (chose A), 0 wrong (chose B), c wrong (chose C), h half right, - empty. Without `rests`
    learners are in rising order of what they know."""
    shares = {"1": 1.0, "h": 0.5}
    names = {"1": ("A",), "0": ("B",), "c": ("C",), "h": ("A", "B"), "-": ()}
    rests = rests or [place / len(signs) for place in range(len(signs))]
    return [Taken(rest, shares.get(sign, 0.0), names[sign]) for sign, rest in zip(signs, rests, strict=True)]


# signs, facility, discrimination, upper-lower index (None: not known)
CASES = {
    "the weak fail and the good solve it": ("0000011111", 0.5, 0.870, 1.0),
    "the good fail it": ("1111100000", 0.5, -0.870, -1.0),
    "everybody solves it": ("1111111111", 1.0, None, 0.0),
    "nobody solves it": ("0000000000", 0.0, None, 0.0),
    "nothing to do with the rest": ("1001001001", 0.4, 0.0, 0.0),
    "half points": ("0000hhhh11", 0.4, 0.930, 0.833),
    "nine learners are too few": ("000011111", 5 / 9, None, None),
    "one learner": ("1", 1.0, None, None),
}


@pytest.mark.parametrize(("signs", "facility", "discrimination", "outer"), CASES.values(), ids=CASES)
def test_known_cases(signs, facility, discrimination, outer):
    found = figures(rows(signs))
    assert found.taken == len(signs)
    assert found.facility == pytest.approx(facility)
    assert found.discrimination == (None if discrimination is None else pytest.approx(discrimination, abs=0.001))
    assert found.outer == (None if outer is None else pytest.approx(outer, abs=0.001))


def test_nothing_is_known_of_a_question_nobody_took():
    found = figures([], ["A", "B"])
    assert (found.taken, found.facility, found.discrimination, found.outer, found.seconds) == (
        0,
        None,
        None,
        None,
        None,
    )
    assert [(tally.name, tally.count) for tally in found.tallies] == [("A", 0), ("B", 0)]
    assert verdicts(found, offered=["A", "B"], right=["A"]) == []


@pytest.mark.parametrize("rests", [[0.5] * 10, [None] * 10], ids=["all alike", "no other question"])
def test_without_a_rest_that_varies_nothing_is_said_about_discrimination(rests):
    found = figures(rows("0101010101", rests))
    assert (found.facility, found.discrimination, found.outer) == (0.5, None, None)
    assert {tally.upper for tally in found.tallies} == {None}


def test_the_question_itself_is_no_part_of_what_it_is_compared_with():
    """Of ten unconnected questions each would correlate with the whole by about 0.3; with the rest by about 0."""
    chance = Random(3)
    answers = [[float(chance.random() < 0.5) for _question in range(10)] for _learner in range(2000)]
    taken = [Taken((sum(paper) - paper[0]) / 9, paper[0]) for paper in answers]
    whole = correlation([paper[0] for paper in answers], [sum(paper) for paper in answers])
    assert whole > 0.25
    assert abs(figures(taken).discrimination or 1) < 0.05


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_rows_figures_stay_in_their_bounds_and_the_order_does_not_matter(seed):
    chance = Random(seed)
    count = chance.randint(LEAST, 60)
    # Few different rests: many are level at the edge of the groups.
    made = rows("".join(chance.choices("10ch-", k=count)), [chance.randint(0, 4) / 4 for _row in range(count)])
    found = figures(made, "ABCD")
    mixed = list(made)
    chance.shuffle(mixed)
    again = figures(mixed, "ABCD")
    assert found.facility == pytest.approx(fmean(row.share for row in made))
    assert 0 <= found.facility <= 1
    assert -1 <= found.outer <= 1
    assert -1.000001 <= found.discrimination <= 1.000001
    assert again.discrimination == pytest.approx(found.discrimination)
    assert again.outer == pytest.approx(found.outer)
    assert [tally.name for tally in found.tallies] == list("ABCD")
    for one, other in zip(found.tallies, again.tallies, strict=True):
        assert (one.count, one.share) == (other.count, other.share)
        assert (one.upper, one.lower) == (pytest.approx(other.upper), pytest.approx(other.lower))
        assert -0.000001 <= one.upper <= 1.000001


def test_choices_are_counted_with_the_best_and_the_weakest():
    found = figures(rows("c0000111-1"), "ABCD")
    told = {tally.name: (tally.count, tally.upper, tally.lower) for tally in found.tallies}
    assert told["A"] == (4, pytest.approx(2 / 3), 0)
    assert told["B"] == (4, 0, pytest.approx(2 / 3))
    assert told["C"] == (1, 0, pytest.approx(1 / 3))
    assert told["D"] == (0, 0, 0)
    assert found.unanswered == 1


def test_the_time_is_the_median_of_what_is_known():
    known = [Taken(0.5, 1.0, ("A",), seconds) for seconds in (10, 20, 30, 40, 1000)]
    assert LEAST_TIMED == 5
    assert figures([*known, Taken(0.5, 1.0, ("A",))]).seconds == 30
    assert figures(known[1:]).seconds is None


V = Verdict
SAID = {
    "good": ("0000c11111", []),
    "too easy": ("0111111111" + "1" * 10, [V.TOO_EASY]),
    "all solve it": ("1111111111", [V.TOO_EASY]),
    "too hard": ("0000c00011", [V.TOO_HARD]),
    "does not discriminate": ("100c001001", [V.WEAK]),
    "negative": ("1111c00000", [V.NEGATIVE]),
    "negative and hard": ("11000c0000", [V.NEGATIVE, V.TOO_HARD]),
    "nobody chooses C": ("0000011111", [V.UNCHOSEN]),
    "too few": ("111100000", []),
}


@pytest.mark.parametrize(("signs", "said"), SAID.values(), ids=SAID)
def test_what_the_author_is_told(signs, said):
    assert verdicts(figures(rows(signs), "ABC"), offered="ABC", right="A") == said


def test_a_right_choice_nobody_takes_is_no_distractor():
    found = figures(rows("000000cccc"), "ABC")
    assert Verdict.UNCHOSEN not in verdicts(found, offered="ABC", right="A")


def test_reliability_of_right_and_wrong_is_kuder_richardson_20():
    papers = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]] * 2
    passed = [fmean(column) for column in zip(*papers, strict=True)]
    totals = [sum(paper) for paper in papers]
    spread = fmean((total - fmean(totals)) ** 2 for total in totals)
    kr20 = 4 / 3 * (1 - sum(p * (1 - p) for p in passed) / spread)
    assert reliability(papers) == pytest.approx(kr20) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], None), ([[1, 0]] * 9, None), ([[1]] * 10, None), ([[1, 0]] * 5 + [[0, 1]] * 5, None),
        ([[10, 10], [0, 0]] * 5, 1.0),
    ],
    ids=["no papers", "nine papers", "one question", "all totals alike", "two copies of a question"],
)  # fmt: skip
def test_reliability_at_its_edges(papers, expected):
    assert reliability(papers) == (None if expected is None else pytest.approx(expected))
