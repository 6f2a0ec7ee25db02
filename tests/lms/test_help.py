"""Help: found by reader and by search, kept by the district, written once."""

import json

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from accounts.enums import Role
from lms.models import HelpFor, HelpIndexPage, HelpPage
from tests import factories

pytestmark = pytest.mark.django_db
WORDS = "彩色信封放在门卫室"


def index() -> HelpIndexPage:
    found = HelpIndexPage.objects.first()
    return found or factories.publish(factories.home(), HelpIndexPage(title="帮助", slug="help", intro="按事找"))


def page(title: str, reader: str = HelpFor.EVERYONE, body: str = f"<p>{WORDS}</p>") -> HelpPage:
    return factories.publish(index(), HelpPage(title=title, lead="一句话", reader=reader, body=body))


def readers(response) -> list[str]:
    return [reader.value for reader, _pages in response.context["groups"]]


def test_the_index_lists_what_is_live_by_reader(client):
    page("登录"), page("写案例", HelpFor.CONTRIBUTOR), page("还没写好", HelpFor.AUTHOR).unpublish()
    answer = client.get(reverse("help"))
    assert readers(answer) == ["everyone", "contributor"]
    assert "还没写好" not in answer.content.decode()


def test_what_is_written_for_ones_own_role_comes_first(login):
    page("登录"), page("写课", HelpFor.AUTHOR), page("写案例", HelpFor.CONTRIBUTOR)
    contributor = factories.person(None, Role.CASE_CONTRIBUTOR)
    assert readers(login(contributor).get("/help/")) == ["contributor", "everyone", "author"]


def test_a_page_shows_its_text_and_what_else_its_reader_needs(client):
    made = page("写案例", HelpFor.CONTRIBUTOR)
    page("报送之后", HelpFor.CONTRIBUTOR), page("登录")
    answer = client.get(made.url)
    assert WORDS in answer.content.decode()
    assert [other.title for other in answer.context["beside"]] == ["报送之后"]


def test_an_empty_index_says_whom_to_ask(client):
    index()
    assert "还没有发布帮助" in client.get("/help/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("who", "count"), [("stranger", 7), ("contributor", 10)])
def test_the_index_takes_a_fixed_number_of_queries(client, login, django_assert_num_queries, rows, who, count):
    for number in range(rows):
        page(f"事{number}", HelpFor.CONTRIBUTOR)
    if who != "stranger":
        client = login(factories.person(None, Role.CASE_CONTRIBUTOR))
    client.get("/help/")
    with django_assert_num_queries(count):
        client.get("/help/")


class TestSearch:
    def find(self, client, words: str = "彩色信封"):
        answer = client.get(reverse("search"), {"q": words, "tab": "help"}).context["answer"]
        return [hit.title for hit in answer.hits]

    def test_finds_the_text_of_a_page_and_says_for_whom_it_is(self, client):
        page("寄东西", HelpFor.LEARNER)
        answer = client.get(reverse("search"), {"q": "彩色信封", "tab": "help"}).context["answer"]
        assert [(hit.title, hit.place) for hit in answer.hits] == [("寄东西", "学员")]
        assert "<mark>彩色信封</mark>" in answer.hits[0].snippet

    def test_suggests_titles(self, client):
        page("寄东西")
        found = client.get(reverse("search_suggestions"), {"q": "jidongxi"}).json()["suggestions"]
        assert [(one["title"], one["kind"]) for one in found] == [("寄东西", "帮助")]

    def test_drafts_and_what_stands_below_a_hidden_index_are_not_found(self, client):
        page("寄东西"), page("收东西").unpublish()
        assert self.find(client) == ["寄东西"]
        index().unpublish()
        assert self.find(client) == []


class TestRights:
    def may(self, user, found: Page) -> tuple[bool, bool]:
        rights = found.permissions_for_user(user)
        return rights.can_edit(), rights.can_publish()

    def test_the_district_keeps_the_help(self):
        keeper = factories.person(factories.district(), Role.DISTRICT_ADMIN)
        assert self.may(keeper, page("登录")) == (True, True)
        assert index().permissions_for_user(keeper).can_add_subpage()

    @pytest.mark.parametrize("role", [Role.TOWN_ADMIN, Role.AUTHOR, Role.DISTRICT_REVIEWER])
    def test_nobody_else_does(self, role):
        at = factories.district() if role == Role.DISTRICT_REVIEWER else None
        assert self.may(factories.person(at, role), page("登录")) == (False, False)

    def test_an_administrator_granted_the_role_at_a_town_does_not(self):
        assert self.may(factories.person(None, Role.DISTRICT_ADMIN), page("登录")) == (False, False)


class TestSetUp:
    def test_every_reader_gets_a_page(self):
        call_command("setup_site")
        assert set(HelpPage.objects.live().values_list("reader", flat=True)) == set(HelpFor.values)

    def test_what_was_rewritten_or_deleted_stays_so(self):
        call_command("setup_site")
        HelpPage.objects.filter(slug="quiz").update(lead="我们的说法")
        HelpPage.objects.get(slug="inbox").delete()
        call_command("setup_site")
        assert HelpPage.objects.get(slug="quiz").lead == "我们的说法"
        assert not HelpPage.objects.filter(slug="inbox").exists()

    def test_each_text_is_listed_once(self):
        texts = settings.BASE_DIR / "lms" / "texts"
        listed = [row["slug"] for row in json.loads((texts / "help.json").read_text(encoding="utf-8"))]
        assert sorted(listed) == sorted(path.stem for path in (texts / "help").glob("*.html"))
