"""Questions in the cells of a sheet: what goes out comes back, and what cannot be meant is named by its cell."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image

from assessments.exchange import reading
from assessments.exchange.examples import EXAMPLES
from assessments.exchange.reading import read, unpacked
from assessments.exchange.records import Record
from assessments.exchange.workbook import workbook, workbook_of_problems
from assessments.kinds import KINDS, ChoiceFacts, kind_of
from assessments.kinds.cells import Cells, joined, letters_in, parted
from content.uploads import Refused

HEADINGS = ["题型", "题干", "选项A", "选项B", "选项C", "答案", "难度", "按部分给分", "审核状态", "图片", "选项说明"]


def book(*rows, headings=None) -> bytes:
    made = Workbook()
    made.active.append(headings or HEADINGS)
    for row in rows:
        made.active.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "#7a1f1f").save(out, "PNG")
    return out.getvalue()


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_every_kind_has_an_example_a_help_and_comes_back_as_it_went_out():
    assert {record.kind for record in EXAMPLES} == set(KINDS)
    assert [kind.key for kind in KINDS.values() if not str(kind.sheet_help)] == []
    sheet = read(workbook(EXAMPLES))
    assert sheet.problems == []
    assert [record for _row, record in sheet.lines] == [record.plain() for record in EXAMPLES]


ROWS = {
    "single": [("甲＝乙", "", True), ("=1+1", "", False)],
    "multiple": [("A", "", True), ("B|C", "", False), ("0012", "", True)],
    "true_false": [("错", "", True), ("对", "", False)],
    "fill_blank": [("定效", "1"), ("定\\效", "1"), ("a|b", "2")],
    "numeric": [("12.50", "0.5"), ("-3", "")],
    "ordering": [("先", ""), ("后＝再", ""), ("末", "")],
    "matching": [("左＝一", "右＝一"), ("左=二", "右\\")],
    "short_answer": [("说清＝楚", "4"), ("条理", "6")],
    "case_analysis": [("依据", "10")],
}


@pytest.mark.parametrize("key", sorted(KINDS))
def test_rows_with_signs_in_them_survive_the_cells(key):
    facts = [
        ChoiceFacts("", text, bool(more and more[0]), f"对，因为：{text}", match) for text, match, *more in ROWS[key]
    ]
    kind = kind_of(key)
    cells = kind.to_cells(facts)
    assert kind.from_cells(cells) == facts
    stem = "填____和____" if key == "fill_blank" else "问？"
    record = Record(key, stem, cells, case="AL-1" if key == "case_analysis" else "").plain()
    ((row, found),) = read(workbook([record])).lines
    assert (row, found) == (2, record)


@pytest.mark.parametrize(
    ("parts", "sign"), [(["a", "b"], "="), (["a=b", "c\\"], "="), (["", "x"], "|"), (["\\="], "=")]
)
def test_joined_parts_come_apart_again(parts, sign):
    assert parted(joined(parts, sign), sign) == parts


@pytest.mark.parametrize("typed", ["AC", "a,c", "Ａ、Ｃ", " A  C ", "CA"])
def test_letters_are_read_however_they_are_typed(typed):
    assert set(letters_in(typed)) == {"A", "C"}


@pytest.mark.parametrize("said", ["对", "正确", "√", "T", "true", "A"])
def test_true_is_said_in_many_ways(said):
    ((_row, record),) = read(book(["判断", "水是湿的", "", "", "", said])).lines
    assert record.cells == Cells(answer="对")


WRONG = [
    (["单选题", "问？", "甲", "乙", "丙", ""], "F", "没有写正确答案"),
    (["单选题", "问？", "甲", "乙", "丙", "D"], "F", "没有“D”这个选项"),
    (["单选题", "问？", "甲", "乙", "丙", "AB"], "F", "一个"),
    (["单选题", "问？", "甲", "甲", "", "A"], "C", "相同"),
    (["单选题", "", "甲", "乙", "", "A"], "B", "题干"),
    (["猜谜", "问？", "甲", "乙", "", "A"], "A", "列表"),
    (["单选题", "问？", "甲", "", "丙", "A"], "D", "空"),
    (["单选题", "问？", "甲", "乙", "", "A", "六"], "G", "1"),
    (["单选题", "问？", "甲", "乙", "", "A", 9], "G", "1"),
    (["多选题", "问？", "甲", "乙", "", "A", 3, "也许"], "H", "是"),
    (["单选题", "问？", "甲", "乙", "", "A", 3, "", "差不多"], "I", "列表"),
    (["单选题", "问？", "甲", "乙", "", "A", 3, "", "", "楼.png"], "J", "图"),
    (["单选题", "问？", "甲", "乙", "", "A", 3, "", "", "", "随便写"], "K", "字母"),
    (["填空题", "没有空", "甲"], "C", "____"),
    (["数值题", "多少？", "很多"], "C", "数"),
    (["单选题", "问？", "长" * 301, "乙", "", "A"], "C", "300"),
    (["单选题", "问" * 1001, "甲", "乙", "", "A"], "B", "1000"),
]


@pytest.mark.parametrize(("row", "column", "words"), WRONG, ids=[words for *_rest, words in WRONG])
def test_what_cannot_be_meant_is_named_by_row_column_and_reason(row, column, words):
    fine = ["单选题", "好的题", "甲", "乙", "", "B"]
    if row[0] == "数值题":
        row[0] = str(kind_of("numeric").label)
    sheet = read(book(fine, row, fine))
    assert {(one.row, one.column) for one in sheet.problems} == {(3, column)}
    assert any(words in one.why for one in sheet.problems), sheet.problems
    assert [number for number, _record in sheet.lines] == [2, 4]


def test_a_sheet_that_people_kept_for_years_is_read():
    """Other headings, a title above them, numbers as numbers, full width, gaps, an order of their own."""
    made = Workbook()
    page = made.active
    page.append(["2026年题库"])
    page.append(["题目", "类型", "正确答案", "选项 A", "选项Ｂ", "难易程度"])
    page.append(["  几楼？\n", "单选", "Ｂ", 1, 2.0, 4])
    page.append([None] * 6)
    page.append(["几楼最高？", "单选题", "A", 3.5, True, "5（很难）"])
    out = io.BytesIO()
    made.save(out)
    sheet = read(out.getvalue())
    assert sheet.problems == []
    (first, one), (second, two) = sheet.lines
    assert (first, one.stem, one.cells.options, one.cells.answer, one.difficulty) == (3, "几楼？", ("1", "2"), "B", 4)
    assert (second, two.cells.options, two.difficulty) == (5, ("3.5", "是"), 5)


def test_headings_of_both_languages_are_known_and_strange_ones_are_told():
    english = ["Type of question", "Question", "Option A", "Option B", "Answer"]
    assert len(read(book(["Single choice", "Why?", "a", "b", "A"], headings=english)).lines) == 1
    (problem,) = read(book(headings=["题型", "题干", "备忘"])).problems
    assert (problem.row, problem.column, problem.heading) == (1, "C", "备忘")
    (problem,) = read(book(headings=["姓名", "电话"])).problems
    assert (problem.row, "题型" in problem.why) == (0, True)


def test_formulas_are_refused_and_text_like_one_is_text():
    (problem,) = read(book(["单选题", "问？", "=1+1", "乙", "", "A"])).problems
    assert (problem.row, problem.column) == (2, "C")
    written = workbook([Record("single", "=HYPERLINK(1)", Cells(("=1+1", "@SUM(1)"), "A"))])
    page = load_workbook(io.BytesIO(written)).worksheets[0]
    assert {cell.data_type for cell in page[2] if cell.value} == {"s"}


def test_drop_downs_stand_where_there_is_a_choice():
    page, guide, examples = load_workbook(io.BytesIO(workbook(examples=True))).worksheets
    assert len(page.data_validations.dataValidation) == 4
    assert all(len(rule.formula1) <= 257 for rule in page.data_validations.dataValidation)
    assert (page.max_row > 1, guide.title, examples.max_row) == (True, "填写说明", len(EXAMPLES) + 1)


NO_WORKBOOKS = {
    "old format": ("题库.xls", b"\xd0\xcf\x11\xe0"),
    "another format": ("题库.csv", "题型,题干".encode()),
    "no archive": ("题库.xlsx", b"not a workbook"),
    "a document": ("题库.docx", b"PK"),
    "broken archive": ("题库.zip", b"PK\x03\x04broken"),
    "archive without a workbook": ("题库.zip", packed(a=b"x")),
    "two workbooks": ("题库.zip", packed(**{"a.xlsx": book(), "b.xlsx": book()})),
    "a drawing that could run": ("题库.zip", packed(**{"a.xlsx": book(), "图.svg": b"<svg onload='x'/>"})),
    "a picture that is none": ("题库.zip", packed(**{"a.xlsx": book(), "图.png": b"not a picture"})),
}


# Named by hand: an archive holds the time it was made, and two workers must find the same tests.
@pytest.mark.parametrize(("name", "content"), NO_WORKBOOKS.values(), ids=NO_WORKBOOKS)
def test_what_is_no_workbook_is_refused_with_a_sentence(name, content):
    with pytest.raises(Refused) as refused:
        read(unpacked(name, content).workbook)
    assert str(refused.value).endswith("。")


def test_too_much_is_refused_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    with pytest.raises(Refused):
        unpacked("题库.xlsx", b"x" * 101)
    monkeypatch.undo()
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    fine = [["单选题", f"第{number}题", "甲", "乙", "", "B"] for number in range(3)]
    (problem,) = read(book(*fine)).problems
    assert problem.row == 4


def test_pictures_of_a_zip_are_found_by_their_names_in_any_folder():
    content = packed(
        **{"题库/表.xlsx": book(), "题库/图/楼.png": picture(), "__MACOSX/._楼.png": b"x", "题库/~$表.xlsx": b"x"}
    )
    assert list(unpacked("包.zip", content).pictures) == ["楼.png"]


def test_the_list_of_problems_is_a_workbook_too():
    problems = read(book(["单选题", "问？", "=1+1", "乙", "", "A"])).problems
    page = load_workbook(io.BytesIO(workbook_of_problems(problems))).active
    assert [cell.value for cell in page[2]][:2] == ["2", "C"]
