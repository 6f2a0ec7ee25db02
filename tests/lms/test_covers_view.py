"""Covers by address: drawn once, kept by the browser, the same everywhere."""

import pytest
from django.urls import reverse

from courses.palettes import palette_of
from courses.templatetags.covers import cover_url
from covers import seed_for
from tests import factories


@pytest.fixture
def address(db):
    factories.course()
    return cover_url("five_society", "五社联动基础")


def test_a_cover_is_a_drawing_kept_for_a_year(client, address):
    response = client.get(address)
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.startswith(b"<svg ")


def test_a_browser_that_has_it_is_not_sent_it_again(client, address):
    etag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_wide_and_square_differ(client, address):
    square = cover_url("five_society", "五社联动基础", "square")
    assert client.get(square).content != client.get(address).content


@pytest.mark.parametrize(
    "path",
    [
        "/covers/v1/culture/pink-0123456789abcdef-wide.svg",
        "/covers/v1/culture/cui-0123456789abcdef-round.svg",
        "/covers/v1/culture/cui-xyz-wide.svg",
        "/covers/v1/cul<ture/cui-0123456789abcdef-wide.svg",
        "/covers/culture/cui-0123456789abcdef-wide.svg",
    ],
)
def test_addresses_that_were_never_given_out_are_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_an_unknown_theme_still_has_a_cover(client, db):
    assert client.get(reverse("cover", args=[1, "later-theme", "cui", seed_for("某课"), "wide"])).status_code == 200


def test_neighbours_in_the_catalog_differ_and_a_new_course_changes_no_cover(db):
    titles = [f"课程{number}" for number in range(8)]
    for title in titles[:6]:
        factories.course(title)
    before = [palette_of(title) for title in titles[:6]]
    for step in (1, 2, 3):
        assert all(one != other for one, other in zip(before, before[step:], strict=False))
    for title in titles[6:]:
        factories.course(title)
    assert palette_of(titles[7]) not in {palette_of(title) for title in titles[4:7]}
    assert [palette_of(title) for title in titles[:6]] == before
