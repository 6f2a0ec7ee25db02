"""One's own reading list: kept once, let go, noted, seen by nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CasePage, ReadingItem
from cases.services.reading import drop_case, keep_case, note_case
from tests import factories
from tests.cases.library_builders import case, many

pytestmark = pytest.mark.django_db


def test_two_clicks_make_one_entry_and_letting_go_twice_is_as_good():
    reader, page = factories.person(), case()
    assert keep_case(user=reader, case=page) == keep_case(user=reader, case=page)
    note_case(user=reader, item=reader.reading_items.get(), text="先分户谈\r\n")
    assert keep_case(user=reader, case=page).note == "先分户谈"
    drop_case(user=reader, case=page)
    drop_case(user=reader, case=page)
    assert not ReadingItem.objects.exists()


def test_a_draft_cannot_be_kept(login):
    draft = case("草稿", live=False)
    reader = factories.person()
    with pytest.raises(CasePage.DoesNotExist):
        keep_case(user=reader, case=draft)
    assert login(reader).post(f"/case/library/{draft.translation_key}/keep/").status_code == 404


def test_keeping_leads_back_to_the_case_and_nowhere_else(login):
    reader, page = login(factories.person()), case()
    url = f"/case/library/{page.translation_key}/keep/"
    assert reader.post(url, {"next": page.url}).headers["Location"] == page.url
    assert reader.post(url, {"next": "https://elsewhere.example/"}).headers["Location"] == "/case/reading/"
    assert "取消收藏" in reader.get("/case/reading/").content.decode()
    assert reader.post(url.replace("keep", "drop"), {"next": page.url}).headers["Location"] == page.url


def test_nobody_else_sees_or_writes_what_was_noted(login):
    owner, page = factories.person(), case()
    item = note_case(user=owner, item=keep_case(user=owner, case=page), text="我们街也有三栋")
    other = login(factories.person())
    assert "三栋" not in other.get("/case/reading/").content.decode() + other.get(page.url).content.decode()
    assert other.post(f"/case/reading/{item.uuid}/note/", {"text": "抢改"}).status_code == 404
    assert other.post(f"/case/library/{page.translation_key}/drop/").status_code == 404
    with pytest.raises(PermissionError):
        note_case(user=factories.person(), item=item, text="抢改")
    assert ReadingItem.objects.get().note == "我们街也有三栋"


def test_a_note_that_is_too_long_is_refused_and_not_lost(login):
    reader = factories.person()
    item = keep_case(user=reader, case=case())
    with pytest.raises(ValidationError):
        note_case(user=reader, item=item, text="长" * 2001)
    response = login(reader).post(f"/case/reading/{item.uuid}/note/", {"text": "长" * 2001})
    assert response.status_code == 400
    html = response.content.decode()
    assert "最多2000字，现在有2001字" in html
    assert "长" * 2001 in html


def test_of_a_case_taken_down_the_note_stays_without_a_link(login):
    reader, page = factories.person(), case()
    note_case(user=reader, item=keep_case(user=reader, case=page), text="我们街也有三栋")
    url = page.url
    page.unpublish()
    html = login(reader).get("/case/reading/").content.decode()
    assert "目前不在案例库中" in html
    assert "三栋" in html
    assert url not in html
    assert login(reader).post(f"/case/library/{page.translation_key}/drop/").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_case_and_three(login, rows):
    reader = factories.person()
    for page in many(rows):
        keep_case(user=reader, case=page)
    visitor = login(reader)
    visitor.get("/case/reading/")
    with CaptureQueriesContext(connection) as sent:
        visitor.get("/case/reading/")
    assert len(sent) == 6, [query["sql"][:80] for query in sent]
