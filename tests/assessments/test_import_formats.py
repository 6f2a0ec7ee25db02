"""Files of other systems through the import: recognised by content and name, safe, all or nothing, the same twice."""

import time
from base64 import b64encode
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from assessments.exchange import drafting, files, packages
from assessments.exchange.files import read_file
from assessments.exchange.reading import read
from assessments.exchange.workbook import workbook
from assessments.models import Question
from assessments.services import NotTakenOver, export_bank, import_questions, keep_sheet
from content.uploads import Refused
from tests.assessments import builders
from tests.assessments.test_gift import SAMPLES
from tests.assessments.test_moodle import SHOWN, SINGLE, image, question, quiz
from tests.assessments.test_qti import SEEN, declared, item, manifest, package
from tests.assessments.test_qti import SINGLE as QTI_SINGLE
from tests.assessments.test_sheets import packed, picture

LIST = "/cms/question-sheets/"
MOODLE, GIFT = (SAMPLES / "moodle.xml").read_bytes(), (SAMPLES / "gift.txt").read_bytes()
ITEM = item("<p>楼道里有杂物。</p>" + QTI_SINGLE, declared("B")).encode()
PACKAGE = package({"imsmanifest.xml": manifest("a/a.xml"), "a/a.xml": SEEN, "images/楼.png": picture()})
LAUGHS = "<!DOCTYPE quiz [" + "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10 if number else "哈"}">' for number in range(10)
) + "]><quiz><question type='essay'><questiontext><text>&l9;</text></questiontext></question></quiz>"  # fmt: skip
OUTSIDE = (
    '<!DOCTYPE quiz [<!ENTITY e SYSTEM "file:///etc/passwd">]><quiz><question type="essay"><questiontext><text>&e;'
    "</text></questiontext></question></quiz>"
)
REFUSED = {
    "entities in entities": ("题库.xml", LAUGHS.encode(), "实体"),
    "entity out of the file": ("题库.xml", OUTSIDE.encode(), "实体"),
    "document type elsewhere": ("题库.xml", b'<!DOCTYPE quiz SYSTEM "http://a.cn/q.dtd"><quiz/>', "实体"),
    "entity that is not declared": ("题库.xml", b"<quiz>&nbsp;</quiz>", "损坏"),
    "cut off": ("题库.xml", MOODLE[: len(MOODLE) // 2], "损坏"),
    "no XML": ("题库.xml", "问？{T}".encode(), "损坏"),
    "empty": ("题库.xml", b"", "损坏"),
    "another XML": ("题库.xml", b"<html><body/></html>", "没有试题"),
    "test of a package": ("题库.xml", b"<assessmentTest/>", "ZIP包"),
    "QTI 1.2": ("题库.xml", b"<questestinterop/>", "QTI 2.1"),
    "QTI 3": ("题库.xml", b"<qti-assessment-item/>", "QTI 2.1"),
    "bytes": ("题库.txt", bytes(range(256)), "文本"),
    "half a letter": ("题库.txt", "问？{T}".encode() + b"\xff\xff\xff", "文本"),
    "another encoding": ("题库.xml", b'<?xml version="1.0" encoding="big5"?><quiz/>', "big5"),
    "a workbook called text": ("题库.txt", b"PK\x03\x04", "后缀"),
    "a package called XML": ("题库.xml", PACKAGE, "后缀"),
    "a document": ("题库.docx", b"PK\x03\x04", "Moodle XML"),
    "text called a workbook": ("题库.xlsx", GIFT, "xlsx"),
    "text called a ZIP": ("题库.zip", GIFT, "打不开"),
    "a ZIP of other things": ("题库.zip", packed(**{"a.txt": GIFT}), "imsmanifest.xml"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_holds_no_questions_is_refused_with_a_sentence(name, content, words):
    with pytest.raises(Refused) as refused:
        read_file(name, content)
    assert words in str(refused.value) and str(refused.value).endswith("。")


KNOWN = {
    "workbook": ("题库.xlsx", workbook(), 0),
    "workbook in a ZIP": ("题库.zip", packed(**{"a.xlsx": workbook()}), 0),
    "Moodle XML": ("题库.XML", MOODLE, 9),
    "Moodle XML called text": ("题库.txt", MOODLE, 9),
    "Moodle XML in GB18030": ("题库.xml", MOODLE.decode().replace('"UTF-8"', '"GBK"').encode("gb18030"), 9),
    "Moodle XML in GB18030 that says nothing": ("题库.xml", MOODLE.decode().split("\n", 1)[1].encode("gb18030"), 9),
    "Moodle XML with a mark before it": ("题库.xml", b"\xef\xbb\xbf" + MOODLE, 9),
    "GIFT": ("题库.gift", GIFT, 10),
    "GIFT in GB18030": ("题库.txt", GIFT.decode().encode("gb18030"), 10),
    "QTI item": ("题.xml", ITEM, 1),
    "QTI package": ("题.zip", PACKAGE, 1),
}


@pytest.mark.parametrize(("name", "content", "count"), KNOWN.values(), ids=KNOWN)
def test_a_file_is_known_by_its_content_and_its_name(name, content, count):
    assert len(read_file(name, content).lines) == count


def test_too_much_is_refused_or_named(monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    with pytest.raises(Refused):
        read_file("题库.txt", b"x" * 101)
    monkeypatch.undo()
    monkeypatch.setattr(drafting, "MOST_QUESTIONS", 2)
    monkeypatch.setattr(packages, "MOST_QUESTIONS", 2)
    assert [one.row for one in read_file("题库.txt", "甲？{T}\n\n乙？{T}\n\n丙？{T}\n\n丁？{T}".encode()).problems] == [
        3
    ]
    asked = [question("multichoice", f"第{number}？", SINGLE) for number in range(4)]
    assert [one.row for one in read_file("题库.xml", quiz(*asked)).problems] == [3]
    many = package({"imsmanifest.xml": manifest("a.xml", "b.xml", "c.xml", "d.xml")})
    assert [one.row for one in read_file("题库.zip", many).problems] == [1, 2, 3]
    monkeypatch.setattr(drafting, "MOST_PICTURES", 1)
    shown = [question("multichoice", SHOWN, SINGLE, files=image(picture())) for _time in range(2)]
    assert "500" in read_file("题库.xml", quiz(*shown)).problems[0].why
    monkeypatch.setattr(packages, "MOST_UNPACKED", 100)
    with pytest.raises(Refused):
        read_file("题库.zip", PACKAGE)


BOMBS = {
    "comments": "<!--" * 100_000, "quotes": '<a "' * 100_000, "tags": "<p " * 100_000, "underlines": "<u>" * 100_000,
    "lists": "<ul><li>" * 50_000, "bold": "<b>x</b>" * 50_000, "spaces": "说" + " \u3000" * 200_000,
    "TeX": "\\(" * 200_000, "blanks": "{1:SA:" * 50_000, "answers": "{1:SA:=" + "~=a" * 100_000 + "}",
}  # fmt: skip


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_markup_made_to_hold_up_the_machine_does_not(source):
    started = time.process_time()
    asked = [question(kind, source) for kind in ("multichoice", "cloze")]
    assert read_file("题库.xml", quiz(*asked)).lines == []
    read_file("题库.txt", f"{source}\n\n{source}{{}}".encode())
    assert time.process_time() - started < 8


def test_elements_within_elements_without_end_are_refused_or_named():
    deep = "<div>" * 20_000 + "</div>" * 20_000
    assert read_file("题.xml", item(deep + QTI_SINGLE, declared("B")).encode()).lines == []


# --- into the bank


def kept(bank, name: str, content: bytes):
    return keep_sheet(bank=bank, by=builders.author(bank.organisation), name=name, content=content)


def taken(bank, name: str, content: bytes):
    sheet = kept(bank, name, content)
    return import_questions(sheet=sheet, by=sheet.by)


ROUNDS = {
    "Moodle XML": ("题库.xml", MOODLE, 9), "GIFT": ("题库.txt", GIFT, 10), "QTI item": ("题.xml", ITEM, 1),
    "QTI package": ("题.zip", PACKAGE, 1),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "count"), ROUNDS.values(), ids=ROUNDS)
def test_a_file_comes_in_through_the_screens_and_goes_out_as_a_workbook(login, name, content, count):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    answered = client.post(f"{LIST}{bank.pk}/", {"file": SimpleUploadedFile(name, content)})
    page = client.get(answered.headers["Location"]).content.decode()
    assert ("确认导入" in page, "题号" in page, Question.objects.count()) == (True, True, 0)
    client.post(answered.headers["Location"])
    questions = list(Question.objects.filter(bank=bank))
    assert (len(questions), [question.problems() for question in questions if question.problems()]) == (count, [])
    assert {question.review_state for question in questions} == {"draft"}
    assert "没有需要导入的内容" in client.get(answered.headers["Location"]).content.decode()
    made = export_bank(bank=bank, by=builders.author(bank.organisation))
    back = read_file(made.name, made.content)
    assert (back.problems, len(back.lines)) == ([], count)
    assert taken(bank, made.name, made.content).same == count


@pytest.mark.django_db
def test_what_the_author_added_stays_when_the_file_comes_again():
    bank = builders.bank()
    content = "::题::说说看。{}\n\n好不好？{T}".encode()
    taken(bank, "题库.txt", content)
    for made in Question.objects.all():
        made.difficulty, made.knowledge_point, made.category = 5, "议事", "示例"
        made.explanation, made.review_state = "因为。", "approved"
        for row in made.choices.all():
            row.text = row.text.replace("切题", "有理")
        made.save_revision().publish()
    again = taken(bank, "题库.txt", content)
    assert (again.new, again.changed, again.same) == (0, 0, 2)
    changed = taken(bank, "题库.txt", content.replace(b"{T}", b"{F}"))
    assert (changed.changed, changed.same) == (1, 1)
    assert {made.review_state for made in Question.objects.all()} == {"approved"}


@pytest.mark.django_db
def test_one_wrong_question_and_nothing_is_written(login):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    content = quiz(question("multichoice", "好的<b>题</b>？", SINGLE), question("calculated", "{a}=？"))
    address = client.post(f"{LIST}{bank.pk}/", {"file": SimpleUploadedFile("a.xml", content)}).headers["Location"]
    page = client.get(address).content.decode()
    assert all(words in page for words in ("第2题：类型“calculated”不支持。", "这一题", "不会导入的内容", "加粗"))
    assert ("确认导入" in page, client.post(address).status_code, Question.objects.count()) == (False, 409, 0)
    listed = b"".join(client.get(f"{address}problems/").streaming_content)
    rows = list(load_workbook(BytesIO(listed)).active.values)
    assert (rows[0][0], rows[1][0], rows[1][2]) == ("题号", "2", "这一题")
    refused = client.post(f"{LIST}{bank.pk}/", {"file": SimpleUploadedFile("a.xml", LAUGHS.encode())})
    assert (refused.status_code, "实体" in refused.content.decode()) == (422, True)


@pytest.mark.django_db
def test_the_same_question_twice_in_a_file_is_named_by_its_number():
    bank = builders.bank()
    with pytest.raises(NotTakenOver) as refused:
        taken(bank, "题库.txt", "甲？{T}\n\n甲 ?{T}".encode())
    (problem,) = refused.value.plan.problems
    assert (problem.row, problem.why) == (2, "与第1题相同。")


@pytest.mark.django_db
def test_a_picture_of_moodle_stands_in_the_library_once():
    bank = builders.bank()
    stems, file = [SHOWN.replace("什么", words) for words in ("甲", "乙")], image(picture())
    asked = [question("multichoice", stem, SINGLE, files=file) for stem in stems]
    taken(bank, "题库.xml", quiz(*asked))
    one, other = Question.objects.order_by("pk")
    assert (one.image_id, one.image.width, one.image_alt) == (other.image_id, 20, "一栋楼")
    assert taken(bank, "题库.xml", quiz(*asked)).same == 2
    inside = f"<img alt='楼' src='data:image/png;base64,{b64encode(picture()).decode()}'>"
    taken(bank, "题库.xml", quiz(question("multichoice", f"新？{inside}", SINGLE)))
    assert Question.objects.get(stem="新？").image_id == one.image_id


@pytest.mark.django_db
def test_the_upload_offers_what_it_takes(login):
    bank = builders.bank()
    page = login(builders.author(bank.organisation)).get(f"{LIST}{bank.pk}/").content.decode()
    assert 'accept=".xlsx,.zip,.xml,.txt,.gift"' in page and "从其他系统导入" in page
    assert read(workbook()).numbered is False


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_a_dry_run_asks_the_same_for_one_and_for_three(login, django_assert_num_queries, count):
    bank = builders.bank()
    client = login(builders.author(bank.organisation))
    content = "\n\n".join(f"第<b>{number}</b>题？{{=甲 ~乙}}" for number in range(count)).encode()
    address = client.post(f"{LIST}{bank.pk}/", {"file": SimpleUploadedFile("题库.txt", content)}).headers["Location"]
    client.get(address)
    with django_assert_num_queries(21):
        assert f"第{count - 1}题？" in client.get(address).content.decode()
