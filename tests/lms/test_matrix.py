"""Every named address against everybody: own town, sibling town, village below, district above, learners, strangers.

The world holds one of everything in 石碁镇, with planted words nobody outside may read. An address that stands in no
table fails here: write down who may open it.
"""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.template import Template
from django.urls import reverse

from tests.lms import (
    matrix_case_library,
    matrix_cases,
    matrix_community,
    matrix_doors,
    matrix_drafts,
    matrix_guidance,
    matrix_help,
    matrix_libraries,
    matrix_marking,
    matrix_pages,
    matrix_paths,
    matrix_practice,
    matrix_reports,
    matrix_rows,
    matrix_search,
    matrix_snippets,
    matrix_world,
)
from tests.lms.matrix_rows import Row, ask, leaked, letter
from tests.lms.matrix_world import ACTORS, OUTSIDERS, OWN, SIBLING, World

ROWS = matrix_rows.rows(
    matrix_doors.SITE, matrix_doors.LEARNING, matrix_doors.PEOPLE, matrix_doors.COURSES, matrix_snippets.SNIPPETS,
    matrix_pages.PAGES, matrix_pages.CHOOSERS, matrix_pages.REPORTS, matrix_libraries.SETUP, matrix_libraries.FILES,
    matrix_search.SEARCH, matrix_help.HELP,
    matrix_drafts.DRAFTS, matrix_cases.DESK, matrix_cases.SCREENS,
    matrix_case_library.CASES, matrix_case_library.TOPICS, matrix_marking.MARKING, matrix_reports.REPORTS,
    matrix_practice.REPLICATIONS, matrix_practice.BRANDS,
    matrix_guidance.EXPERTS, matrix_guidance.CALLS, matrix_community.COMMUNITY, matrix_paths.PATHS,
)  # fmt: skip
# On SQLite everybody asks for everything. Who may is decided above the database, so PostgreSQL is asked for each
# page once a kind of answer (is every query one that it takes?), and a part of the rows shows that refusing holds too.
EVERYTHING_ASKED = connection.vendor == "sqlite"
POSTED_ROWS = ROWS if EVERYTHING_ASKED else ROWS[::20]
# Whoever has the code has seen the paper: the page says what the paper says, to everybody.
TOLD_TO_ALL = {"certificates:by_code"}
# What people do to their own account or screen there is nobody else's record.
OWN_ACTS = {
    "accounts:end_sessions", "accounts:read_all", "accounts:decline", "accounts:withdraw", "accounts:notice_choices",
    "cases:keep", "learning:follow_path",
}  # fmt: skip
# Rows that name something of 石碁镇 and open for its neighbours all the same, and why that is right.
OPEN_TO_NEIGHBORS = {
    "learning:path": "a path that is offered is offered to everybody",
    "practice:expert": "whoever has an account may find an expert",
    "practice:answer": "an answer that was made public, without names",
    "practice:help_post": "open calls for help are there to be answered by neighbors",
    "practice:help_answer": "open calls for help are there to be answered by neighbors",
    "practice:visit_site": "a visit site is open to whoever wants to learn",
    "practice:visit_book": "a visit site is open to whoever wants to learn",
    "practice:organisation": "what the town has confirmed is public, without its people",
    "practice:kit": "the kit says what the public case says",
    "practice:pair": "who learns from whom is public",
    "practice:brand": "a brand has a public page",
    "practice:adopt": "whoever has a unit may adopt a public case for it",
    "practice:adoption": "the summary of a replication is public",
    "practice:replication": "leads to the public summary",
    "practice:confirm": "leads to the public summary",
    "practice:withdraw": "leads to the public summary",
    "certificates:by_code": "verification is public",
    "wagtail_serve": "a published course has a public page",
    "learning:join": "leads to the public page of the course",
    "learning:apply": "leads to the public page of the course",
    "learning:enter_code": "leads to the public page of the course",
    "learning:leave": "leads to the public page of the course",
    "assessments:start": "leads to the quiz, which is closed to them",
    "library_file": "recordings are shared by everybody in the CMS",
    **{
        f"synonyms:{view}": "a word belongs to no unit"
        for view in ("edit", "delete", "history", "history_results", "usage")
    },
    "enrollment:assign": "opens without the course and the unit, which are no choices of theirs",
    "wagtailadmin_pages:add": "everybody who writes adds courses to the catalog",
    "wagtailadmin_choose_page_child": "the catalog and what is published below it",
    "wagtailadmin_pages:confirm_workflow_cancellation": "says nothing of the page",
    "wagtailadmin_pages:revisions_index": "leads to the history, which is closed to them",
    "wagtailadmin_workflows:task_chosen": "the steps of the approval are the same for all",
    "cases:compare": "published cases are public; what is not is left out",
    "cases:topic": "a public topic of published cases",
    "cases:glance": "a published case is public",
    "case_chooser:chosen": "a published case is public",
    "reports:chain_of": "counts what is public",
    "reports:case_chain": "counts what is public",
    "reports:gap": "lists what is public; people are cut by scope",
    "wagtail_bulk_action": "pictures and files are shared; changing them is refused in the same place",
}
CHOSEN_TOGETHER = "chosen_multiple"
LIBRARIES = ("wagtaildocs", "wagtailimages", "wagtailmedia", "wagtailadmin_api:documents", "wagtailadmin_api:images")
SKIPPED_TABLES = ("accounts_session", "axes_accesslog")


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[tuple[World, dict]]:
    """The world and everybody's browser, made once for this module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = matrix_world.build()
        yield world, matrix_rows.clients(world)
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db) -> World:
    return built[0]


@pytest.fixture
def browsers(built, db) -> dict:
    return built[1]


@pytest.fixture(scope="module")
def untouched(built) -> dict[str, list[str]]:
    """All rows as they were made; each test takes its own writes back."""
    return everything()


def everything() -> dict[str, list[str]]:
    """All rows of all tables, but for sessions."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in SKIPPED_TABLES and "_fts" not in table:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def test_every_named_address_is_in_a_table():
    named = matrix_rows.names_of()
    assert (named - {row.name for row in ROWS}, {row.name for row in ROWS} - named) == (set(), set())


def test_every_row_says_what_each_actor_is_answered():
    wrong = [str(row) for row in ROWS if len(row.answers) != len(ACTORS) or set(row.answers) - set("oeldmbx")]
    assert (wrong, len({str(row) for row in ROWS})) == ([], len(ROWS))


def test_the_tables_let_no_neighbor_and_no_village_in():
    """Read from the tables alone: what names a thing of 石碁镇 is closed to 石楼镇 unless a reason stands above."""
    opened = {
        row.name
        for row in ROWS
        if (row.query.count("{") or any(not part.startswith("=") for part in row.arguments))
        and any(row.answer(actor) in "oe" for actor in (*SIBLING, "village"))
        and not row.name.startswith(LIBRARIES)
        and not row.name.endswith(CHOSEN_TOGETHER)
    }
    assert opened == set(OPEN_TO_NEIGHBORS)


def test_nobody_fails_but_where_failing_is_tried():
    assert {row.name for row in ROWS if "x" in row.answers} == {"wagtailadmin_error_test"}


@pytest.fixture
def plainly(monkeypatch) -> None:
    """Templates as on the site: the test client's copies of every context cost a third of the time here."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


def askers(row: Row) -> list[str]:
    """Who asks for this row: on PostgreSQL the first of those who are answered alike."""
    if EVERYTHING_ASKED:
        return list(ACTORS)
    return list({row.answer(actor): actor for actor in reversed(ACTORS)}.values())


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everybody_is_answered_as_the_table_says(world, browsers, row: Row):
    url = row.url(world.things)
    answers, told = {}, {}
    asking = askers(row)
    for actor in asking:
        response = ask(browsers[actor], "get", url)
        answers[actor] = letter(response)
        if actor in OUTSIDERS and row.name not in TOLD_TO_ALL and (words := leaked(response, world.secrets)):
            told[actor] = words
    assert answers == {actor: row.answer(actor) for actor in asking}
    assert told == {}


POSTED = {
    "action": "approve", "action-publish": "1", "reason": "好", "comment": "好", "next": "/", "yes": "1", "code": "",
    "title": "抢改", "name": "抢改", "number": "1", "text": "好",
}  # fmt: skip


@pytest.mark.usefixtures("plainly")
@pytest.mark.parametrize("row", POSTED_ROWS, ids=str)
def test_outsiders_change_nothing(world, browsers, untouched, row: Row):
    """A hand-made POST by whoever is not let in, or to an address that takes nothing but POST."""
    url = row.url(world.things)
    barred = [actor for actor in OUTSIDERS if row.answer(actor) in "ldm"]
    answers = {}
    for actor in barred:
        cookies = browsers[actor].cookies.copy()
        response = browsers[actor].post(url, POSTED)
        browsers[actor].cookies = cookies
        answers[actor] = letter(response)
        assert leaked(response, world.secrets) == []
    if row.name not in OWN_ACTS:
        assert everything() == untouched
    refused_by_get = {actor for actor in barred if row.answer(actor) in "ld"}
    assert {answers[actor] for actor in refused_by_get} <= set("ldm")


# Where the staff of 石碁镇 do read each planted word, so that its absence elsewhere says something.
READ_BY = [
    (matrix_world.HOLDER, "admin", "people:index", {}),
    (matrix_world.HOLDER, "manager", "enrollment:index", {"export": "xlsx"}),
    (matrix_world.BANK, "author", "wagtailsnippets_assessments_questionbank:list", {}),
    (matrix_world.STEM, "author", "wagtailsnippetchoosers_assessments_question:choose", {}),
    (matrix_world.DRAFT, "author", "courses:index", {"export": "xlsx"}),
    (matrix_world.DRAFT, "author", "wagtailadmin_pages:search", {"q": "北极星"}),
    (matrix_world.DRAFT, "author", "wagtailadmin_choose_page_search", {"q": "北极星"}),
    (matrix_world.DRAFT, "admin", "awards:add", {}),
    (matrix_world.LOCKED, "author", "wagtailadmin_pages:search", {"q": "锁住"}),
    (matrix_world.TEMPLATE, "admin", "certificate_register:index", {}),
    (matrix_cases.CASE, "reviewer", "cases:desk", {}),
    (matrix_cases.CASE, "admin", "cases:desk", {"tab": "waiting"}),
]


@pytest.mark.parametrize(("word", "actor", "name", "query"), READ_BY)
def test_own_staff_read_what_others_do_not(world, browsers, word, actor, name, query):
    assert word in leaked(ask(browsers[actor], "get", reverse(name), query), world.secrets)
    assert leaked(ask(browsers[f"sibling_{actor}"], "get", reverse(name), query), world.secrets) == []


def test_codes_and_numbers_are_read_by_own_staff_only(world, browsers):
    codes = ask(browsers["author"], "get", reverse("invitecode:index"))
    numbers = ask(browsers["admin"], "get", reverse("certificate_register:index"), {"export": "xlsx"})
    assert len(leaked(codes, world.secrets[-2:])) == 1
    assert leaked(numbers, world.secrets[-4:-2]) == [world.things.certificate.number, world.things.certificate.code]


def test_courses_offer_their_team_the_people_who_work_in_the_cms_only(world, browsers):
    url = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", world.things.catalog.pk])
    page = ask(browsers["sibling_author"], "get", url)
    team = page.context["form"].formsets["team"].empty_form.fields["user"].queryset
    assert world.people["author"] in team
    assert not team.filter(pk__in=[world.people["holder"].pk, world.people["learner"].pk]).exists()


@pytest.mark.parametrize(
    "kind", ["assessments_question", "assessments_questionbank", "certificates_certificatetemplate"]
)
def test_copying_by_a_hand_made_post_is_refused_to_everybody(world, browsers, kind):
    thing = {"assessments_question": "question", "assessments_questionbank": "bank"}.get(kind, "template")
    actor = "admin" if thing == "template" else "author"
    url = reverse(f"wagtailsnippets_{kind}:copy", args=[getattr(world.things, thing).pk])
    before = everything()
    assert {browsers[name].post(url, POSTED).status_code for name in (actor, "district_admin")} == {405}
    assert everything() == before


def test_a_file_that_stands_in_a_lesson_does_not_exist_for_whoever_may_not_read_it(world, browsers):
    url = reverse("wagtaildocs_serve", args=[world.things.document.pk, world.things.document.filename])
    assert {actor: ask(browsers[actor], "get", url).status_code for actor in OUTSIDERS} == dict.fromkeys(OUTSIDERS, 404)
    assert ask(browsers["holder"], "get", url).status_code == 200


def test_there_is_no_public_api(browsers):
    assert not [name for name in matrix_rows.names_of() if name.startswith("wagtailapi")]
    assert {ask(browsers["stranger"], "get", f"/api/v2/{kind}/").status_code for kind in ("pages", "images")} == {404}


def test_who_may_read_the_audit_trail():
    row = next(row for row in ROWS if row.name == "audit_trail" and not row.query)
    assert [actor for actor in ACTORS if row.answer(actor) == "o"] == ["auditor"]
    people = [row for row in ROWS if row.name.startswith(("wagtailusers", "wagtailsites", "wagtailredirects"))]
    assert {row.answer(actor) for row in people for actor in (*OWN, *SIBLING)} == {"d"}
