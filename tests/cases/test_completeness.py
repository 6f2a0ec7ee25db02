"""What a draft lacks, said at the field: by tables, and by drafts of any shape."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.completeness import completeness, day, personal_data, whole_number
from cases.sections import BY_KEY, SECTIONS
from lms.demo.case_01 import CASE
from lms.demo.loader_cases import sections_from


def full() -> dict:
    """A draft with nothing missing."""
    drafted = sections_from(CASE)
    drafted["pictures"]["pictures"] = [
        {"file": "1", "caption": "议事", "alt": "榕树下的圆桌", "photographer": "", "consent": True}
    ]
    return drafted


def gaps(drafted: dict) -> list[tuple[str, str, int | None]]:
    return [(gap.section, gap.field, gap.row) for gap in completeness(drafted).gaps]


def test_an_empty_draft_has_nothing_and_lacks_every_section():
    found = completeness({})
    assert (found.percent, {state.mark for state in found.states}) == (0, {"empty"})
    assert len(found.open_sections) == len(SECTIONS)


def test_a_full_draft_is_complete():
    found = completeness(full())
    assert (found.percent, found.complete, {state.mark for state in found.states}) == (100, True, {"done"})


@pytest.mark.parametrize(
    ("section", "field", "value", "row"),
    [
        ("basics", "title", " ", None),
        ("basics", "title", "字" * 41, None),
        ("basics", "theme", "no-such-theme", None),
        ("basics", "start_date", "去年", None),
        ("basics", "start_date", "2999-01-01", None),
        ("basics", "themes", ["volunteer", "culture", "digital", "dispute"], None),
        ("summary", "summary", "太短", None),
        ("results", "indicators", [{"id": "1", "name": "投诉", "unit": "件", "before": "9", "after": "2",
                                    "better": "down", "source": "", "as_of": "2026-05-01"}], 0),
        ("results", "indicators", [{"id": "1", "name": "投诉", "unit": "件", "before": "9", "after": "2",
                                    "better": "down", "source": "台账", "as_of": ""}], 0),
        ("resources", "resources", [{"id": "1", "kind": "money", "text": "茶水", "source": "基金", "yuan": "五百"}], 0),
        ("conditions", "conditions", [{"id": "1", "kind": "needed", "text": "有楼长"},
                                      {"id": "2", "kind": "needed", "text": "有场地"}], None),
        ("pictures", "secrecy", False, None),
        ("pictures", "pictures", [{"file": "1", "caption": "议事", "alt": "", "consent": True}], 0),
        ("pictures", "pictures", [{"file": "1", "caption": "议事", "alt": "圆桌", "consent": False}], 0),
    ],
)  # fmt: skip
def test_each_fault_is_named_at_its_place(section, field, value, row):
    drafted = full()
    drafted[section][field] = value
    assert gaps(drafted) == [(section, field, row)]
    assert completeness(drafted).percent < 100


def test_an_empty_row_that_was_only_opened_is_no_fault():
    drafted = full()
    drafted["results"]["indicators"].append({"id": "9", "name": "", "unit": " ", "better": ""})
    assert gaps(drafted) == []


@given(st.sets(st.sampled_from([(s.key, f.key) for s in SECTIONS for f in s.fields if f.required])))
def test_taking_something_away_never_raises_the_percentage(taken):
    drafted = full()
    before = completeness(drafted).percent
    for section, field in sorted(taken):
        drafted[section][field] = None
        now = completeness(drafted).percent
        assert now <= before
        before = now
    assert {(section, field) for section, field, _row in gaps(drafted)} == taken


@given(st.text(max_size=40), st.sampled_from([(s.key, f.key) for s in SECTIONS for f in s.fields]))
def test_whatever_was_typed_is_judged_and_not_changed(typed, place):
    section, field = place
    drafted = full()
    if isinstance(drafted[section].get(field), list):
        return
    drafted[section][field] = typed
    before = copy.deepcopy(drafted)
    assert 0 <= completeness(drafted).percent <= 100
    assert drafted == before


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2026-9-30", "2026-09-30"), ("2026年9月30日", "2026-09-30"), ("2026/09/30", "2026-09-30"),
     ("2026.9.30", "2026-09-30"), ("2026-02-30", None), ("昨天", None), ("", None)],
)  # fmt: skip
def test_days_are_read_as_people_write_them(typed, read):
    found = day(typed)
    assert (found.isoformat() if found else None) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("1200", 1200), ("1,200", 1200), ("1，200 ", 1200), ("五百", None), ("-3", None), ("1.5", None)]
)
def test_sums_are_whole_yuan(typed, read):
    assert whole_number(typed) == read


@pytest.mark.parametrize(
    ("section", "words", "kind"),
    [
        ("problem", "有事请打13800138000找他", "phone"),
        ("problem", "电话１３８００１３８０００", "phone"),
        ("voices", "身份证44011319800101123X", "identity"),
    ],
)
def test_personal_numbers_in_public_fields_are_found(section, words, kind):
    drafted = full()
    field = BY_KEY[section].fields[0].key
    drafted[section][field] += words
    assert [(found.section, found.field, found.kind) for found in personal_data(drafted)] == [(section, field, kind)]


def test_numbers_that_only_look_long_and_the_contact_are_left_alone():
    drafted = full()
    drafted["conditions"]["contact"] = "居民甲 13800138000"
    drafted["results"]["results"] += "编号913800138000123，台账第20261125001号"
    assert personal_data(drafted) == []
