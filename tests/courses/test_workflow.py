"""The two-step approval over the screens of the CMS, with everybody in the room who must not hear of it."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Task, TaskState, Workflow, WorkflowPage, WorkflowState

from accounts.enums import Level, Role
from accounts.models import Notice, User
from courses.models import LessonPage, OrganisationReviewTask
from courses.services import setup_workflow
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Reviewers of the town, of its neighbour and of the district, an author, and somebody with every right."""
    town, sibling = factories.unit("shiqi", name="石碁镇"), factories.unit("nancun", name="南村镇")
    found = {
        "author": factories.person(town, Role.AUTHOR, name="何嘉欣"),
        "town": factories.person(town, Role.TOWN_REVIEWER, name="梁志强"),
        "town_two": factories.person(town, Role.TOWN_REVIEWER, name="黎美玲"),
        "sibling": factories.person(sibling, Role.TOWN_REVIEWER, name="区婷"),
        "sibling_author": factories.person(sibling, Role.AUTHOR),
        "district": factories.person(factories.district(), Role.DISTRICT_REVIEWER, name="曾伟"),
        "administrator": factories.person(factories.district(), Role.DISTRICT_ADMIN),
        "root": factories.person(town, is_superuser=True),
        "learner": factories.person(town),
    }
    for name, user in found.items():
        User.objects.filter(pk=user.pk).update(email=f"{name}@example.org")
    return {name: User.objects.get(pk=user.pk) for name, user in found.items()}


@pytest.fixture
def lesson():
    return factories.lesson(factories.module(factories.course()), "旧标题")


@pytest.fixture
def act(client, django_capture_on_commit_callbacks):
    """Act as somebody; what waits for the end of the transaction runs as it would on the site."""

    def _act(user, url: str, data: dict | None = None, **headers):
        client.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
        with django_capture_on_commit_callbacks(execute=True):
            return client.get(url, **headers) if data is None else client.post(url, data, **headers)

    return _act


def lesson_form(lesson: LessonPage, title: str, **action) -> dict:
    return {
        "title": title, "slug": lesson.slug, "summary": "", "minutes": "45", "compulsory": "on", "opens_on": "",
        "prerequisite": "", "reading_floor": "", "seo_title": "", "search_description": "", "go_live_at": "",
        "expire_at": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "quotation", "body-0-id": "q-1",
        "body-0-value-text": "先请人。", "body-0-value-attribution": "", **action,
    }  # fmt: skip


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def submit(act, user, lesson, title="新标题"):
    response = act(user, edit_url(lesson), lesson_form(lesson, title, **{"action-submit": "1"}))
    assert response.status_code == 302
    return lesson.current_workflow_state


def decide(act, user, lesson, action: str, **data):
    state = lesson.current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, action, state.pk])
    return act(user, url, {"comment": "", **data})


def mailed() -> set[str]:
    found = {address.split("@")[0] for message in mail.outbox for address in message.recipients()}
    mail.outbox.clear()
    return found


def told() -> set[str]:
    found = set(Notice.objects.values_list("user__email", flat=True))
    Notice.objects.all().delete()
    return {address.split("@")[0] for address in found}


def waiting(user) -> list:
    return [state.revision.object_str for state in TaskState.objects.reviewable_by(user)]


def test_two_steps_lead_from_draft_to_publication_and_only_those_in_scope_hear_of_it(people, lesson, act):
    submit(act, people["author"], lesson)
    lesson.refresh_from_db()
    assert (mailed(), told()) == ({"town", "town_two"}, {"town", "town_two"})
    assert lesson.title == "旧标题"
    assert {name for name, user in people.items() if waiting(user)} == {"town", "town_two", "root"}

    response = decide(act, people["town"], lesson, "approve")
    assert response.url == reverse("courses_reviewed", args=[lesson.pk, "approve"])
    assert (mailed(), told()) == ({"district"}, {"district"})
    assert {name for name, user in people.items() if waiting(user)} == {"district", "root"}
    lesson.refresh_from_db()
    assert lesson.title == "旧标题"

    decide(act, people["district"], lesson, "approve", comment="很好")
    lesson.refresh_from_db()
    assert lesson.title == "新标题"
    assert lesson.workflow_states.get().status == WorkflowState.STATUS_APPROVED
    assert (mailed(), told()) == ({"author"}, {"author"})
    assert not any(waiting(user) for user in people.values())


def test_after_deciding_the_reviewer_lands_on_an_open_page_with_a_message(people, lesson, act, settings):
    settings.LANGUAGE_CODE = "en"
    submit(act, people["author"], lesson)
    target = decide(act, people["town"], lesson, "approve").url
    assert act(people["sibling"], target).status_code == 404
    start = act(people["town"], target, follow=True)
    assert start.redirect_chain[-1][0] == reverse("wagtailadmin_home")
    assert "You approved “新标题”." in start.content.decode()


def test_a_decision_inside_the_editor_leads_out_of_it(people, lesson, act):
    submit(act, people["author"], lesson)
    assert act(people["town"], edit_url(lesson)).status_code == 200
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    response = act(people["town"], edit_url(lesson), lesson_form(lesson, "新标题", **action))
    assert response.url == reverse("courses_reviewed", args=[lesson.pk, "approve"])
    assert waiting(people["district"]) == ["新标题"]


@pytest.mark.parametrize("who", ["sibling", "district", "author", "sibling_author", "learner"])
def test_nobody_else_decides_the_towns_step(people, lesson, act, who):
    state = submit(act, people["author"], lesson)
    for action in ("approve", "reject"):
        decide(act, people[who], lesson, action, comment="不行")
    state.refresh_from_db()
    assert state.current_task_state.status == TaskState.STATUS_IN_PROGRESS
    assert state.current_task_state.task.specific.level == "town"
    if who != "author":
        response = act(people[who], edit_url(lesson))
        assert response.status_code != 200


def test_a_task_of_another_unit_is_not_decided_through_ones_own_page(people, lesson, act):
    """The address names a page and a task; Wagtail asks for rights on the page only."""
    submit(act, people["author"], lesson)
    theirs = factories.lesson(
        factories.module(factories.course("邻课", at=factories.unit("nancun"), code="C9")), "邻旧"
    )
    foreign = submit(act, people["sibling_author"], theirs, "邻新").current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", foreign.pk])
    act(people["town"], url, {"comment": ""})
    foreign.refresh_from_db()
    assert foreign.status == TaskState.STATUS_IN_PROGRESS


def test_nobody_approves_what_they_handed_in(people, lesson, act):
    both = factories.person(factories.unit("shiqi"), Role.AUTHOR, Role.TOWN_REVIEWER, email="both@example.org")
    state = submit(act, both, lesson)
    assert "both" not in mailed() | told()
    assert waiting(both) == []
    decide(act, both, lesson, "approve")
    state.refresh_from_db()
    assert state.current_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_returning_needs_a_reason_and_the_author_reads_it(people, lesson, act):
    state = submit(act, people["author"], lesson)
    mailed(), told()
    act_headers = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    task = state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "reject", task.pk])
    refused = act(people["town"], url, {"comment": "  "}, **act_headers)
    assert refused.json()["step"] == "action"
    act(people["town"], url, {"comment": ""})
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    decide(act, people["town"], lesson, "reject", comment="第二段缺政策来源")
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    notice = Notice.objects.get()
    assert notice.user == people["author"]
    assert "第二段缺政策来源" in notice.text
    assert mailed() == {"author"}


def test_what_the_district_returned_passes_the_town_again(people, lesson, act):
    state = submit(act, people["author"], lesson)
    decide(act, people["town"], lesson, "approve")
    decide(act, people["district"], lesson, "reject", comment="补一张图")
    mailed(), told()
    submit(act, people["author"], lesson, "补图后")
    state.refresh_from_db()
    assert state.current_task_state.task.specific.level == "town"
    assert mailed() == {"town", "town_two"}
    decide(act, people["town_two"], lesson, "approve")
    decide(act, people["district"], lesson, "approve")
    lesson.refresh_from_db()
    assert lesson.title == "补图后"


def test_a_second_click_changes_nothing(people, lesson, act):
    state = submit(act, people["author"], lesson)
    task = state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", task.pk])
    assert act(people["town"], url, {"comment": ""}).url == act(people["town"], url, {"comment": ""}).url
    state.refresh_from_db()
    assert state.current_task_state.task.specific.level == "district"
    assert state.task_states.count() == 2


@pytest.mark.parametrize(
    ("level", "steps"),
    [(Level.TOWN, ["town"]), (Level.VILLAGE, ["town"]), (Level.DISTRICT, ["district"]), (Level.OTHER, ["district"])],
)
def test_a_course_of_no_town_goes_straight_to_the_district(people, act, level, steps):
    units = {
        Level.TOWN: lambda: factories.unit("shiqi"),
        Level.VILLAGE: lambda: factories.unit("shilian", parent=factories.unit("shiqi"), level=Level.VILLAGE),
        Level.DISTRICT: factories.district,
        Level.OTHER: lambda: factories.unit("bureau", level=Level.OTHER),
    }
    course = factories.course("课", at=units[level](), code="D1")
    state = submit(act, people["administrator"], factories.lesson(factories.module(course), "旧"))
    assert [state.current_task_state.task.specific.level] == steps
    assert mailed() == ({"town", "town_two"} if steps == ["town"] else {"district"})


def test_an_author_cannot_publish_past_the_approval(people, lesson, act):
    act(people["author"], edit_url(lesson), lesson_form(lesson, "偷偷发布", **{"action-publish": "1"}))
    lesson.refresh_from_db()
    assert lesson.title == "旧标题"
    assert lesson.get_latest_revision_as_object().title == "偷偷发布"


def test_while_it_is_reviewed_the_author_cannot_change_it(people, lesson, act):
    submit(act, people["author"], lesson)
    act(people["author"], edit_url(lesson), lesson_form(lesson, "又改"))
    lesson.refresh_from_db()
    assert lesson.get_latest_revision_as_object().title == "新标题"


def test_a_date_in_the_future_schedules_instead_of_publishing(people, lesson, act):
    draft = lesson.get_latest_revision_as_object()
    draft.title = "下月的标题"
    draft.go_live_at = timezone.now() + datetime.timedelta(days=30)
    draft.save_revision(user=people["author"])
    lesson.get_workflow().start(lesson, people["author"])
    decide(act, people["town"], lesson, "approve")
    decide(act, people["district"], lesson, "approve")
    lesson.refresh_from_db()
    assert lesson.title == "旧标题"
    assert lesson.get_scheduled_revision_as_object().title == "下月的标题"


def test_an_earlier_version_is_brought_back_as_a_draft(people, lesson, act):
    first = lesson.latest_revision
    act(people["author"], edit_url(lesson), lesson_form(lesson, "改坏了"))
    url = reverse("wagtailadmin_pages:revisions_revert", args=[lesson.pk, first.pk])
    assert act(people["author"], url).status_code == 200
    act(people["author"], edit_url(lesson), lesson_form(lesson, first.as_object().title, revision=str(first.pk)))
    assert lesson.get_latest_revision_as_object().title == "旧标题"


def test_the_set_up_is_one_workflow_and_the_stock_one_is_retired():
    setup_workflow()
    setup_workflow()
    catalog = factories.catalog()
    assert list(Workflow.objects.active().values_list("name", flat=True)) == ["课程两步审核"]
    assert [task.specific.level for task in Workflow.objects.active().get().tasks] == ["town", "district"]
    assert list(WorkflowPage.objects.values_list("page_id", flat=True)) == [catalog.pk]
    assert OrganisationReviewTask.objects.count() == 2
    assert not Task.objects.filter(name__icontains="moderators").exists()
