"""Courses with their lessons, question banks, quizzes, awards and invite codes, from plain data to published pages."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from accounts.enums import Level, UnitType
from accounts.models import Organisation, User
from accounts.services import load_organisations
from assessments.enums import FeedbackPolicy, QuizMode, ReviewState
from assessments.models import Choice, DrawRule, Question, QuestionBank, QuizPage, QuizQuestion
from certificates.models import Award, CertificateTemplate
from courses.enums import JoinMethod, UnitOrder
from courses.models import CatalogPage, CourseAudience, CoursePage, LessonPage, ModulePage, PolicySource
from learning.models import InviteCode
from learning.services import create_invite
from lms.demo.loader_bodies import raw_body
from lms.demo.loader_files import Library
from lms.demo.loader_keys import key

DAYS_OF_MONTH = 30
POINTS = 10
DEPARTMENT = {
    "slug": "demo-social-work-department",
    "parent": "panyu",
    "level": Level.OTHER,
    "unit_type": UnitType.DEPARTMENT,
    "name_full": "区委社会工作部（示例）",
    "name_short": "区委社会工作部（示例）",
    "pinyin": "qu wei she hui gong zuo bu shi li",
    "sort_order": 900,
}
# What the data of a course leaves to whoever loads it: owning unit, order of study, minutes of a sitting, invite code.
PLACES = {
    "C1": {"unit": "shiqi", "order": UnitOrder.FREE, "time_limit": 30, "code": "GZXT0001"},
    "C6": {"unit": "panyu", "order": UnitOrder.SEQUENTIAL, "time_limit": None, "code": "GZXT0006"},
}
INVITED = 50


@transaction.atomic
def load_course(data: dict[str, Any], *, author: User) -> CoursePage:
    """Make and publish the course of `data`; what exists already stays as people left it."""
    load_organisations([DEPARTMENT])
    place = PLACES[data["key"]]
    course = _course(data, author)
    library = Library(author)
    for module_number, module in enumerate(data["modules"], start=1):
        heading = _published(
            course, ModulePage, key(data["key"], "module", module_number), author,
            title=module["title"], slug=module["slug"],
        )  # fmt: skip
        for unit in module["units"]:
            if unit["kind"] == "lesson":
                _lesson(heading, unit, author, library)
    bank = _bank(data["bank"], course, author, "结业测验与日常练习用题。")
    practice = _bank(data["practice"], course, author, "平时练习用题，结业测验不抽。") if "practice" in data else None
    for module_number, module in enumerate(data["modules"], start=1):
        heading = ModulePage.objects.get(translation_key=key(data["key"], "module", module_number))
        for unit in module["units"]:
            if unit["kind"] == "quiz":
                _quiz(heading, unit, author, bank, place["time_limit"])
            elif unit["kind"] == "practice" and practice is not None:
                _practice(heading, unit, author, practice)
    Award.objects.get_or_create(course=course, defaults={"template": CertificateTemplate.objects.earliest("pk")})
    if not InviteCode.objects.filter(code=place["code"]).exists():
        create_invite(
            course=course, organisation=course.organisation, by=author, max_uses=INVITED, code=place["code"]
        )  # fmt: skip
    return course


def _published(parent: Page, model: type, name, author: User, **values):
    """The page called `name` (its translation key), made below `parent` and published if it does not exist."""
    found = model.objects.filter(translation_key=name).first()
    if found is not None:
        return found
    children = {field: values.pop(field) for field in ("audiences", "policy_sources") if field in values}
    page = model(translation_key=name, owner=author, **values)
    for field, rows in children.items():
        setattr(page, field, rows)
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return model.objects.get(pk=page.pk)


def _course(data: dict[str, Any], author: User) -> CoursePage:
    place = PLACES[data["key"]]
    return _published(
        CatalogPage.objects.get(), CoursePage, key(data["key"]), author,
        title=data["title"], slug=data["slug"], code=data["code"], summary=data["summary"],
        search_description=data["summary"], aims="<ul>" + "".join(f"<li>{aim}</li>" for aim in data["aims"]) + "</ul>",
        theme=data["theme"], level=data["level"], hours=Decimal(data["hours"]), teacher=data["teacher_text"],
        organisation=Organisation.objects.get(slug=place["unit"]),
        lead_department=Organisation.objects.get(slug=DEPARTMENT["slug"]),
        review_by=timezone.localdate() + datetime.timedelta(days=DAYS_OF_MONTH * data["review_by"]),
        join_method=JoinMethod.OPEN, unit_order=place["order"],
        audiences=[CourseAudience(audience=who, compulsory=must) for who, must in data["audiences"]],
        policy_sources=[
            PolicySource(**{**row, "issued_on": datetime.date.fromisoformat(row["issued_on"])})
            for row in data["policy_sources"]
        ],
    )  # fmt: skip


def _lesson(heading: ModulePage, unit: dict[str, Any], author: User, library: Library) -> LessonPage:
    if found := LessonPage.objects.filter(translation_key=key(unit["key"])).first():
        return found
    block = LessonPage._meta.get_field("body").stream_block
    return _published(
        heading, LessonPage, key(unit["key"]), author,
        title=unit["title"], slug=unit["slug"], summary=unit["summary"], minutes=unit["minutes"],
        body=block.clean(block.to_python(raw_body(unit["key"], unit["body"], library))),
    )  # fmt: skip


def _bank(data: dict[str, Any], course: CoursePage, author: User, description: str) -> QuestionBank:
    bank, _made = QuestionBank.objects.get_or_create(
        organisation=course.organisation, name=data["title"],
        defaults={"course": course, "description": description, "shared": True},
    )  # fmt: skip
    for row in data["questions"]:
        if not Question.objects.filter(uid=key(row["key"])).exists():
            _question(row, bank, author)
    return bank


def _question(row: dict[str, Any], bank: QuestionBank, author: User) -> Question:
    question = Question(
        uid=key(row["key"]), bank=bank, kind=row["kind"], stem=row["stem"], explanation=row["explanation"],
        difficulty=row["difficulty"], category=row["category"], knowledge_point=row["knowledge_point"],
        source_lesson=Page.objects.get(translation_key=key(row["source_lesson"])), author=author,
        review_state=ReviewState.APPROVED, partial=row["partial"], live=False,
    )  # fmt: skip
    question.choices = [
        Choice(
            uid=key(row["key"], number),
            text=choice["text"],
            match=choice.get("match", ""),
            is_correct=choice["correct"],
            feedback=choice["feedback"],
            sort_order=number,
        )
        for number, choice in enumerate(row["choices"])
    ]
    question.full_clean()
    if problems := question.problems():
        raise ValueError(f"{row['key']}: {problems}")
    question.save()
    question.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return question


def _quiz(heading: ModulePage, unit: dict[str, Any], author: User, bank: QuestionBank, limit: int | None) -> QuizPage:
    if found := QuizPage.objects.filter(translation_key=key(unit["key"])).first():
        return found
    quiz = _quiz_page(unit, author, pass_mark=unit["pass_mark"], attempts=unit["attempts"], time_limit=limit)
    quiz.quiz_questions = [
        QuizQuestion(question=Question.objects.get(uid=key(name)), points=POINTS, sort_order=number)
        for number, name in enumerate(unit["fixed"])
    ]
    quiz.draw_rules = [DrawRule(bank=bank, count=unit["draw"]["count"], points=POINTS, sort_order=0)]
    return _publish_quiz(heading, quiz, author)


def _practice(heading: ModulePage, unit: dict[str, Any], author: User, bank: QuestionBank) -> QuizPage:
    """Every question of `bank`, as often as one likes; nobody has to."""
    if found := QuizPage.objects.filter(translation_key=key(unit["key"])).first():
        return found
    quiz = _quiz_page(
        unit, author, compulsory=False, attempts=None, shuffle_questions=False, mode=QuizMode.PRACTICE,
        feedback_policy=FeedbackPolicy.AT_ONCE,
    )  # fmt: skip
    quiz.quiz_questions = [
        QuizQuestion(question=question, points=POINTS, sort_order=number)
        for number, question in enumerate(bank.questions.order_by("pk"))
    ]
    return _publish_quiz(heading, quiz, author)


def _quiz_page(unit: dict[str, Any], author: User, **rules: Any) -> QuizPage:
    return QuizPage(
        translation_key=key(unit["key"]), owner=author, title=unit["title"], slug=unit["slug"], intro=unit["summary"],
        minutes=unit["minutes"], **rules,
    )  # fmt: skip


def _publish_quiz(heading: ModulePage, quiz: QuizPage, author: User) -> QuizPage:
    Page.objects.get(pk=heading.pk).specific.add_child(instance=quiz)
    quiz.save_revision(user=author).publish(user=author, skip_permission_checks=True)
    return quiz
