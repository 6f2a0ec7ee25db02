"""The scoped viewsets: nothing of a sibling town gets out, by whichever door."""

import datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook
from wagtail.admin.views import generic
from wagtail.models import ModelLogEntry

from accounts import scoped
from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.accounts import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def shiqi_admin(login):
    shiqi, *_rest = builders.towns()
    admin = factories.person(shiqi, Role.TOWN_ADMIN, name="何管理")
    return admin, login(admin)


@pytest.fixture
def people(shiqi_admin):
    """Somebody of the own town, of a village below it, of the sibling town, and of the district."""
    units = [factories.unit(slug) for slug in ("shiqi", "yonghong", "dashi")]
    names = ("林自己", "黄下级", "罗邻镇")
    made = [factories.person(unit, name=name) for unit, name in zip(units, names, strict=True)]
    return [*made, factories.person(factories.district(), name="钟区级")]


OBJECT_VIEWS = ["inspect", "edit", "history", "history-results", "reset-password"]


def test_the_list_the_search_and_the_filter_are_cut(shiqi_admin, people):
    _admin, client = shiqi_admin
    response = client.get("/cms/people/")
    assert {row.name for row in response.context["object_list"]} == {"何管理", "林自己", "黄下级"}
    assert "罗邻镇" not in response.content.decode()
    found = client.get("/cms/people/results/", {"q": "罗"}).context["object_list"]
    assert list(found) == []
    village, sibling = factories.unit("yonghong"), factories.unit("dashi")
    by_unit = client.get("/cms/people/", {"unit": village.pk}).context["object_list"]
    assert [row.name for row in by_unit] == ["黄下级"]
    offered = client.get("/cms/people/").context["filters"].form.fields["unit"].queryset
    assert sibling not in offered


@pytest.mark.parametrize("view", OBJECT_VIEWS)
def test_views_of_one_person_are_404_out_of_scope(shiqi_admin, people, view):
    _admin, client = shiqi_admin
    statuses = [client.get(f"/cms/people/{view}/{person.pk}/").status_code for person in people]
    assert statuses == [200, 200, 404, 404]
    assert client.get(f"/cms/people/{view}/999999/").status_code == 404


@pytest.mark.parametrize("view", ["inspect", "edit", "reset-password"])
def test_posts_out_of_scope_change_nothing(shiqi_admin, people, view):
    _admin, client = shiqi_admin
    sibling = people[2]
    data = {"name": "改名", "phone": "", "audience": "", "action": "end_post", "id": sibling.memberships.get().pk}
    assert client.post(f"/cms/people/{view}/{sibling.pk}/", data).status_code == 404
    same = User.objects.get(pk=sibling.pk)
    assert (same.name, same.password, same.memberships.current().count()) == ("罗邻镇", sibling.password, 1)


@pytest.mark.parametrize("view", ["delete", "usage", "copy"])
def test_people_are_never_deleted_or_copied(client, people, view):
    client.force_login(factories.person(is_superuser=True), backend="accounts.backends.NameOrPhoneBackend")
    assert client.get(f"/cms/people/{view}/{people[0].pk}/").status_code == 404


def test_the_export_is_cut_safe_in_local_time_and_logged(shiqi_admin, people):
    admin, client = shiqi_admin
    evening = datetime.datetime(2026, 11, 23, 16, 30, tzinfo=datetime.UTC)
    User.objects.filter(pk=people[0].pk).update(name="=HYPERLINK(1)", last_login=evening)
    response = client.get("/cms/people/", {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {"何管理", "'=HYPERLINK(1)", "黄下级"}
    times = {row[5] for row in rows if row[0] == "'=HYPERLINK(1)"}
    assert times == {datetime.datetime(2026, 11, 24, 0, 30)}
    assert "filename*=utf-8''" in response["Content-Disposition"]
    entry = ModelLogEntry.objects.get(action="accounts.list_exported")
    assert (entry.user, entry.data["rows"]) == (admin, 3)


def test_a_csv_is_not_offered(shiqi_admin):
    _admin, client = shiqi_admin
    assert client.get("/cms/people/", {"export": "csv"})["Content-Type"].startswith("text/html")
    page = client.get("/cms/people/").content.decode()
    assert ("export=csv" in page, "export=xlsx" in page) == (False, True)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("林梅", "林梅"),
        (-1, -1),
        (Decimal("1.50"), Decimal("1.50")),
        (None, None),
        (["甲", "=1"], "甲, =1"),
        (datetime.date(2026, 1, 2), datetime.date(2026, 1, 2)),
    ],
)
def test_cells_are_never_formulas(value, cell):
    assert scoped.safe_cell(value) == cell


def test_a_time_is_written_as_in_shanghai():
    midnight = datetime.datetime(2026, 11, 23, 16, 0, tzinfo=datetime.UTC)
    assert scoped.safe_cell(midnight) == datetime.datetime(2026, 11, 24, 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_constant_number_of_queries(shiqi_admin, django_assert_num_queries, count):
    _admin, client = shiqi_admin
    for _person in range(count):
        factories.person(factories.unit("shiqi"))
    client.get("/cms/people/")
    # Session, person, rights, scope (grants, root), units to filter by (grants, units), count, rows, their posts.
    with django_assert_num_queries(9):
        client.get("/cms/people/results/")


def test_every_view_of_a_scoped_viewset_is_wrapped():
    class Views(scoped.ScopedModelViewSet):
        model = User
        name = "probe"
        form_fields = ["name"]
        copy_view_enabled = True
        inspect_view_enabled = True

    patterns = Views().get_urlpatterns()
    unwrapped = [p.name for p in patterns if not issubclass(p.callback.view_class, scoped.ScopedAccessMixin)]
    assert (unwrapped, len(patterns)) == ([], 10)
    copy = next(pattern for pattern in patterns if pattern.name == "copy").callback.view_class
    assert issubclass(copy, scoped.GetOnlyMixin)


def test_copying_takes_no_post():
    class Copy(scoped.GetOnlyMixin, generic.CopyView):
        pass

    assert Copy().post(RequestFactory().post("/")).status_code == 405


def test_a_report_is_cut_too():
    shiqi, dashi, *_rest = builders.towns()
    admin, foreign = factories.person(shiqi, Role.TOWN_ADMIN), factories.person(dashi)

    class Report(scoped.ScopedReportView):
        model = User

    view = Report()
    request = RequestFactory().get("/")
    request.user = admin
    view.setup(request)
    assert (list(view.get_filtered_queryset()), foreign.pk != admin.pk) == ([admin], True)


def test_a_scope_without_rights_shows_nobody():
    builders.towns()
    assert list(scoped.visible(User, factories.person())) == []
