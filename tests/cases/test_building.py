"""From sections to a page and back: nothing is lost on the way."""

import pytest

from cases.building import fill, sections_of
from cases.enums import CostBand
from cases.models import CasePage
from lms.demo.case_01 import CASE
from lms.demo.loader_cases import sections_from
from tests import factories
from tests.cases.library_builders import library

pytestmark = pytest.mark.django_db
NOT_ON_THE_PAGE = {"pictures"}


def without_ids(sections: dict) -> dict:
    """Rows carry a number of their own while they are typed; the contact never reaches the page."""
    found = {}
    for key, data in sections.items():
        if key in NOT_ON_THE_PAGE:
            continue
        found[key] = {
            name: [{k: v for k, v in row.items() if k != "id"} if isinstance(row, dict) else row for row in value]
            if isinstance(value, list)
            else value
            for name, value in data.items()
            if name != "contact"
        }
    return found


def test_a_page_made_from_sections_says_the_same_when_it_is_taken_apart_again():
    case = fill(CasePage(organisation=factories.unit("shiqiao")), sections_from(CASE), {})
    assert without_ids(sections_of(case)) == without_ids(sections_from(CASE))


def test_the_page_and_its_revision_keep_every_part():
    case = fill(CasePage(organisation=factories.unit("shiqiao"), live=False), sections_from(CASE), {})
    library().add_child(instance=case)
    revision = case.save_revision()
    stored = CasePage.objects.get(pk=case.pk)
    for found in (stored, revision.as_object()):
        assert without_ids(sections_of(found)) == without_ids(sections_from(CASE))


def test_the_cost_band_follows_the_money_and_nothing_else():
    sections = sections_from(CASE)
    case = fill(CasePage(organisation=factories.unit("shiqiao")), sections, {})
    assert case.cost_band == CostBand.MEDIUM
    for row in sections["resources"]["resources"]:
        row["kind"] = "goods"
    assert fill(case, sections, {}).cost_band == CostBand.NONE


def test_what_cannot_be_read_is_left_out_and_breaks_nothing():
    sections = sections_from(CASE)
    sections["resources"]["resources"][0] |= {"kind": "money", "yuan": "五百"}
    sections["approach"]["steps"].append({"id": "x", "when": "", "title": " ", "text": ""})
    case = fill(CasePage(organisation=factories.unit("shiqiao")), sections, {})
    assert case.resources.all()[0].yuan is None
    assert len(case.steps.all()) == len(CASE.steps)
