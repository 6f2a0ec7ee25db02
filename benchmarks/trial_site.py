"""A throw-away site of known size: 20 learners, a course of 12 lessons of 2,000 characters, a quiz, 2,000 cases."""

import datetime
from dataclasses import dataclass
from random import Random

from django.conf import settings
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from accounts.sessions import SessionStore
from assessments.models import Attempt, Choice, Question, QuestionBank, QuizPage, QuizQuestion
from assessments.services import start_attempt
from cases.enums import CostBand, Element, GroupKind, Outcome, PlaceType
from cases.models import CaseActor, CasePage, CaseTheme
from content.themes import Theme
from courses.models import CoursePage, LessonPage
from learning.models import UnitProgress
from learning.services import enroll
from tests import factories
from tests.cases import library_builders as case_library

LEARNERS = 20
LESSONS = 12
QUESTIONS = 10
CASES = 2000
WHO = ("居民代表", "楼组长", "社工", "物业经理", "网格员", "志愿者", "社区书记", "业委会成员")
WHEN = ("议事之前", "晚饭以后", "每月初", "雨季到来时", "换届那年", "接到反映后", "周末上午")
DID = (
    "挨家听取意见",
    "把问题分成三类",
    "公开了账目",
    "请来规划师",
    "重画停车线",
    "修好了路灯",
    "给独居老人送饭",
    "开了小组会",
)
THEN = ("结果贴在楼道里", "邻里因此熟络", "反映的人少了一半", "办法写进了公约", "别的小区前来学习", "仍有两户没有同意")
TOKEN = "b" * CSRF_SECRET_LENGTH  # any secret of the right length is one that the server could have given out


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks for pages, logged in or (without a user) not."""

    user: User | None = None
    session: str = ""

    @property
    def cookie(self) -> str:
        return f"csrftoken={TOKEN}" + (f"; {settings.SESSION_COOKIE_NAME}={self.session}" if self.session else "")


@dataclass(frozen=True, slots=True)
class TrialSite:
    course: CoursePage
    lessons: list[LessonPage]
    quiz: QuizPage
    learners: list[Visitor]
    case: CasePage


def build(cases: int = CASES) -> TrialSite:
    course = factories.course(title="社区议事协商实务")
    module = factories.module(course)
    lessons = [factories.lesson(module, f"第{number}课时", body=_body(number)) for number in range(1, LESSONS + 1)]
    quiz = _quiz(module)
    course = CoursePage.objects.get(pk=course.pk)
    learners = []
    for _ in range(LEARNERS):
        user = factories.person()
        enrollment = enroll(learner=user, course=course)
        learners.append(Visitor(user, _log_in(user)))
        UnitProgress.objects.bulk_create(UnitProgress(enrollment=enrollment, unit_id=lesson.pk) for lesson in lessons)
    return TrialSite(course, lessons, quiz, learners, _cases(cases))


def _cases(count: int) -> CasePage:
    """A library of `count` cases; one in full, the others with what the list asks about. Returns the one in full."""
    first = case_library.case("榕树下的楼长会")
    parent, random = first.get_parent(), Random(1)
    towns = [factories.unit(f"town-{number}", name=f"镇街{number}") for number in range(16)]
    with disable_reference_index_auto_update():
        for number in range(2, count + 1):
            _brief_case(number, parent, first, random, towns)
    return first


def _brief_case(number: int, parent: Page, like: CasePage, random: Random, towns: list) -> None:
    town = random.choice(towns)
    page = CasePage(
        title=f"案例第{number}篇", slug=f"case-{number}", summary=_paragraph(random)[:200], organisation=town,
        town=town, theme=random.choice(Theme.values), place_type=random.choice(PlaceType.values), stage="running",
        group_kind=random.choice(GroupKind.values), cost_band=random.choice(CostBand.values),
        outcome=random.choice(Outcome.values), evidence_level=random.randint(1, 5), version=1,
        start_date=datetime.date(random.randint(2020, 2026), 1, 1), version_on=datetime.date(2026, 1, 1),
    )  # fmt: skip
    page.set_url_path(parent)
    page.path, page.depth = f"{parent.path}{number:04}", parent.depth + 1
    page.content_type, page.locale, page.draft_title = like.content_type, like.locale, page.title
    page.save(clean=False, log_action=False)
    CaseActor.objects.bulk_create(
        CaseActor(case=page, element=element, who="居委会", contribution="召集")
        for element in random.sample(Element.values, 4)
    )
    CaseTheme.objects.bulk_create(CaseTheme(case=page, theme=theme) for theme in random.sample(Theme.values, 2))


def _body(lesson: int) -> list[dict]:
    """About 2,000 characters under five headings."""
    random = Random(lesson)
    blocks = []
    for part in range(1, 6):
        heading = {"text": f"第{part}节", "level": "2"}
        blocks.append({"type": "heading", "value": heading, "id": f"00000000-0000-4000-8000-{lesson:06d}{part:06d}"})
        identity = f"00000000-0000-4000-9000-{lesson:06d}{part:06d}"
        value = "".join(f"<p>{_paragraph(random)}</p>" for _ in range(2))
        blocks.append({"type": "rich_text", "value": value, "id": identity})
    return blocks


def _paragraph(random: Random) -> str:
    """About 200 characters that compress like text, not like one sentence repeated."""
    parts = ["{}，{}{}，{}。".format(*map(random.choice, (WHEN, WHO, DID, THEN))) for _ in range(9)]
    return "".join(parts)


def _quiz(module) -> QuizPage:
    bank = QuestionBank.objects.create(name="题库", organisation=factories.unit("shiqi", name="石碁镇"))
    page = QuizPage(title="单元测验", attempts=None, cool_down=0)
    page.quiz_questions = [
        QuizQuestion(question=_question(bank, number), points=10, sort_order=number) for number in range(QUESTIONS)
    ]
    return factories.publish(module, page)


def _question(bank: QuestionBank, number: int) -> Question:
    stem = f"第{number + 1}题：议事前先做什么？"
    made = Question(bank=bank, kind="single", stem=stem, live=False, review_state="approved")
    texts = ("收集意见", "直接表决", "等待通知", "张贴结果")
    made.choices = [Choice(text=text, is_correct=not order, sort_order=order) for order, text in enumerate(texts)]
    made.save()
    made.save_revision().publish()
    return made


def _log_in(user: User) -> str:
    client = Client()
    client.force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    # A request after the day's first: the agreement to the privacy notice has been looked up already.
    session = SessionStore(key)
    session["privacy_notice_day"] = timezone.localdate().isoformat()
    session.save()
    return key


def open_attempt(site: TrialSite, visitor: Visitor) -> Attempt:
    """The visitor's running attempt, begun if need be."""
    return start_attempt(learner=visitor.user, quiz=site.quiz)


def nearly_done(site: TrialSite) -> None:
    """Let every lesson of every learner be one beat away from completion."""
    UnitProgress.objects.filter(unit_id__in=[lesson.pk for lesson in site.lessons]).update(
        seconds=100_000, position=1, state={}, completed_at=None
    )
