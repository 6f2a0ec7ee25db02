"""Learning paths: what is done is read from the records, what is next follows, completion is kept once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.deletion import ProtectedError
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.enums import Role
from accounts.models import Notice
from learning.models import LearningPath, PathAudience, PathFollower, PathStep, StepNote
from learning.paths import open_paths, path_states
from learning.services import enroll, follow_path, leave_path, note_step
from tests import factories
from tests.assessments import builders as quizzes
from tests.cases.library_builders import case
from tests.learning.builders import complete, course_for, finish_units

pytestmark = pytest.mark.django_db
LIST = "/learn/paths/"
CMS = "/cms/learning_paths/"


def path_of(*steps: dict, title: str = "干部路径", at=None, audiences=(), is_open: bool = True) -> LearningPath:
    row = LearningPath(
        title=title, summary="说得清、做得到", organisation=at or factories.unit("shiqi"), is_open=is_open
    )
    row.audiences = [PathAudience(audience=audience) for audience in audiences]
    row.steps = [PathStep(sort_order=order, **step) for order, step in enumerate(steps)]
    row.save()
    return LearningPath.objects.get(pk=row.pk)


def state(path: LearningPath, user):
    (found,) = path_states([path], user)
    return found


def states(path: LearningPath, user) -> list[str]:
    return [step.state for step in state(path, user).steps]


@pytest.fixture
def course():
    return course_for("议事协商", lessons=2)


@pytest.fixture
def whole(course):
    """A path with a step of every kind: course, lesson of another one, quiz, case, task."""
    other = course_for("案例研究", lessons=1)
    lesson = other.get_children().first().get_children().first()
    quiz = quizzes.quiz()
    return path_of(
        {"kind": "course", "page": course}, {"kind": "unit", "page": lesson, "compulsory": False},
        {"kind": "exam", "page": quiz}, {"kind": "case", "page": case()}, {"kind": "task", "task": "召集一次小会"},
    )  # fmt: skip


def test_each_kind_of_step_is_done_by_its_own_record(whole, course, learner):
    follow_path(path=whole, learner=learner)
    assert states(whole, learner) == ["next", "later", "later", "later", "later"]
    complete(enroll(learner=learner, course=course))
    # The optional step is offered in its place and holds nobody up.
    assert states(whole, learner) == ["done", "next", "next", "later", "later"]
    steps = list(whole.steps.all())
    for step in steps[1:3]:
        unit = step.page.specific
        of = unit.get_parent().get_parent().specific
        finish_units(enroll(learner=learner, course=of), 1)
    assert states(whole, learner) == ["done", "done", "done", "next", "later"]
    note_step(step=steps[3], learner=learner, words="先问谁受影响")
    found = state(whole, learner)
    assert ([step.state for step in found.steps], found.steps[3].words) == (["done"] * 4 + ["next"], "先问谁受影响")
    assert (found.done, found.total, found.percent, found.is_complete) == (3, 4, 75, False)


def test_what_was_finished_before_counts_and_strangers_see_no_progress(course, learner):
    complete(enroll(learner=learner, course=course))
    path = path_of({"kind": "course", "page": course}, {"kind": "task", "task": "做一次"})
    assert (states(path, learner), state(path, learner).hours) == (["done", "next"], 6)
    assert states(path, factories.person()) == ["next", "later"]


def test_a_page_that_was_taken_down_is_left_out_and_holds_nobody_up(course, learner):
    path = path_of({"kind": "course", "page": course}, {"kind": "task", "task": "做一次"})
    course.unpublish()
    assert [step.title for step in state(path, learner).steps] == ["做一次"]


def test_completion_is_kept_once_and_told_once_and_stays(course, learner, django_capture_on_commit_callbacks):
    path = path_of({"kind": "course", "page": course})
    follow_path(path=path, learner=learner)
    row = PathFollower.objects.get()
    assert row.completed_at is None
    with django_capture_on_commit_callbacks(execute=True):
        finish_units(enroll(learner=learner, course=course), 2)
    row.refresh_from_db()
    day = row.completed_at
    assert day is not None
    assert Notice.objects.filter(user=learner, key=f"path:{row.pk}").count() == 1
    path.steps.add(PathStep(kind="task", task="后来加的", sort_order=9))
    path.save()
    follow_path(path=path, learner=learner)
    leave_path(path=path, learner=learner)
    row.refresh_from_db()
    assert (row.completed_at, row.left_at, state(path, learner).is_complete) == (day, None, True)


def test_following_twice_is_once_leaving_and_coming_back_keeps_what_was_written(learner):
    path = path_of({"kind": "task", "task": "做一次"}, {"kind": "task", "task": "再做一次"})
    assert follow_path(path=path, learner=learner) == follow_path(path=path, learner=learner)
    step = path.steps.first()
    for words in ("做了", "做了，三个人来"):
        note_step(step=step, learner=learner, words=words)
    leave_path(path=path, learner=learner)
    with pytest.raises(PermissionDenied):
        note_step(step=step, learner=learner, words="晚了")
    follow_path(path=path, learner=learner)
    assert (StepNote.objects.get().words, states(path, learner)) == ("做了，三个人来", ["done", "next"])


def test_what_cannot_be_noted_is_refused(course, learner):
    path = path_of({"kind": "course", "page": course}, {"kind": "task", "task": "做一次"})
    follow_path(path=path, learner=learner)
    first, task = path.steps.all()
    with pytest.raises(PermissionDenied):
        note_step(step=first, learner=learner, words="学完了")
    for words in (" ", "长" * 501):
        with pytest.raises(ValidationError):
            note_step(step=task, learner=learner, words=words)
    closed = path_of({"kind": "task", "task": "做"}, title="没开放", is_open=False)
    with pytest.raises(PermissionDenied):
        follow_path(path=closed, learner=learner)


def test_a_step_that_is_taken_out_throws_no_words_away(learner):
    path = path_of({"kind": "task", "task": "做一次"})
    follow_path(path=path, learner=learner)
    note_step(step=path.steps.first(), learner=learner, words="做了")
    path.steps = [PathStep(kind="task", task="换一件", sort_order=0)]
    path.save()
    assert StepNote.objects.get().words == "做了"
    with pytest.raises(ProtectedError):
        path.delete()


def test_paths_for_people_like_me_come_first(learner):
    path_of({"kind": "task", "task": "做"}, title="给志愿者", audiences=["volunteer"])
    path_of({"kind": "task", "task": "做"}, title="给干部", audiences=["cadre_town"])
    path_of({"kind": "task", "task": "做"}, title="还没开放", audiences=["cadre_town"], is_open=False)
    assert [(one.path.title, one.suggested) for one in open_paths(learner)] == [("给干部", True), ("给志愿者", False)]


# --- pages


def test_everybody_reads_a_path_and_a_learner_goes_its_way(client, login, course, learner):
    path = path_of({"kind": "course", "page": course}, {"kind": "task", "task": "召集一次小会"})
    url = f"{LIST}{path.uuid}/"
    text = client.get(url).content.decode()
    assert ("登录后加入" in text, "议事协商" in text, "召集一次小会" in text) == (True, True, True)
    assert "干部路径" in client.get(LIST).content.decode()
    assert client.post(f"{url}follow/").headers["Location"].startswith("/account/login/")
    browser = login(learner)
    browser.post(f"{url}follow/")
    board = browser.get("/learn/").content.decode()
    assert ("我的学习路径" in board, "课程“议事协商”" in board) == (True, True)
    step = path.steps.last().pk
    refused = browser.post(f"{url}steps/{step}/", {"words": ""})
    assert (refused.status_code, "写一句" in refused.content.decode()) == (422, True)
    browser.post(f"{url}steps/{step}/", {"words": "来了六个人"})
    assert "来了六个人" in browser.get(url).content.decode()
    assert "退出这条路径" in browser.get(f"{url}leave/").content.decode()
    browser.post(f"{url}leave/")
    assert "我的学习路径" not in browser.get("/learn/").content.decode()
    assert browser.get(f"{url}steps/{step}/").status_code == 403


def test_a_path_off_the_site_is_for_those_who_follow_it(client, login, learner):
    path = path_of({"kind": "task", "task": "做一次"})
    follow_path(path=path, learner=learner)
    LearningPath.objects.update(is_open=False)
    assert client.get(f"{LIST}{path.uuid}/").status_code == 404
    assert login(learner).get(f"{LIST}{path.uuid}/").status_code == 200
    assert "干部路径" not in client.get(LIST).content.decode()


def test_nobody_reads_what_others_wrote(login, learner):
    path = path_of({"kind": "task", "task": "做一次"})
    follow_path(path=path, learner=learner)
    note_step(step=path.steps.first(), learner=learner, words="只有我看得到")
    for person in (factories.person(), factories.person(factories.district(), Role.DISTRICT_ADMIN)):
        browser = login(person)
        for url in (LIST, f"{LIST}{path.uuid}/", "/learn/"):
            assert "只有我看得到" not in browser.get(url).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_for_one_and_for_three(login, learner, course, django_assert_num_queries, count):
    steps = [{"kind": "course", "page": course}, {"kind": "task", "task": "做一次"}, {"kind": "case", "page": case()}]
    made = [path_of(*steps, title=f"路径{number}") for number in range(count)]
    for path in made:
        follow_path(path=path, learner=learner)
    browser = login(learner)
    for url, queries in ((LIST, 10), (f"{LIST}{made[0].uuid}/", 10), ("/learn/", 17)):
        browser.get(url)
        with django_assert_num_queries(queries):
            assert "路径0" in browser.get(url).content.decode()


# --- the CMS


def form(path_title: str, unit, *steps: dict) -> dict:
    rows = [{"kind": "task", "task": "", "page": "", "compulsory": "on"} | step for step in steps]
    values = {"title": path_title, "summary": "有用", "organisation": unit.pk, "is_open": "on", "sort_order": "10"}
    return nested_form_data(values | {"audiences": inline_formset([]), "steps": inline_formset(rows)})


def test_authors_write_paths_of_their_unit_and_errors_stand_at_the_step(login, course):
    own, other = factories.unit("shiqi"), factories.unit("dashi")
    browser = login(factories.person(own, Role.AUTHOR))
    draft = factories.course("没发布的课")
    draft.unpublish()
    lesson = course.get_children().first().get_children().first()
    for step in (
        {"kind": "task"},
        {"kind": "course"},
        {"kind": "course", "page": lesson.pk},
        {"kind": "course", "page": draft.pk},
    ):
        answered = browser.post(f"{CMS}new/", form("坏的路径", own, step))
        assert answered.status_code == 200
        assert not LearningPath.objects.exists()
    assert browser.post(f"{CMS}new/", form("别人的", other, {"task": "做"})).status_code == 200
    answered = browser.post(f"{CMS}new/", form("好的路径", own, {"kind": "course", "page": course.pk}, {"task": "做"}))
    assert answered.status_code == 302
    path = LearningPath.objects.get()
    assert [step.kind for step in path.steps.all()] == ["course", "task"]
    assert "好的路径" in browser.get(CMS).content.decode()
    stranger = login(factories.person(other, Role.AUTHOR))
    assert stranger.get(f"{CMS}edit/{path.pk}/").status_code == 404
    assert "好的路径" not in stranger.get(CMS).content.decode()
