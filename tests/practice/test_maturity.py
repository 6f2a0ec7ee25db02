"""Stages of brands: by tables, and by properties that hold for every rule."""

from hypothesis import given
from hypothesis import strategies as st

from practice.enums import STAGE_ORDER, BrandStage
from practice.maturity import COUNT, FIGURES, FIRST_CRITERIA, SIGNED, next_stage, stage_of, verdicts

FORMED = {"cases": 1, "actors": 3}
MODEL = FORMED | {"proven": 1, "courses": 1}
EXPORTING = MODEL | {"begun": 2, "confirmed": 1}
BOTH = {"rules", "lasting"}


def test_each_stage_asks_for_all_before_it():
    assert stage_of(FIRST_CRITERIA, {}, ()) == BrandStage.SEED
    assert stage_of(FIRST_CRITERIA, FORMED, ()) == BrandStage.SEED
    assert stage_of(FIRST_CRITERIA, FORMED, {"rules"}) == BrandStage.FORMED
    assert stage_of(FIRST_CRITERIA, MODEL, BOTH) == BrandStage.MODEL
    assert stage_of(FIRST_CRITERIA, EXPORTING, BOTH) == BrandStage.EXPORTING
    assert stage_of(FIRST_CRITERIA, EXPORTING, {"lasting"}) == BrandStage.SEED


def test_a_stage_without_criteria_is_reached_by_nobody():
    assert stage_of([], EXPORTING, BOTH) == BrandStage.SEED
    only = [one for one in FIRST_CRITERIA if one["stage"] != BrandStage.FORMED]
    assert stage_of(only, EXPORTING, BOTH) == BrandStage.SEED


def test_an_unknown_figure_is_never_met():
    odd = [{"key": "x", "stage": "formed", "label": "x", "kind": COUNT, "figure": "charm", "least": 1}]
    assert [(one.met, one.figure) for one in verdicts(odd, {"cases": 9}, ())] == [(False, 0)]


def test_the_next_stage():
    assert [next_stage(stage) for stage in STAGE_ORDER] == [*STAGE_ORDER[1:], None]


figures = st.fixed_dictionaries({name: st.integers(0, 6) for name in FIGURES})
signed = st.sets(st.sampled_from(["a", "b", "c"]))
criterion = st.one_of(
    st.fixed_dictionaries(
        {"key": st.sampled_from("xyz"), "stage": st.sampled_from(STAGE_ORDER[1:]), "label": st.just("…"),
         "kind": st.just(COUNT), "figure": st.sampled_from(list(FIGURES)), "least": st.integers(1, 6)}
    ),
    st.fixed_dictionaries(
        {"key": st.sampled_from("abc"), "stage": st.sampled_from(STAGE_ORDER[1:]), "label": st.just("…"),
         "kind": st.just(SIGNED), "figure": st.just(""), "least": st.just(0)}
    ),
)  # fmt: skip
rules = st.lists(criterion, max_size=8)


@given(rules, figures, signed, st.sampled_from(list(FIGURES)), st.sampled_from("abc"))
def test_more_never_leads_down_and_taking_it_back_leads_where_it_was(rule, counted, names, figure, name):
    before = stage_of(rule, counted, names)
    more = stage_of(rule, counted | {figure: counted[figure] + 1}, names | {name})
    assert STAGE_ORDER.index(more) >= STAGE_ORDER.index(before)
    assert stage_of(rule, dict(counted), set(names)) == before


@given(rules, figures, signed)
def test_every_criterion_up_to_the_stage_is_met(rule, counted, names):
    at = STAGE_ORDER.index(stage_of(rule, counted, names))
    found = verdicts(rule, counted, names)
    assert all(one.met for one in found if STAGE_ORDER.index(one.stage) <= at)
