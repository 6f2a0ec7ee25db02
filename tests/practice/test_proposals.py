"""What is proposed to a call for help: cases with reasons, experts without names, towns that have done it."""

import pytest

from accounts.enums import Role
from practice import proposals
from practice.proposals import proposed_cases, proposed_experts, proposed_towns, register_case_finder
from practice.services.helping import ask_expert
from tests import factories
from tests.cases import review_builders as reviews
from tests.cases.library_builders import case
from tests.practice import help_builders as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def finders(monkeypatch) -> list:
    """No finder but those of the test."""
    found: list = []
    monkeypatch.setattr(proposals, "_finders", found)
    return found


def titles(post) -> dict[str, tuple[str, ...]]:
    return {row.case.title: row.reasons for row in proposed_cases(post)}


def test_cases_alike_in_more_ways_come_first_and_say_why(finders):
    post = build.call()
    case("只是主题", theme="elderly_child", place_type="village")
    case("副主题也算", theme="volunteer", themes=("elderly_child",), place_type="village", evidence_level=1)
    case("两样都像", theme="elderly_child", place_type="old_estate")
    words = case("字面像", theme="culture", place_type="village")
    case("不相干", theme="culture", place_type="village")
    finders.append(lambda text, limit: [words.pk] if "活动室" in text else [])
    assert titles(post) == {
        "两样都像": ("主题相同", "同类型地方"),
        "字面像": ("内容相近",),
        "只是主题": ("主题相同",),
        "副主题也算": ("主题相同",),
    }
    assert next(iter(titles(post))) == "两样都像"


def test_what_is_not_public_is_never_proposed(finders):
    post = build.call()
    draft = case("草稿", theme="elderly_child", live=False)
    finders.append(lambda text, limit: [draft.pk])
    assert titles(post) == {}


def test_a_finder_is_registered_once(finders):
    def finder(text: str, limit: int) -> list[int]:
        return []

    assert [register_case_finder(finder), register_case_finder(finder)] == [finder, finder]
    assert finders == [finder]


def test_without_any_finder_theme_and_place_are_enough(finders):
    post = build.call()
    case("主题", theme="elderly_child", place_type="village")
    assert titles(post) == {"主题": ("主题相同",)}


@pytest.mark.parametrize("more", [1, 3])
def test_proposing_costs_the_same_however_many_there_are(django_assert_num_queries, finders, more):
    post = build.call()
    for number in range(more):
        case(f"第{number}篇", theme="elderly_child", at=factories.unit(f"town{number}", name=f"第{number}镇"))
        factories.person(factories.district(), Role.EXPERT)
    with django_assert_num_queries(3):
        proposed_cases(post)
    with django_assert_num_queries(3):
        assert len(proposed_experts(post)) == more
    with django_assert_num_queries(2):
        assert len(proposed_towns(post)) == more


def test_experts_who_judged_the_theme_come_first_and_are_known_by_their_post():
    of = reviews.town()
    submission = reviews.with_experts(of, title="老人食堂")
    knows = submission.reviews.order_by("pk").first().expert
    reviews.score(submission.reviews.order_by("pk").first(), 4, "可行")
    elsewhere = factories.person(factories.unit("shilou", name="石楼镇"), Role.EXPERT)
    post = build.call(theme=submission.case.theme)
    found = proposed_experts(post)
    assert (found[0].user, found[0].fits, bool(found[0].themes)) == (knows, True, True)
    assert elsewhere not in [row.user for row in found]


def test_an_expert_who_was_asked_is_shown_as_asked():
    expert = factories.person(factories.district(), Role.EXPERT)
    by = build.contributor()
    post = build.call(by)
    ask_expert(post=post, expert=expert, by=by)
    assert [row.asked for row in proposed_experts(post, [expert.pk])] == [True]


def test_towns_are_those_of_public_cases_the_asking_one_apart():
    post = build.call()
    other = factories.unit("shilou", name="石楼镇")
    case("一", theme="elderly_child", at=other)
    case("二", theme="elderly_child", at=other)
    case("草稿", theme="elderly_child", at=factories.unit("nancun", name="南村镇"), live=False)
    case("自己镇的", theme="elderly_child", at=factories.unit("shiqi"))
    case("别的主题", theme="culture", at=factories.unit("hualong", name="化龙镇"))
    assert [(row.town.slug, row.number) for row in proposed_towns(post)] == [("shilou", 2)]
