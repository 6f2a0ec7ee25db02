"""The tree of units can be loaded again and again."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.models import Organisation
from accounts.services import LoadReport, load_organisations
from tests import factories

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[2] / "accounts" / "data" / "organisations.json"


@pytest.fixture(autouse=True)
def _no_units(db):
    Organisation.objects.all().delete()


def row(slug, parent="panyu", **values):
    level = "district" if parent is None else "town"
    return {
        "slug": slug, "parent": parent, "level": level, "unit_type": level, "name_full": slug, "name_short": slug,
    } | values  # fmt: skip


def test_the_shipped_file_makes_the_district_with_sixteen_towns():
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    assert load_organisations(rows) == LoadReport(created=len(rows))
    assert Organisation.objects.get(slug="shiqi").get_parent().slug == "panyu"
    assert Organisation.objects.towns().count() == 16
    towns = list(Organisation.objects.towns().values_list("sort_order", flat=True))
    assert towns == sorted(towns)
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_loading_twice_changes_nothing(capsys):
    call_command("load_organisations")
    call_command("load_organisations")
    count = Organisation.objects.count()
    assert capsys.readouterr().out.splitlines()[1] == f"0 created, 0 changed, 0 moved, {count} unchanged"


def test_a_child_may_stand_before_its_parent_in_the_file():
    load_organisations([row("shiqi"), row("panyu", None)])
    assert Organisation.objects.get(slug="shiqi").get_parent().slug == "panyu"


def test_a_changed_order_moves_the_unit_among_its_siblings():
    rows = [row("panyu", None), row("dashi", sort_order=1), row("shiqi", sort_order=2)]
    load_organisations(rows)
    assert load_organisations([*rows[:2], row("shiqi", sort_order=0)]) == LoadReport(changed=1, unchanged=2)
    assert list(Organisation.objects.towns().values_list("slug", flat=True)) == ["shiqi", "dashi"]


def test_a_new_parent_moves_the_unit_with_people_and_everything_below():
    rows = [row("panyu", None), row("dashi"), row("shiqi"), row("fuyong", "dashi", level="village")]
    load_organisations(rows)
    worker = factories.person(Organisation.objects.get(slug="fuyong"))
    assert load_organisations([*rows[:3], row("fuyong", "shiqi", level="village")]) == LoadReport(moved=1, unchanged=3)
    moved = Organisation.objects.get(slug="fuyong")
    assert (moved.get_parent().slug, list(moved.memberships.values_list("user", flat=True))) == ("shiqi", [worker.pk])


def test_a_unit_missing_in_the_file_stays():
    load_organisations([row("panyu", None), row("dashi")])
    load_organisations([row("panyu", None)])
    assert Organisation.objects.filter(slug="dashi").exists()


@pytest.mark.parametrize("rows", [[row("a", "nobody")], [row("a", None), row("a", None)]])
def test_a_file_that_does_not_fit_is_refused_as_a_whole(rows):
    with pytest.raises(ValidationError):
        load_organisations([row("panyu", None), *rows])
    assert not Organisation.objects.exists()


def test_a_former_name_without_a_known_day_is_never_printed_for_a_day():
    load_organisations([row("panyu", None, name_full="番禺区", former_names=[{"name": "番禺市", "until": None}])])
    unit = Organisation.objects.get()
    assert unit.name_on(unit.valid_from or __import__("datetime").date(1990, 1, 1)) == "番禺区"
