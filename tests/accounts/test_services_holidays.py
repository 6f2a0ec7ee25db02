"""Holidays as data: loading them, keeping what was checked, and due dates that follow."""

import datetime
import json
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from accounts.enums import Role
from accounts.models import Holiday
from accounts.queries import due_after
from accounts.services import HolidayReport, load_holidays
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date
GUESS = {"from": "2027-10-01", "to": "2027-10-03", "name": "国庆节", "source": "待核对"}
NOTICE = {"from": "2027-10-01", "to": "2027-10-07", "name": "国庆节", "source": "国务院办公厅通知"}


def load() -> str:
    out = StringIO()
    call_command("load_holidays", stdout=out)
    return out.getvalue()


def test_the_list_that_comes_with_the_site_says_what_is_sure():
    assert load().startswith("52 created, 0 changed, 0 kept\n13 still to be checked")
    assert load().startswith("0 created, 0 changed, 52 kept")
    sure = Holiday.objects.exclude(pk__in=Holiday.objects.to_be_checked())
    assert {day.date.year for day in sure} == {2026}
    assert {day.date.year for day in Holiday.objects.to_be_checked()} == {2027}
    assert {day.date.weekday() for day in Holiday.objects.filter(is_working=True)} == {5, 6}
    assert sure.filter(is_working=False).count() == 33


def test_a_notice_replaces_guesses_and_nothing_that_was_checked():
    load_holidays([GUESS])
    Holiday.objects.filter(date=DAY(2027, 10, 2)).update(name="国庆", source="区政府办核对")
    assert load_holidays([NOTICE]) == HolidayReport(created=4, changed=2, kept=1)
    assert list(Holiday.objects.filter(date__lte=DAY(2027, 10, 3)).values_list("name", "source")) == [
        ("国庆节", "国务院办公厅通知"), ("国庆", "区政府办核对"), ("国庆节", "国务院办公厅通知"),
    ]  # fmt: skip


BROKEN = [{"to": "2027-09-30"}, {"from": "国庆"}, {"from": None}, {"from": "2027-09-30", "name": ""}]


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path, wrong):
    file = tmp_path / "days.json"
    file.write_text(json.dumps([NOTICE, GUESS | wrong]), encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("load_holidays", file)
    assert Holiday.objects.count() == 0


def test_due_dates_leap_over_holidays_and_count_make_up_days(django_assert_num_queries):
    load()
    with django_assert_num_queries(1):
        assert due_after(1, DAY(2026, 9, 30)) == DAY(2026, 10, 8)
        assert due_after(3, DAY(2026, 9, 30)) == DAY(2026, 10, 10)
        assert due_after(5, DAY(2026, 2, 13)) == DAY(2026, 2, 27)


def test_a_changed_holiday_counts_at_once():
    day = Holiday.objects.create(date=DAY(2026, 11, 26), name="试", source="试")
    assert due_after(1, DAY(2026, 11, 25)) == DAY(2026, 11, 27)
    day.delete()
    assert due_after(1, DAY(2026, 11, 25)) == DAY(2026, 11, 26)
    cache.clear()
    assert due_after(1, DAY(2026, 11, 25)) == DAY(2026, 11, 26)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(login, django_assert_num_queries, count):
    for number in range(count):
        Holiday.objects.create(date=DAY(2026, 10, 1 + number), name="国庆节", source="通知")
    client = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    client.get("/cms/holidays/")
    # Session, person and rights, the menu's own with the pages a person may work on, the rows.
    with django_assert_num_queries(23):
        response = client.get("/cms/holidays/")
    assert len(response.context["object_list"]) == count


def test_the_district_corrects_a_day_and_it_is_in_its_history(login):
    day = Holiday.objects.create(date=DAY(2027, 2, 5), name="春节")
    client = login(factories.person(factories.district(), Role.DISTRICT_ADMIN))
    data = {"date": "2027-02-05", "name": "春节", "source": "国务院办公厅通知"}
    assert client.post(f"/cms/holidays/edit/{day.pk}/", data).status_code == 302
    day.refresh_from_db()
    assert day.is_checked
    assert client.get(f"/cms/holidays/history/{day.pk}/").status_code == 200
    refused = client.post("/cms/holidays/new/", data)
    assert "date" in refused.context["form"].errors
