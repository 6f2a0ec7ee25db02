"""A bank against a sheet: what a question looks like as a record, and what an import would do. Reads, never writes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha1
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from assessments.exchange.records import BY_NAME, Problem, Record, Sheet, one_form
from assessments.kinds import kind_of
from assessments.models import Question, QuestionBank
from cases.models import CasePage
from courses.models import LessonPage

# What is compared, and the column that says so. The key names the question and is no part of it.
COMPARED = {
    "kind": "kind", "stem": "stem", "cells": "answer", "explanation": "explanation", "difficulty": "difficulty",
    "category": "category", "point": "point", "partial": "partial", "state": "state", "lesson": "lesson",
    "case": "case", "image": "image", "image_alt": "image_alt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a sheet and what it means for the bank. `question` is None for a new one; `picture` holds the bytes
    of a picture the site does not have yet."""

    row: int
    record: Record
    question: Question | None
    changes: tuple[str, ...] = ()
    lesson: int | None = None
    case: int | None = None
    image: int | None = None
    picture: bytes | None = None


@dataclass(slots=True)
class Plan:
    new: list[Step] = field(default_factory=list)
    changed: list[Step] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, list[int]] = field(default_factory=dict)
    numbered: bool = False

    @property
    def steps(self) -> list[Step]:
        return [*self.new, *self.changed]


def questions_of(bank: QuestionBank) -> list[Question]:
    """Questions of the bank as their authors see them: the latest version, published or not. A fixed number of
    queries, and one more for each question with a draft."""
    rows = bank.questions.select_related("source_lesson", "case", "image", "latest_revision").order_by("pk")
    found = rows.prefetch_related("choices")
    return [row.get_latest_revision_as_object() if row.has_unpublished_changes else row for row in found]


def record_of(question: Question) -> Record:
    """The question as a sheet holds it."""
    lesson, case, image = question.source_lesson, question.case, question.image
    return Record(
        kind=question.kind, stem=question.stem, key=str(question.uid), explanation=question.explanation,
        cells=kind_of(question.kind).to_cells([choice.facts() for choice in question.choices.all()]),
        difficulty=question.difficulty, category=question.category, point=question.knowledge_point,
        partial=question.partial, state=question.review_state, lesson=address_of(lesson) if lesson else "",
        case=case.number or "" if case else "", image=image.filename if image else "", image_alt=question.image_alt,
    ).plain()  # fmt: skip


def address_of(lesson) -> str:
    """The last parts of a lesson's address: course, module, lesson."""
    return "/".join(lesson.url_path.strip("/").split("/")[-3:])


def file_hash(content: bytes) -> str:
    """As Wagtail keeps it of every picture."""
    return sha1(content, usedforsecurity=False).hexdigest()


class _Planner:
    def __init__(self, bank: QuestionBank, sheet: Sheet, pictures: dict[str, bytes]) -> None:
        self.sheet, self.pictures = sheet, pictures
        self.plan = Plan(problems=list(sheet.problems), left_out=sheet.left_out, numbered=sheet.numbered)
        self.existing = questions_of(bank)
        self.by_key = {str(question.uid): question for question in self.existing}
        self.by_wording: dict[tuple[str, str], list[Question]] = defaultdict(list)
        for question in self.existing:
            self.by_wording[record_of(question).wording].append(question)
        self.lessons = _lessons([record for _row, record in sheet.lines])
        self.cases = _cases({record.case for _row, record in sheet.lines})
        self.hashes = {name: file_hash(content) for name, content in pictures.items()}
        images = get_image_model().objects.filter(file_hash__in=set(self.hashes.values())).order_by("pk")
        self.images = {image.file_hash: image for image in images}
        self.taken: dict[object, int] = {}

    def make(self) -> Plan:
        for row, record in self.sheet.lines:
            step = self._step(row, record)
            if step is None:
                continue
            if step.question is None:
                self.plan.new.append(step)
            elif step.changes:
                self.plan.changed.append(step)
            else:
                self.plan.same += 1
        return self.plan

    def _wrong(self, row: int, column: str, why: str) -> None:
        letter, heading = self.sheet.columns.get(column, ""), str(BY_NAME[column].heading)
        self.plan.problems.append(Problem(row, letter, heading, why))

    def _step(self, row: int, record: Record) -> Step | None:
        before = len(self.plan.problems)
        question = self._known(row, record)
        if len(self.plan.problems) > before:
            return None
        name = question.uid if question is not None else record.wording
        if name in self.taken:
            in_row, again = _("The same question stands in row %(row)d."), _("It is the same as question %(row)d.")
            self._wrong(row, "stem", (again if self.sheet.numbered else in_row) % {"row": self.taken[name]})
        self.taken.setdefault(name, row)
        if question is not None and question.locked:
            self._wrong(row, "stem", _("This question is locked. Ask whoever locked it."))
        now = record_of(question) if question is not None else None
        if now is not None:
            record = replace(record, **{name: getattr(now, name) for name in record.unsaid})
        lesson, case = self._lesson(row, record, question), self._case(row, record, question)
        image, picture = self._image(row, record, question)
        if len(self.plan.problems) > before:
            return None
        named = replace(record.plain(), key=now.key if now else "")
        if lesson is not None and record.lesson:
            named = replace(
                named, lesson=self.lessons[record.lesson][1] if record.lesson in self.lessons else now.lesson
            )
        if image is not None and record.image:
            named = replace(named, image=image.filename)
        differ = [column for name, column in COMPARED.items() if now and getattr(now, name) != getattr(named, name)]
        changes = tuple(str(BY_NAME[column].heading) for column in differ)
        return Step(row, named, question, changes, lesson, case, image.pk if image else None, picture)

    def _known(self, row: int, record: Record) -> Question | None:
        if record.key:
            try:
                found = self.by_key.get(str(UUID(record.key)))
            except ValueError:
                found = None
            if found is None:
                self._wrong(row, "key", _("No question of this bank has this number. Leave it empty for a new one."))
            return found
        alike = self.by_wording.get(record.wording, [])
        if len(alike) > 1:
            self._wrong(row, "key", _("Several questions of the bank read like this. Give the number of one."))
        return alike[0] if len(alike) == 1 else None

    def _lesson(self, row: int, record: Record, question: Question | None) -> int | None:
        if not record.lesson:
            return None
        if question is not None and question.source_lesson and address_of(question.source_lesson) == record.lesson:
            return question.source_lesson_id
        if record.lesson not in self.lessons:
            self._wrong(row, "lesson", _("No published lesson, or more than one, is called this."))
            return None
        return self.lessons[record.lesson][0]

    def _case(self, row: int, record: Record, question: Question | None) -> int | None:
        if not record.case:
            if kind_of(record.kind).quotes_case:
                self._wrong(row, "case", _("Choose the case that is analyzed."))
            return None
        if question is not None and question.case and question.case.number == record.case:
            return question.case_id
        if record.case not in self.cases:
            self._wrong(row, "case", _("No published case has this number."))
        return self.cases.get(record.case)

    def _image(self, row: int, record: Record, question: Question | None):
        """The picture the site has (None where it has none), and the bytes of one that is new."""
        if not record.image:
            return None, None
        if record.image in self.pictures:
            known = self.images.get(self.hashes[record.image])
            return known, None if known else self.pictures[record.image]
        if question is not None and question.image and question.image.filename == record.image:
            return question.image, None
        self._wrong(row, "image", _("This picture is not in the ZIP file."))
        return None, None


def _lessons(records: Iterable[Record]) -> dict[str, tuple[int, str]]:
    """Published lessons by what a sheet may call them: id and address. One query, none where nothing is named."""
    wanted = {record.lesson for record in records if record.lesson}
    if not wanted:
        return {}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for lesson in LessonPage.objects.live().only("pk", "title", "url_path"):
        address = address_of(lesson)
        for name in {lesson.title, address} & wanted:
            found[name].append((lesson.pk, address))
    return {name: lessons[0] for name, lessons in found.items() if len(lessons) == 1}


def _cases(numbers: set[str]) -> dict[str, int]:
    wanted = numbers - {""}
    return dict(CasePage.objects.in_library().filter(number__in=wanted).values_list("number", "pk")) if wanted else {}


def plan_of(bank: QuestionBank, sheet: Sheet, pictures: dict[str, bytes]) -> Plan:
    """What taking over `sheet` would do to `bank`, row by row."""
    return _Planner(bank, sheet, pictures).make()


def duplicates_in(bank: QuestionBank) -> list[list[Question]]:
    """Questions of the bank that ask the same in the same words, however wide or spaced; groups of two or more."""
    alike: dict[tuple[str, str], list[Question]] = defaultdict(list)
    for question in bank.questions.order_by("pk"):
        alike[Record(question.kind, one_form(question.stem)).wording].append(question)
    return [group for group in alike.values() if len(group) > 1]
