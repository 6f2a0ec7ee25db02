"""The CMS searches in Chinese too: explorer, choosers, libraries and snippet lists, whatever is typed."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from tests import factories
from tests.courses.builders import stored_document, stored_image
from tests.lms.search import hostile

pytestmark = pytest.mark.django_db
# Those that once failed, and one of each kind: the whole list is tried below the screens in `test_backend`.
TYPED = [*[query for query in hostile.QUERIES if len(query) < 12][::3], 'a"b', "社\0区", "AND"]
SCREENS = (
    ("wagtailadmin_explore_root", "q"), ("wagtailadmin_pages:search", "q"), ("wagtailadmin_choose_page_search", "q"),
    ("wagtailimages:index", "q"), ("wagtailimages_chooser:choose_results", "q"), ("wagtaildocs:index", "q"),
    ("wagtaildocs_chooser:choose_results", "q"), ("courses:index", "q"), ("synonyms:index", "q"), ("search", "q"),
    ("wagtailsnippets_assessments_question:list", "q"), ("search_suggestions", "q"),
    ("wagtailsnippetchoosers_assessments_question:choose_results", "q"),
)  # fmt: skip


@pytest.fixture
def editor(login):
    return login(factories.person(None, Role.AUTHOR, Role.DISTRICT_ADMIN, is_superuser=True))


@pytest.mark.parametrize(("screen", "name"), SCREENS)
def test_no_screen_fails_whatever_is_typed(editor, screen, name):
    factories.course("社区")
    answers = {typed: editor.get(reverse(screen), {name: typed}, follow=True).status_code for typed in TYPED}
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("typed", ["联动", "聯動", "ld"])
def test_explorer_and_chooser_find_inside_a_title(editor, typed):
    factories.course("五社联动基础")
    for screen in ("wagtailadmin_pages:search", "wagtailadmin_choose_page_search"):
        assert "五社联动基础" in editor.get(reverse(screen), {"q": typed}).content.decode()
    explorer = reverse("wagtailadmin_explore", args=[factories.catalog().pk])
    assert "五社联动基础" in editor.get(explorer, {"q": typed}).content.decode()


def test_libraries_find_inside_a_title(editor):
    stored_image("架空层改造前的照片")
    stored_document("议事会纪要模板.pdf")
    assert "架空层改造前" in editor.get(reverse("wagtailimages:index"), {"q": "改造"}).content.decode()
    assert "议事会纪要" in editor.get(reverse("wagtaildocs:index"), {"q": "紀要"}).content.decode()
