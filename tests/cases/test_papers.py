"""The PDF of a case, and the library as open data: complete, safe to open, and without what is not public."""

import csv
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import printing
from cases.models import CasePage
from cases.open_data import COLUMNS
from tests import factories
from tests.cases.library_builders import case, library, many, proof_file
from typesetting.engine import weasyprint_problem

pytestmark = pytest.mark.django_db


def read(response) -> str:
    return b"".join(response.streaming_content).decode()


def table(client) -> list[dict]:
    text = read(client.get("/cases/cases.csv"))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def cases_json(client) -> dict:
    return json.loads(read(client.get("/cases/cases.json")))


def test_the_files_hold_what_the_pages_say(client):
    page = case(elements=("community", "community_fund"), themes=("volunteer",), authors="市桥街道办")
    (row,) = table(client)
    assert tuple(row) == COLUMNS
    assert (row["number"], row["elements"], row["further_themes"]) == (
        page.number,
        "community community_fund",
        "volunteer",
    )
    assert row["address"].endswith(page.url)
    data = cases_json(client)
    (whole,) = data["cases"]
    assert (data["version"], data["license"]) == (1, "CC BY 4.0")
    assert whole["indicators"] == [
        {
            "name": "谈成的楼栋",
            "unit": "栋",
            "before": "2",
            "after": "9",
            "better": "up",
            "source": "社区台账",
            "as_of": "2026-05-31",
        }
    ]
    assert {key: whole[key] for key in ("title", "start_date", "authors")} == {
        "title": "榕树下的楼长会", "start_date": "2025-10-01", "authors": "市桥街道办",
    }  # fmt: skip


def test_what_is_not_public_is_in_no_file(client):
    shown = case("看得见的")
    proof_file(shown, factories.person(name="上传的人"), is_public=False)
    case("抽屉里的草稿", live=False)
    case("撤下的案例").unpublish()
    for text in (read(client.get("/cases/cases.csv")), read(client.get("/cases/cases.json"))):
        assert "看得见的" in text
        hidden = ("抽屉", "撤下", "上传的人", "先让学员猜结果", "record.pdf", "case_files")
        assert [word for word in hidden if word in text] == []


def test_no_cell_is_run_as_a_formula(client):
    case("=1+1", summary="＝HYPERLINK", unit_name="@sum", subtitle="-2")
    (row,) = table(client)
    assert [row[name] for name in ("title", "summary", "unit", "subtitle")] == ["'=1+1", "'＝HYPERLINK", "'@sum", "'-2"]
    assert cases_json(client)["cases"][0]["title"] == "=1+1"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_whoever_has_the_file_already_is_told_so(client, kind):
    page = case()
    url = f"/cases/cases.{kind}"
    etag = client.get(url).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    page.unpublish()
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_an_empty_library_gives_empty_files(client):
    library()
    assert table(client) == []
    assert cases_json(client)["cases"] == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_file_costs_the_same_for_one_case_and_three(client, kind, rows):
    many(rows)
    with CaptureQueriesContext(connection) as sent:
        read(client.get(f"/cases/cases.{kind}"))
    # What has changed last, the cases, their eight kinds of parts, the root of the site.
    assert len(sent) == 11, [query["sql"][:80] for query in sent]


def test_an_english_reader_gets_the_same_file(client):
    case()
    chinese = read(client.get("/cases/cases.csv"))
    client.cookies["django_language"] = "en"
    assert read(client.get("/cases/cases.csv")) == chinese


@pytest.fixture
def paper(settings, tmp_path):
    if problem := weasyprint_problem():
        pytest.skip(problem)
    settings.MEDIA_ROOT = str(tmp_path)


def pdf_url(page: CasePage) -> str:
    return f"/case/library/{page.translation_key}/pdf/"


def kept(page: CasePage) -> list[str]:
    return default_storage.listdir(f"{printing.FOLDER}/{page.translation_key}")[1]


@pytest.mark.usefixtures("paper")
def test_the_paper_is_made_once_for_a_version(client, monkeypatch):
    page = case()
    first = read_bytes(client.get(pdf_url(page)))
    assert first.startswith(b"%PDF")
    (name,) = kept(page)
    monkeypatch.setattr(printing, "make_pdf", lambda page: pytest.fail("made anew"))
    assert read_bytes(client.get(pdf_url(page))) == first
    monkeypatch.undo()
    CasePage.objects.filter(pk=page.pk).update(evidence_level=4)
    assert read_bytes(client.get(pdf_url(page))) != first
    assert len(kept(page)) == 1 and kept(page) != [name]


@pytest.mark.usefixtures("paper")
def test_a_paper_leaves_nothing_behind_when_a_character_is_missing(client):
    page = case(summary="笑脸\U0001f600不在字库里")
    response = client.get(pdf_url(page))
    assert response.status_code == 503
    assert "字库里缺少这些字：\U0001f600" in response.content.decode()


def test_without_the_engine_the_page_says_so(client, monkeypatch):
    def broken(page):
        raise OSError("no pango")

    monkeypatch.setattr(printing, "make_pdf", broken)
    response = client.get(pdf_url(case("从未印过的")))
    assert response.status_code == 503
    assert "暂时无法生成PDF" in response.content.decode()


def test_there_is_no_paper_of_what_is_not_public(client):
    page = case("撤下的案例")
    page.unpublish()
    for hidden in (page, case("抽屉里的草稿", live=False)):
        assert client.get(pdf_url(hidden)).status_code == 404


def read_bytes(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)
