"""The developer documentation: its links lead somewhere, and the list of dependencies is complete."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.lms.tooling import ROOT

PAGES = sorted([*ROOT.glob("README*.md"), ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)")
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


def links(text):
    """Relative targets of a page, without what code samples show."""
    found = LINK.findall(re.sub(r"`[^`\n]*`", "", FENCED.sub("", text)))
    return [unquote(target.partition("#")[0]) for target in found if not ELSEWHERE.match(target)]


def dead(page):
    return [target for target in links(page.read_text(encoding="utf-8")) if not (page.parent / target).exists()]


def dependencies():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return sorted({re.split(r"[\[<>=!~; ]", requirement)[0].lower() for names in lists for requirement in names})


def test_links_are_found_and_code_is_passed_over():
    shown = "[a](b.md#c) ![d](e%20f.png) [g](https://h.example) [i](#j) [![o](p.png)](q.md)"
    text = f"{shown}\n```\n[k](l.md)\n```\n`[m](n.md)`"
    assert links(text) == ["b.md", "e f.png", "p.png", "q.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_to_a_file(page):
    assert dead(page) == []


@pytest.mark.parametrize("name", dependencies())
def test_every_direct_dependency_has_its_reason(name):
    text = (ROOT / "docs" / "decisions" / "0017-dependencies.md").read_text(encoding="utf-8").lower()
    assert f"`{name}`" in text


def commands():
    return sorted(path.stem for path in ROOT.glob("*/management/commands/*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", [*commands(), "publish_scheduled", "clearsessions", "update_index", "db_worker"])
def test_whoever_runs_the_site_is_told_of_every_command(name):
    assert re.search(rf"\b{name}\b", (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8"))


def test_every_picture_of_a_page_is_shown_somewhere():
    texts = (page.read_text(encoding="utf-8") for page in PAGES)
    shown = {Path(target).name for text in texts for target in re.findall(r"[\w./-]+\.png", text)}
    assert {path.name for path in (ROOT / "docs" / "screenshots").glob("*.png")} <= shown


def test_decisions_are_numbered_once_and_named_by_their_number():
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(record.name[:4]) for record in records]
    titles = [int(re.match(r"# (\d+)\. ", record.read_text(encoding="utf-8"))[1]) for record in records]
    assert len(set(numbers)) == len(numbers)
    assert titles == numbers
