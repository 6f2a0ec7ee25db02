"""Questions out of a bank and into it. An import takes all rows or none."""

import datetime
import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from assessments.bank_sheets import Plan, Step, file_hash, plan_of, questions_of, record_of
from assessments.enums import ReviewState
from assessments.exchange.files import read_file
from assessments.exchange.workbook import workbook
from assessments.kinds import ChoiceFacts, kind_of
from assessments.models import Choice, Question, QuestionBank, QuestionSheet

THROWN_AWAY = datetime.timedelta(days=1)


class NotTakenOver(Exception):
    """The file does not fit the bank any more; `plan` says why."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


@dataclass(frozen=True, slots=True)
class Exported:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Imported:
    new: int
    changed: int
    same: int


def _held(bank: QuestionBank, by: User) -> QuestionBank:
    """The bank under lock. Raises PermissionDenied for whoever may not edit it."""
    if not QuestionBank.objects.visible_to(by).filter(pk=bank.pk).exists():
        raise PermissionDenied
    return QuestionBank.objects.select_for_update(of=("self",)).get(pk=bank.pk)


def export_bank(*, bank: QuestionBank, by: User) -> Exported:
    """All questions of the bank as a workbook; as a ZIP with the pictures where there are any."""
    if not QuestionBank.objects.visible_to(by).filter(pk=bank.pk).exists():
        raise PermissionDenied
    questions = questions_of(bank)
    content = workbook(record_of(question) for question in questions)
    images = {question.image.filename: question.image for question in questions if question.image}
    name = f"{bank.name}-{timezone.localdate():%Y%m%d}"
    log(bank, "assessments.questions_exported", user=by, data={"questions": len(questions)})
    if not images:
        return Exported(f"{name}.xlsx", content)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.xlsx", content)
        for filename, image in images.items():
            with image.file.open("rb") as file:
                archive.writestr(filename, file.read())
    return Exported(f"{name}.zip", packed.getvalue())


@transaction.atomic
def keep_sheet(*, bank: QuestionBank, by: User, name: str, content: bytes) -> QuestionSheet:
    """Keep an uploaded file for its dry run. Raises Refused when it is no file of questions at all."""
    held = _held(bank, by)
    read_file(name, content)
    QuestionSheet.objects.filter(made_at__lt=timezone.now() - THROWN_AWAY).delete()
    return QuestionSheet.objects.create(bank=held, by=by, name=name[-120:], content=content)


def plan_sheet(sheet: QuestionSheet) -> Plan:
    """What importing the file would do now."""
    read = read_file(sheet.name, bytes(sheet.content))
    return plan_of(sheet.bank, read, read.pictures)


@transaction.atomic
def import_questions(*, sheet: QuestionSheet, by: User) -> Imported:
    """Take over every row of the file, or none. Once more, it finds everything as it is.

    The plan is made anew under the lock of the bank, so what somebody else changed since the dry run counts. Raises
    PermissionDenied, or NotTakenOver with the plan whose problems are in the way.
    """
    bank = _held(sheet.bank, by)
    plan = plan_sheet(sheet)
    if plan.problems:
        raise NotTakenOver(plan)
    pictures: dict[bytes, int] = {}
    with disable_reference_index_auto_update():
        stored = _made([_filled(Question(bank=bank, author=by), step, by, pictures) for step in plan.new], by)
        stored += [_changed(_filled(step.question, step, by, pictures), by) for step in plan.changed if step.question]
    for question in stored:
        ReferenceIndex.create_or_update_for_object(question)
    done = Imported(len(plan.new), len(plan.changed), plan.same)
    if stored:
        data = {"file": sheet.name, "new": done.new, "changed": done.changed, "same": done.same}
        log(bank, "assessments.questions_imported", user=by, data=data)
    return done


def _filled(question: Question, step: Step, by: User, pictures: dict[bytes, int]) -> Question:
    """The question with all that the row says of it, unsaved."""
    record = step.record
    question.kind, question.stem, question.explanation = record.kind, record.stem, record.explanation
    question.difficulty, question.category, question.knowledge_point = record.difficulty, record.category, record.point
    question.partial, question.review_state, question.image_alt = record.partial, record.state, record.image_alt
    question.source_lesson_id, question.case_id = step.lesson, step.case
    question.image_id = _picture(step, by, pictures) if step.picture else step.image
    question.choices = _rows(question, kind_of(record.kind).from_cells(record.cells))
    return question


def _made(questions: list[Question], by: User) -> list[Question]:
    """Save new questions with their rows and first versions, as many as there are in a few statements: one after
    another, 200 of them would take three seconds. Approved ones are published."""
    now = timezone.now()
    for question in questions:
        question.live = question.review_state == ReviewState.APPROVED
        question.has_unpublished_changes = not question.live
        question.first_published_at = question.last_published_at = now if question.live else None
    Question.objects.bulk_create(questions)
    rows = [row for question in questions for row in question.choices.all()]
    for question in questions:
        for row in question.choices.all():
            row.question = question
    Choice.objects.bulk_create(rows)
    kind = ContentType.objects.get_for_model(Question)
    versions = [
        Revision(
            content_type=kind, base_content_type=kind, object_id=str(question.pk), object_str=str(question), user=by,
            content=question.serializable_data(), created_at=now,
        )
        for question in questions
    ]  # fmt: skip
    for question, version in zip(questions, Revision.objects.bulk_create(versions), strict=True):
        question.latest_revision = version
        question.live_revision = version if question.live else None
    Question.objects.bulk_update(questions, ["latest_revision", "live_revision"], batch_size=200)
    for question in questions:
        log(question, "wagtail.create", user=by)
    return questions


def _changed(question: Question, by: User) -> Question:
    """A new version. What was published stays so; what is not approved is asked of nobody either way."""
    revision = question.save_revision(user=by, clean=False)
    if question.review_state == ReviewState.APPROVED or question.live:
        revision.publish(user=by)
    return question


def _rows(question: Question, facts: list[ChoiceFacts]) -> list[Choice]:
    """Rows for `facts`. A row that says the same keeps its uid, by which papers that were drawn know it."""
    before = list(question.choices.all()) if question.pk else []
    made = []
    for order, one in enumerate(facts):
        same = next((row for row in before if (row.text, row.match) == (one.text, one.match)), None)
        same = same or next((row for row in before if row.text == one.text), None)
        if same is not None:
            before.remove(same)
        row = same or Choice()
        row.text, row.match, row.is_correct, row.feedback = one.text, one.match, one.is_correct, one.feedback
        row.sort_order = order
        made.append(row)
    return made


def _picture(step: Step, by: User, pictures: dict[bytes, int]) -> int:
    """The id of a picture that is new to the site, made once however many questions show it."""
    content = step.picture or b""
    if content not in pictures:
        name = step.record.image
        image = get_image_model()(title=name, file=ImageFile(BytesIO(content), name=name), uploaded_by_user=by)
        image.file_hash, image.file_size = file_hash(content), len(content)
        image.save()
        pictures[content] = image.pk
    return pictures[content]
