"""Counting the chain, by table; what the numbers mean is told by where a row comes from and where it went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.chain import CaseFact, Facts, ReplicationFact, UseFact, at_link, counts, gaps, part_of, part_of_case
from reports.enums import Gap, Link

EAST, WEST, VILLAGE = "00010001", "00010002", "000100020001"
FACTS = Facts(
    cases=(CaseFact(1, EAST), CaseFact(2, EAST), CaseFact(3, WEST)),
    uses=(UseFact(1, 10, 100), UseFact(1, 11, 100), UseFact(3, 11, 100), UseFact(3, 12, 101)),
    quizzes={100: 2},
    replications=(
        ReplicationFact(50, 1, EAST, VILLAGE, succeeded=True, confirmed=True, new_case=3),
        ReplicationFact(51, 1, EAST, WEST, succeeded=True),
        ReplicationFact(52, 2, EAST, VILLAGE, succeeded=True, confirmed=True),
        ReplicationFact(53, 3, WEST, EAST, is_stuck=True),
    ),
)


def numbers(path: str) -> list[int]:
    return list(counts(part_of(FACTS, path), FACTS.quizzes, 7).values())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", [3, 3, 2, 7, 4, 2, 1]),
        (EAST, [2, 2, 2, 7, 4, 2, 1]),
        (WEST, [1, 2, 2, 7, 4, 2, 1]),
        (VILLAGE, [0, 0, 0, 7, 2, 2, 1]),
        ("0002", [0, 0, 0, 7, 0, 0, 0]),
    ],
)
def test_a_place_counts_its_cases_what_became_of_them_and_what_it_took_over(path, expected):
    assert numbers(path) == expected


def test_what_a_place_took_and_what_it_gave_are_told_apart():
    assert [(part_of(FACTS, path).taken, part_of(FACTS, path).given) for path in (EAST, WEST, VILLAGE)] == [
        (1, 3), (3, 1), (2, 0),
    ]  # fmt: skip


def test_every_gap_names_what_is_missing():
    assert gaps(part_of(FACTS, ""), FACTS.quizzes) == {
        Gap.UNTAUGHT: (2,),
        Gap.UNTESTED: (101,),
        Gap.UNPRACTICED: (),
        Gap.STUCK: (53,),
        Gap.UNCONFIRMED: (51,),
        Gap.UNWRITTEN: (52,),
    }


def test_a_case_that_is_taught_and_that_nobody_took_over_is_a_gap():
    taught = Facts(cases=(CaseFact(1, EAST),), uses=(UseFact(1, 10, 100),))
    assert gaps(part_of_case(taught, 1), {})[Gap.UNPRACTICED] == (1,)


def test_one_case_has_a_chain_of_its_own():
    part = part_of_case(FACTS, 1)
    assert (counts(part, FACTS.quizzes, 4)[Link.REPLICATIONS], part.given, sorted(part.lessons)) == (2, 2, [10, 11])


def test_empty_gaps_are_not_shown_and_each_is_shown_once():
    found = dict.fromkeys(Gap, 2) | {Gap.STUCK: 0}
    shown = [gap for link in Link for gap, _number in at_link(found, link)]
    assert sorted(shown) == sorted(set(Gap) - {Gap.STUCK})


paths = st.sampled_from(["0001", EAST, WEST, VILLAGE])
rows = st.builds(
    ReplicationFact, pk=st.integers(1, 99), case=st.integers(1, 5), source=paths, adopter=paths, is_stuck=st.booleans(),
    succeeded=st.booleans(), confirmed=st.booleans(), new_case=st.none() | st.integers(1, 5),
)  # fmt: skip


@given(
    st.lists(st.builds(CaseFact, pk=st.integers(1, 5), path=paths), unique_by=lambda fact: fact.pk),
    st.lists(st.builds(UseFact, case=st.integers(1, 5), lesson=st.integers(1, 9), course=st.integers(1, 3))),
    st.lists(rows, unique_by=lambda row: row.pk),
)
def test_a_place_never_counts_more_than_the_place_above_it(cases, uses, replications):
    facts = Facts(tuple(cases), tuple(uses), {1: 1}, tuple(replications))
    above, below = (list(counts(part_of(facts, path), facts.quizzes, 0).values()) for path in (WEST, VILLAGE))
    assert all(small <= large for small, large in zip(below, above, strict=True))
