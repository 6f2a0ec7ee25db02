"""Writing a draft: nothing is overwritten, nothing is lost, and only its own unit writes it."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.enums import Role
from cases.models import Submission
from cases.services.drafting import Closed, Conflict, save_section, start_renewal, start_submission
from cases.services.handing_in import hand_in
from tests import factories
from tests.assessments.builders import together
from tests.cases import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(db):
    builders.library()
    return builders.contributor()


def save(made, key, data, version, by):
    return save_section(submission=made, key=key, data=data, version=version, by=by)


def test_a_case_begins_with_three_lines_and_a_picture(author):
    made = start_submission(
        unit=builders.village(), by=author, title=" 换物角 ", problem="楼道堆满了", picture=builders.picture_upload()
    )
    sections = dict(made.sections.values_list("key", "data"))
    assert (sections["basics"], sections["problem"]) == ({"title": "换物角"}, {"problem": "楼道堆满了"})
    assert sections["pictures"]["pictures"][0]["file"] == [str(made.files.get().uuid)]
    assert (made.title, made.state, made.round) == ("换物角", "draft", 0)
    assert made.percent > 0


def test_pressing_begin_twice_begins_one_case(author):
    key = Submission(unit=builders.village(), contributor=author).uuid
    first = start_submission(unit=builders.village(), by=author, title="换物角", key=key)
    again = start_submission(unit=builders.village(), by=author, title="换物角", key=key)
    assert first == again
    assert Submission.objects.count() == 1


def test_nobody_begins_a_case_for_another_unit(author):
    with pytest.raises(PermissionDenied):
        start_submission(unit=factories.unit("shilou", name="石楼镇"), by=author, title="换物角")


def test_each_save_counts_and_says_who(author):
    made = start_submission(unit=builders.village(), by=author)
    first = save(made, "summary", {"summary": "一"}, 0, author)
    second = save(made, "summary", {"summary": "一二"}, 1, author)
    assert (first.version, second.version, second.saved_by) == (1, 2, author)


def test_saving_on_top_of_an_old_text_overwrites_nothing(author):
    colleague = builders.contributor()
    made = start_submission(unit=builders.village(), by=author)
    save(made, "summary", {"summary": "一"}, 0, author)
    save(made, "summary", {"summary": "同事写的"}, 1, colleague)
    with pytest.raises(Conflict) as conflict:
        save(made, "summary", {"summary": "我写的"}, 1, author)
    standing = conflict.value.standing
    assert (standing.data, standing.version, standing.saved_by) == ({"summary": "同事写的"}, 2, colleague)
    assert made.sections.get(key="summary").data == {"summary": "同事写的"}


def test_two_first_saves_are_a_conflict_too(author):
    made = start_submission(unit=builders.village(), by=author)
    save(made, "summary", {"summary": "一"}, 0, author)
    with pytest.raises(Conflict):
        save(made, "summary", {"summary": "二"}, 0, author)


def test_the_same_text_sent_twice_is_saved_once(author):
    """The answer to the first was lost on the way; the device asks again."""
    made = start_submission(unit=builders.village(), by=author)
    save(made, "summary", {"summary": "一"}, 0, author)
    assert save(made, "summary", {"summary": "一"}, 0, author).version == 1


def test_an_empty_section_leaves_nothing_behind(author):
    made = start_submission(unit=builders.village(), by=author)
    assert save(made, "summary", {"summary": ""}, 0, author).version == 0
    assert not made.sections.exists()


def test_title_and_percent_follow_the_sections(author):
    made = builders.submission(author)
    assert (made.title, made.percent) == (builders.TITLE, 100)
    save(made, "basics", builders.draft_sections()["basics"] | {"title": "换个名字"}, 1, author)
    made.refresh_from_db()
    assert made.title == "换个名字"


@pytest.mark.parametrize("who", ["other_village", "town_reviewer", "learner", "revoked"])
def test_only_contributors_of_the_unit_write(author, who):
    made = start_submission(unit=builders.village(), by=author)
    people = {
        "other_village": lambda: builders.contributor(builders.village("dongsha")),
        "town_reviewer": lambda: factories.person(factories.unit("shiqi"), Role.TOWN_REVIEWER),
        "learner": lambda: factories.person(builders.village()),
        "revoked": lambda: author,
    }
    writer = people[who]()
    if who == "revoked":
        author.role_grants.update(until=timezone.localdate() - timezone.timedelta(days=1))
    with pytest.raises(PermissionDenied):
        save(made, "summary", {"summary": "抢改"}, 0, writer)
    assert not made.sections.exists()


def test_a_contributor_of_the_town_writes_for_its_villages(author):
    made = start_submission(unit=builders.village(), by=author)
    helper = factories.person(factories.unit("shiqi"), Role.CASE_CONTRIBUTOR)
    assert save(made, "summary", {"summary": "镇里帮着写"}, 0, helper).saved_by == helper


def test_what_was_handed_in_is_not_changed(author):
    made = builders.handed_in(author)
    with pytest.raises(Closed):
        save(made, "summary", {"summary": "改一改"}, 1, author)


def test_a_save_costs_the_same_whatever_is_written(author, django_assert_num_queries):
    made = builders.submission(author)
    with django_assert_num_queries(9):
        save(made, "summary", {"summary": "一"}, 1, author)


def _published(author):
    made = builders.handed_in(author)
    case = made.case
    case.get_latest_revision().publish()
    Submission.objects.filter(pk=made.pk).update(state="published")
    case.refresh_from_db()
    return case, made


def test_a_new_version_begins_with_what_is_in_the_library(author):
    case, before = _published(author)
    made = start_renewal(case=case, by=author)
    sections = dict(made.sections.values_list("key", "data"))
    assert sections["basics"]["title"] == builders.TITLE
    assert [row["caption"] for row in sections["pictures"]["pictures"]] == ["换物角第1周", "换物角第2周", "换物角第3周"]
    assert sections["conditions"]["contact"] == builders.CONTACT
    assert "real" not in sections["pictures"]
    assert (made.renews, made.case, made.unit) == (True, case, before.unit)


def test_a_new_version_is_begun_once(author):
    case, _before = _published(author)
    assert start_renewal(case=case, by=author) == start_renewal(case=case, by=builders.contributor())


def test_files_come_along_as_rows_of_the_new_version(author):
    first = builders.submission(author)
    picture = builders.with_picture(first, author)
    section = first.sections.get(key="pictures")
    rows = [row | {"caption": "一", "alt": "二", "consent": True} for row in section.data["pictures"]]
    save(first, "pictures", section.data | {"pictures": rows}, section.version, author)
    hand_in(submission=first, by=author)
    Submission.objects.filter(pk=first.pk).update(state="published")
    case = Submission.objects.get(pk=first.pk).case
    case.get_latest_revision().publish()
    case.refresh_from_db()
    made = start_renewal(case=case, by=author)
    copy = made.files.get()
    assert (copy.file.name, copy.uuid == picture.uuid) == (picture.file.name, False)
    assert made.sections.get(key="pictures").data["pictures"][3]["file"] == [str(copy.uuid)]


def test_an_unpublished_case_and_a_stranger_get_no_new_version(author):
    made = builders.handed_in(author)
    with pytest.raises(PermissionDenied):
        start_renewal(case=made.case, by=author)
    made.case.get_latest_revision().publish()
    made.case.refresh_from_db()
    with pytest.raises(PermissionDenied):
        start_renewal(case=made.case, by=builders.contributor(builders.village("dongsha")))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_people_who_save_at_the_same_moment_one_is_told():
    """Six saves on top of the same version over connections of their own: one goes through, five are conflicts."""
    builders.library()
    author = builders.contributor()
    made = start_submission(unit=builders.village(), by=author)
    save(made, "summary", {"summary": "开头"}, 0, author)
    numbers = itertools.count()

    def write() -> str:
        try:
            save(made, "summary", {"summary": f"第{next(numbers)}份"}, 1, author)
        except Conflict:
            return "conflict"
        return "saved"

    assert sorted(together(write)) == ["conflict"] * 5 + ["saved"]
    assert made.sections.get().version == 2
