"""A case on its way: returned by its town, weighed by experts who do not see each other, published, found, taught."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from accounts.models import Organisation, User
from cases.models import Rubric, Submission
from content.shelf import clear_all
from courses.models import CoursePage, LessonPage
from learning.models import Enrollment
from tests.browser.acts import lessons_of
from tests.browser.eyes import Visitor
from tests.cases import builders

pytestmark = pytest.mark.browser
WRITER, TOWN, DISTRICT, LEARNER = "luyumei", "liangsongtao", "zhoumingyi", "liangjiaxin"
EXPERTS = {"ximenqinghe": 5, "ouyangjing": 2, "liziqian": 4}
TITLE, QUESTION, OPINION = "晾衣杆的约定", "户数是谁数的？", "这一句不该让别的专家看见。"


@pytest.fixture(scope="module")
def draft(site) -> Submission:
    """A case the community has written; handing in is tried with the rest of drafting in test_submission."""
    writer = User.objects.get(username=WRITER)
    unit = Organisation.objects.get(slug="demo-shequ")
    sections = builders.draft_sections()
    sections["basics"]["title"] = TITLE
    return builders.handed_in(writer, unit=unit, **sections)


def confirm(visitor: Visitor, draft: Submission, action: str, reason: str) -> None:
    """Take a step at the desk: it is asked once more, with a reason."""
    visitor.go(f"/case/desk/{draft.uuid}/step/{action}/")
    visitor.page.fill("[name=reason]", reason)
    visitor.press("main form .actions button")
    draft.refresh_from_db()


def score(visitor: Visitor, name: str, draft: Submission) -> None:
    review = draft.reviews.get(expert__username=name)
    page = visitor.log_in(name, to=f"/case/desk/reviews/{review.uuid}/")
    visitor.look()
    assert OPINION not in page.content()
    for criterion in Rubric.objects.in_force().first().criteria:
        page.check(f"[name=score-{criterion['key']}][value='{EXPERTS[name]}']")
        page.fill(f"[name=comment-{criterion['key']}]", "材料里写得清楚。")
    page.check("[name=evidence_level][value='2']")
    page.check("[name=recommendation][value=adopt]")
    page.fill("[name=summary]", OPINION)
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    visitor.press("[name=then][value=hand_in]")
    visitor.press("main form .button--primary")
    review.refresh_from_db()
    assert review.state == "submitted"


def ask(visitor: Visitor, draft: Submission, *names: str) -> None:
    visitor.go(f"/case/desk/{draft.uuid}/experts/")
    for name in names:
        visitor.page.check(f"[name=expert][value='{User.objects.get(username=name).uuid}']")
    visitor.press("main form .button--primary")
    draft.refresh_from_db()


def test_the_town_returns_it_at_one_section_and_the_community_answers_there(visitor, draft):
    town = visitor()
    page = town.log_in(TOWN, to=f"/case/desk/{draft.uuid}/")
    town.look()
    page.locator("#results .desk-write summary").click()
    page.fill("#remark-results", QUESTION)
    town.press("#results .desk-write button")
    confirm(town, draft, "return", "请写明户数的来源。")
    assert draft.state == "returned"
    writer = visitor()
    page = writer.log_in(WRITER, to=f"/case/{draft.uuid}/")
    writer.look()
    writer.press("#remarks ~ ul a, section:has(#remarks) ul a")
    expect(page.locator("main")).to_contain_text(QUESTION)
    writer.look()
    writer.go(f"/case/{draft.uuid}/hand-in/", look=False)
    writer.press("main form .button--primary")
    draft.refresh_from_db()
    assert (draft.state, draft.round) == ("town_review", 2)
    confirm(town, draft, "recommend", "已补来源，推荐。")
    assert draft.state == "district_review"


def test_two_experts_differ_a_third_is_called_and_the_case_is_adopted(visitor, draft):
    district = visitor(phone=False)
    page = district.log_in(DISTRICT, to=f"/case/desk/{draft.uuid}/")
    district.look()
    first, second, third = EXPERTS
    ask(district, draft, first, second)
    for name in (first, second):
        score(visitor(), name, draft)
    draft.refresh_from_db()
    assert draft.third_needed
    page = district.go(f"/case/desk/{draft.uuid}/step/adopt/")
    assert page.locator("[name=reason]").count() == 0
    ask(district, draft, third)
    score(visitor(), third, draft)
    confirm(district, draft, "adopt", "三位专家看过，同意采纳。")
    assert draft.state == "adopted"


def test_it_is_proof_read_published_and_found_by_two_characters(visitor, draft):
    district = visitor(phone=False)
    page = district.log_in(DISTRICT, to=f"/case/desk/{draft.uuid}/proof/")
    district.look()
    for _check in range(4):
        district.press(".desk-ticks form button")
    district.press("#checks > form .button--primary")
    draft.refresh_from_db()
    assert draft.state == "published"
    stranger = visitor()
    page = stranger.go("/search/?q=晾衣")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    stranger.look()
    assert builders.draft_sections()["conditions"]["contact"] not in page.content()


def test_a_lesson_leads_to_the_case_and_back_to_its_place(visitor, draft):
    lesson: LessonPage = lessons_of(CoursePage.objects.get(code="C6"))[0]
    lesson.body.append(("live_case", {"case": draft.case, "purpose": "看约定怎样写", "questions": []}))
    lesson.save_revision().publish()
    LessonPage.objects.update(reading_floor=1)
    cache.clear()
    clear_all()
    block = LessonPage.objects.get(pk=lesson.pk).body[-1].id
    learner = User.objects.get(username=LEARNER)
    assert Enrollment.objects.reading().filter(learner=learner, course__code="C6").exists()
    student = visitor()
    page = student.log_in(LEARNER, to=lesson.url)
    page.locator(f"[id='{block}'] a").first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    page.get_by_role("link", name="回到课时").click()
    page.wait_for_url(f"**{lesson.url}#{block}")
    student.look()
