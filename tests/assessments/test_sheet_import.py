"""A bank out of a sheet and into it: all rows or none, found again by number or wording, nobody else's bank."""

import time
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from accounts.enums import Role
from assessments.bank_sheets import duplicates_in, questions_of, record_of
from assessments.exchange.examples import EXAMPLES
from assessments.exchange.reading import read
from assessments.exchange.records import Record
from assessments.exchange.workbook import workbook
from assessments.kinds.cells import Cells
from assessments.models import Question, QuestionSheet
from assessments.models.sheets import WAITS
from assessments.services import NotTakenOver, export_bank, import_questions, keep_sheet, start_attempt
from tests import factories
from tests.assessments import builders
from tests.assessments.test_sheets import packed, picture
from tests.cases.library_builders import case

pytestmark = pytest.mark.django_db
LIST = "/cms/question-sheets/"


def records(*changes: dict) -> list[Record]:
    """The examples of the template; the case analysis names a case of the library."""
    number = case().number
    return [replace(record, case=number if record.case else "") for record in EXAMPLES]


def kept(bank, content: bytes, by=None, name: str = "题库.xlsx") -> QuestionSheet:
    return keep_sheet(bank=bank, by=by or builders.author(bank.organisation), name=name, content=content)


def taken(bank, wanted, by=None, name: str = "题库.xlsx"):
    sheet = kept(bank, wanted if isinstance(wanted, bytes) else workbook(wanted), by, name)
    return import_questions(sheet=sheet, by=sheet.by)


def standing(bank) -> list[Record]:
    return [replace(record_of(question), key="") for question in questions_of(bank)]


def test_every_kind_comes_in_and_goes_out_and_comes_in_again_the_same():
    first, second = builders.bank("甲题库"), builders.bank("乙题库")
    wanted = records()
    done = taken(first, wanted)
    assert (done.new, done.changed, done.same) == (len(wanted), 0, 0)
    assert all(question.live and not question.problems() for question in Question.objects.filter(bank=first))
    for question in Question.objects.filter(bank=first):
        version = question.latest_revision.as_object()
        assert (
            list(version.choices.all()) == list(question.choices.all())
            and question.live_revision == question.latest_revision
        )
    made = export_bank(bank=first, by=builders.author(first.organisation))
    assert made.name.endswith(".xlsx")
    again = read(made.content)
    without_keys = [replace(record, key="") for _row, record in again.lines]
    assert (again.problems, without_keys) == ([], standing(first))
    taken(second, without_keys)
    assert standing(second) == standing(first)


def test_the_same_file_twice_changes_nothing():
    bank = builders.bank()
    wanted = records()
    taken(bank, wanted)
    before = Revision.objects.count(), ModelLogEntry.objects.count()
    done = taken(bank, wanted)
    assert (done.new, done.changed, done.same) == (0, 0, len(wanted))
    content = export_bank(bank=bank, by=builders.author(bank.organisation)).content
    assert taken(bank, content).same == len(wanted)
    exported = 1
    assert (Revision.objects.count(), ModelLogEntry.objects.count() - exported) == before


def test_a_row_with_a_number_changes_that_question_and_keeps_the_names_of_its_choices():
    question = builders.question("旧的题干？")
    uids = [choice.uid for choice in question.choices.all()]
    changed = replace(record_of(question), stem="新的题干？", cells=Cells(("选项B", "新的", "选项A"), "B"))
    done = taken(question.bank, [changed])
    assert (done.new, done.changed) == (0, 1)
    now = Question.objects.get(pk=question.pk)
    rows = list(now.choices.all())
    assert (now.stem, [row.text for row in rows]) == ("新的题干？", ["选项B", "新的", "选项A"])
    assert (rows[0].uid, rows[2].uid, rows[1].uid in uids) == (uids[1], uids[0], False)
    assert [row.is_correct for row in rows] == [False, True, False]
    trail = ModelLogEntry.objects.for_instance(question.bank).get()
    assert (trail.action, trail.data["changed"]) == ("assessments.questions_imported", 1)


def test_a_paper_that_was_drawn_stays_as_it_was():
    page = builders.quiz()
    question = page.quiz_questions.first().question
    attempt = start_attempt(quiz=page, learner=builders.enrolled(page).learner)
    before = attempt.paper
    taken(question.bank, [replace(record_of(question), stem="换了的题干？")])
    attempt.refresh_from_db()
    assert attempt.paper == before


def test_one_wrong_row_and_nothing_is_written():
    bank = builders.bank()
    good = Record("single", "问？", Cells(("甲", "乙"), "A"))
    for bad in (replace(good, stem="问 ？"), replace(good, stem="别的？", lesson="没有这一课"), replace(good, key="7")):
        with pytest.raises(NotTakenOver) as refused:
            taken(bank, [good, bad])
        (problem,) = refused.value.plan.problems
        assert (problem.row, Question.objects.count()) == (3, 0)


def test_lessons_are_named_by_title_or_address_and_a_draft_is_none():
    lesson = factories.lesson(factories.module(factories.course()), "只有一课叫这个")
    bank, record = builders.bank(), Record("single", "问？", Cells(("甲", "乙"), "A"), lesson="只有一课叫这个")
    taken(bank, [record])
    question = Question.objects.get()
    assert question.source_lesson_id == lesson.pk
    assert record_of(question).lesson.count("/") == 2
    assert taken(bank, [record_of(question)]).same == 1
    lesson.unpublish()
    assert taken(bank, [record_of(question)]).same == 1
    with pytest.raises(NotTakenOver):
        taken(bank, [replace(record, stem="另一问？")])


def test_a_draft_stays_a_draft_and_an_edited_one_is_compared_with_its_edit():
    bank, draft = builders.bank(), Record("single", "问？", Cells(("甲", "乙"), "A"))
    taken(bank, [draft])
    question = Question.objects.get()
    assert (question.live, question.review_state) == (False, "draft")
    taken(bank, [replace(draft, state="approved")])
    question.refresh_from_db()
    assert question.live
    question.stem = "改了还没发布？"
    question.save_revision()
    assert [record.stem for record in standing(bank)] == ["改了还没发布？"]
    assert taken(bank, [record_of(questions_of(bank)[0])]).same == 1
    question.refresh_from_db()
    assert (question.stem, question.has_unpublished_changes) == ("问？", True)


def test_a_locked_question_is_left_alone():
    question = builders.question("锁住的题？")
    Question.objects.filter(pk=question.pk).update(locked=True, locked_at=timezone.now())
    with pytest.raises(NotTakenOver):
        taken(question.bank, [replace(record_of(question), stem="改了？")])


def test_pictures_come_from_the_zip_once_and_go_out_with_the_bank():
    first, second = builders.bank("甲题库"), builders.bank("乙题库")
    seen = Record("single", "图里是什么？", Cells(("甲", "乙"), "A"), image="楼.png", image_alt="一栋楼")
    with pytest.raises(NotTakenOver):
        taken(first, [seen])
    zipped = packed(**{"表.xlsx": workbook([seen, replace(seen, stem="还是什么？")]), "楼.png": picture()})
    assert taken(first, zipped, name="包.zip").new == 2
    one, other = Question.objects.order_by("pk")
    assert (one.image_id, one.image.width) == (other.image_id, 20)
    assert taken(first, zipped, name="包.zip").same == 2
    made = export_bank(bank=first, by=builders.author(first.organisation))
    assert made.name.endswith(".zip")
    with pytest.raises(NotTakenOver):
        taken(second, made.content, name=made.name)
    assert taken(first, made.content, name=made.name).same == 2


def test_a_bank_and_a_number_of_another_unit_do_not_exist():
    theirs = builders.question("大石的题？", of=builders.bank("大石题库", at=factories.unit("dashi", name="大石街")))
    own = builders.bank()
    author = builders.author(own.organisation)
    for attempt in (
        lambda: keep_sheet(bank=theirs.bank, by=author, name="a.xlsx", content=workbook()),
        lambda: export_bank(bank=theirs.bank, by=author),
        lambda: import_questions(sheet=kept(theirs.bank, workbook(records())), by=author),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    with pytest.raises(NotTakenOver) as refused:
        taken(own, [record_of(theirs)], author)
    (problem,) = refused.value.plan.problems
    nowhere = replace(record_of(theirs), key="01900000-0000-7000-8000-000000000000")
    with pytest.raises(NotTakenOver) as same:
        taken(own, [nowhere], author)
    assert problem == same.value.plan.problems[0]


def test_the_same_words_twice_are_found_however_they_are_written():
    bank = builders.bank()
    builders.question("五社是哪五社？", of=bank)
    builders.question("五社 是哪五社?", of=bank)
    builders.question("别的？", of=bank)
    assert [[question.stem for question in group] for group in duplicates_in(bank)] == [
        ["五社是哪五社？", "五社 是哪五社?"]
    ]


def test_two_hundred_questions_are_taken_over_in_two_seconds():
    bank = builders.bank()
    wanted = [
        Record(
            "single", f"第{number}题？", Cells(("甲", "乙", "丙", "丁"), "B"), state="approved", explanation="因为。"
        )
        for number in range(200)
    ]
    sheet = kept(bank, workbook(wanted))
    started = time.process_time()
    assert import_questions(sheet=sheet, by=sheet.by).new == 200
    # The figure of docs/performance.md is taken on a calm machine; here is room for a busy one.
    assert time.process_time() - started < 8


# --- the screens


def upload(client, bank, content: bytes, name: str = "题库.xlsx"):
    return client.post(f"{LIST}{bank.pk}/", {"file": SimpleUploadedFile(name, content)})


def test_from_the_template_to_the_bank(login):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    buttons = client.get("/cms/snippets/assessments/questionbank/").content.decode()
    assert f"{LIST}{bank.pk}/export/" in buttons and "导入试题" in buttons
    template = b"".join(client.get(f"{LIST}{bank.pk}/template/").streaming_content)
    assert read(template).problems[0].row == 0
    answered = upload(client, bank, workbook(records()))
    page = client.get(answered.headers["Location"]).content.decode()
    assert ("确认导入" in page, Question.objects.count()) == (True, 0)
    client.post(answered.headers["Location"])
    assert Question.objects.filter(bank=bank).count() == len(EXAMPLES)
    assert "没有需要导入的内容" in client.get(answered.headers["Location"]).content.decode()
    exported = b"".join(client.get(f"{LIST}{bank.pk}/export/").streaming_content)
    assert len(read(exported).lines) == len(EXAMPLES)


def test_a_wrong_sheet_shows_row_column_and_reason_and_cannot_be_taken_over(login):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    wrong = workbook([Record("single", "问？", Cells(("甲", "乙"), ""))])
    address = upload(client, bank, wrong).headers["Location"]
    page = client.get(address).content.decode()
    assert ("没有写正确答案" in page, "<td>2</td>" in page, "确认导入" in page) == (True, True, False)
    assert client.post(address).status_code == 409
    listed = b"".join(client.get(f"{address}problems/").streaming_content)
    assert listed[:2] == b"PK"
    refused = upload(client, bank, b"xx", "题库.xls")
    assert (refused.status_code, "另存为" in refused.content.decode()) == (422, True)
    assert upload(client, bank, b"").status_code == 422
    assert Question.objects.count() == 0


def test_a_file_is_its_uploaders_alone_and_for_an_hour(login):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    address = upload(client, bank, workbook(records())).headers["Location"]
    client = login(builders.author(bank.organisation))
    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]
    sheet = QuestionSheet.objects.get()
    client = login(sheet.by)
    QuestionSheet.objects.update(made_at=timezone.now() - WAITS)
    assert client.get(address).headers["Location"] == f"{LIST}{bank.pk}/"
    QuestionSheet.objects.update(made_at=timezone.now() - 30 * WAITS)
    upload(client, bank, workbook(records()))
    assert not QuestionSheet.objects.filter(pk=sheet.pk).exists()


def test_others_do_not_reach_the_sheets_of_a_bank(client, login):
    bank = builders.bank()
    shared = builders.bank("共用题库")
    shared.shared = True
    shared.save()
    assert client.get(f"{LIST}{bank.pk}/").status_code == 302
    dashi = factories.unit("dashi", name="大石街")
    for person in (builders.author(dashi), factories.person(bank.organisation, Role.COHORT_MANAGER)):
        browser = login(person)
        for of in (bank, shared):
            for tail in ("", "template/", "export/"):
                assert browser.get(f"{LIST}{of.pk}/{tail}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_dry_run_asks_the_same_for_one_and_for_three(login, django_assert_num_queries, count):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    wanted = [Record("single", f"第{number}题？", Cells(("甲", "乙"), "A")) for number in range(count)]
    address = upload(client, bank, workbook(wanted)).headers["Location"]
    client.get(address)
    with django_assert_num_queries(21):
        assert f"第{count - 1}题？" in client.get(address).content.decode()
