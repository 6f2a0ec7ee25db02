"""QTI 2.1 to records: items alone and in packages, standard marking, and what has no place here."""

import pytest

from assessments.exchange.drafting import CRITERION
from assessments.exchange.files import read_file
from assessments.exchange.records import Record
from assessments.kinds.cells import Cells
from content.uploads import Refused
from tests.assessments.test_sheets import packed, picture

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
RULES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"


def item(body: str, response: str = "", *, rules: str = "match_correct", after: str = "", about: str = "") -> str:
    processing = f'<responseProcessing template="{RULES}{rules}"/>' if rules else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{QTI}" identifier="i1" title="这一题" '
        f'adaptive="false" timeDependent="false" {about}>{response}<itemBody>{body}</itemBody>{processing}{after}'
        "</assessmentItem>"
    )


def declared(*right: str, base: str = "identifier", cardinality: str = "single", mapped: dict | None = None) -> str:
    values = "".join(f"<value>{one}</value>" for one in right)
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in (mapped or {}).items())
    mapping = f'<mapping defaultValue="0">{entries}</mapping>' if entries else ""
    correct = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def task(name: str, inside: str = "", more: str = "") -> str:
    return f'<{name} responseIdentifier="RESPONSE" {more}>{inside}</{name}>'


def choice(identifier: str, text: str) -> str:
    return f'<simpleChoice identifier="{identifier}">{text}</simpleChoice>'


def modal(identifier: str, text: str) -> str:
    return f'<modalFeedback identifier="{identifier}" outcomeIdentifier="F" showHide="show">{text}</modalFeedback>'


def pairs(*sets: dict[str, str]) -> str:
    return "".join(
        "<simpleMatchSet>"
        + "".join(
            f'<simpleAssociableChoice identifier="{key}" matchMax="1">{text}</simpleAssociableChoice>'
            for key, text in one.items()
        )
        + "</simpleMatchSet>"
        for one in sets
    )


PROMPT = "<prompt>先做什么？</prompt>"
THREE = choice("A", "<p>甲</p>") + choice("B", "乙") + choice("C", "丙")
SINGLE = task("choiceInteraction", PROMPT + THREE, 'maxChoices="1"')
MATCH = task("matchInteraction", pairs({"a": "社区", "b": "社会组织"}, {"x": "平台", "y": "载体"}))
ENTRY = task("textEntryInteraction", more='expectedLength="5"')
ABSOLUTE = (
    '<responseProcessing><responseCondition><responseIf><equal toleranceMode="{0}" tolerance="{1}"><variable '
    'identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal></responseIf></responseCondition>'
    "</responseProcessing>"
)
INLINE_SCORE = (
    '<responseProcessing><responseCondition><responseIf><gte><sum/></gte></responseIf></responseCondition>'
    "</responseProcessing>"
)  # fmt: skip

MEANT = {
    "one choice": (
        item(f"<p>楼道里有杂物。</p>{SINGLE}", declared("B")),
        Record("single", "楼道里有杂物。\n先做什么？", Cells(("甲", "乙", "丙"), "B")),
    ),
    "several choices": (
        item(task("choiceInteraction", PROMPT + THREE, 'maxChoices="0"'), declared("A", "C", cardinality="multiple")),
        Record("multiple", "先做什么？", Cells(("甲", "乙", "丙"), "AC")),
    ),
    "several choices, each counts": (
        item(
            task("choiceInteraction", PROMPT + THREE),
            declared("A", "C", cardinality="multiple", mapped={"A": 1, "C": 1, "B": -2}), rules="map_response",
        ),
        Record("multiple", "先做什么？", Cells(("甲", "乙", "丙"), "AC"), partial=True),
    ),
    "choices that are only mapped": (
        item(SINGLE, declared(mapped={"A": 0, "B": 2}), rules="map_response"),
        Record("single", "先做什么？", Cells(("甲", "乙", "丙"), "B")),
    ),
    "true or false": (
        item(
            task("choiceInteraction", "<prompt>有法人资格。</prompt>" + choice("T", "正确") + choice("F", "错误")),
            declared("F"), after=modal("SOLUTION", "登记才有。"),
        ),
        Record("true_false", "有法人资格。", Cells(answer="错"), explanation="登记才有。"),
    ),
    "reasons": (
        item(
            task(
                "choiceInteraction",
                PROMPT + choice("A", '甲<feedbackInline identifier="A">太急。</feedbackInline>') + choice("B", "乙"),
            ),
            declared("B"), after=modal("B", "对。"),
        ),
        Record("single", "先做什么？", Cells(("甲", "乙"), "B", "A：太急。\nB：对。")),
    ),
    "order": (
        item(task("orderInteraction", PROMPT + THREE), declared("C", "A", "B", cardinality="ordered")),
        Record("ordering", "先做什么？", Cells(("丙", "甲", "乙"))),
    ),
    "pairs": (
        item("<p>配起来。</p>" + MATCH, declared("a y", "b x", base="directedPair", cardinality="multiple")),
        Record("matching", "配起来。", Cells(("社区＝载体", "社会组织＝平台"))),
    ),
    "a word": (
        item(
            f"<p>定规之后是{ENTRY}。</p>", declared("定效", base="string", mapped={"定效": 1, "定 效果": 1}),
            rules="map_response",
        ),
        Record("fill_blank", "定规之后是____。", Cells(("定效|定 效果",))),
    ),
    "a number": (
        item(
            f"<p>多少？{ENTRY}</p>", declared("75", base="float"), rules="",
            after=ABSOLUTE.format("absolute", "0.5 0.5"),
        ),
        Record("numeric", "多少？____", Cells(("75±0.5",))),
    ),
    "a number, percent off": (
        item(f"<p>多少？{ENTRY}</p>", declared("50", base="float"), rules="", after=ABSOLUTE.format("relative", "10")),
        Record("numeric", "多少？____", Cells(("50±5",))),
    ),
    "a text": (
        item(task("extendedTextInteraction", "<prompt>说说看。</prompt>"), declared("用途不同。"), rules=""),
        Record("short_answer", "说说看。", Cells((f"{CRITERION}＝10",)), explanation="用途不同。"),
    ),
    "a text with criteria": (
        item(
            '<rubricBlock view="scorer"><p>说清用途 4分</p><p>有条理 2分</p></rubricBlock>'
            + task("extendedTextInteraction", "<prompt>说说看。</prompt>")
        ),
        Record("short_answer", "说说看。", Cells(("说清用途＝4", "有条理＝2"))),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "record"), MEANT.values(), ids=MEANT)
def test_every_interaction_that_matches_one_of_ours_comes_in(xml, record):
    sheet = read_file("题.xml", xml.encode())
    assert (sheet.problems, sheet.lines) == ([], [(1, record)])


def test_several_blanks_each_have_their_answers():
    first, second = ENTRY, ENTRY.replace("RESPONSE", "R2")
    response = declared("定规", base="string")
    xml = item(f"<p>先{first}后{second}。</p>", response + response.replace("RESPONSE", "R2").replace("定规", "定效"))
    ((_number, record),) = read_file("题.xml", xml.encode()).lines
    assert (record.stem, record.cells.options, record.partial) == ("先____后____。", ("定规", "定效"), True)


WRONG = {
    "unknown interaction": (item(task("hotspotInteraction")), "第1题：类型“hotspotInteraction”不支持。"),
    "a file to hand in": (item(task("uploadInteraction")), "uploadInteraction"),
    "unknown beside known": (item(SINGLE + task("sliderInteraction")), "sliderInteraction"),
    "two tasks": (item(SINGLE + SINGLE, declared("B")), "几个小题"),
    "no task": (item("<p>读一读。</p>"), "作答"),
    "no right answer": (item(SINGLE), "正确"),
    "no stem": (item(task("choiceInteraction", THREE), declared("B")), "题干"),
    "order of a stranger": (item(task("orderInteraction", PROMPT + THREE), declared("C", "A", "X")), "顺序"),
    "a pair of a stranger": (item(PROMPT + MATCH, declared("a x", "b z", base="directedPair")), "不存在"),
    "one without a partner": (item(PROMPT + MATCH, declared("a x", base="directedPair")), "对应项"),
    "two partners": (item(PROMPT + MATCH, declared("a x", "a y", "b x", base="directedPair")), "对应项"),
    "distractor": (
        item("配。" + MATCH, declared("a x", "b x", base="directedPair", cardinality="multiple")), "干扰",
    ),
    "drawn numbers": (item(SINGLE, "<templateDeclaration identifier='T'/>" + declared("B")), "随机"),
    "adaptive": (item(SINGLE, declared("B")).replace('adaptive="false"', 'adaptive="true"'), "随机"),
    "text elsewhere": (item(SINGLE, '<assessmentStimulusRef href="s.xml"/>' + declared("B")), "另一个文件"),
    "formula": (item('<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>' + SINGLE, declared("B")), "公式"),
    "table": (item("<table><tr><td>1</td></tr></table>" + SINGLE, declared("B")), "表格"),
    "recording": (item('<object data="a.mp3" type="audio/mpeg"/>' + SINGLE, declared("B")), "音视频"),
    "picture that is elsewhere": (item('<img src="a.png" alt="楼"/>' + SINGLE, declared("B")), "a.png"),
    "two tolerances": (
        item(f"<p>多少？{ENTRY}</p>", declared("75", base="float"), rules="", after=ABSOLUTE.format("absolute", "1 2")),
        "误差",
    ),
    "too deep": (item("<div>" * 200 + "问" + "</div>" * 200 + SINGLE, declared("B")), "格式标记"),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "words"), WRONG.values(), ids=WRONG)
def test_what_has_no_place_here_is_one_problem_at_its_question(xml, words):
    sheet = read_file("题.xml", xml.encode())
    (problem,) = sheet.problems
    assert (problem.row, words in problem.why, sheet.lines) == (1, True, []), problem


LEFT_OUT = {
    "own rules": (item(SINGLE, declared("B"), rules="", after=INLINE_SCORE), "评分规则"),
    "a template of one's own": (item(SINGLE, declared("B"), rules="https_mine"), "评分规则"),
    "notes for tutors": (item('<rubricBlock view="tutor">讲一讲</rubricBlock>' + SINGLE, declared("B")), "阅卷人"),
    "words for right ones": (item(SINGLE, declared("B"), after=modal("correct", "棒")), "整题"),
    "words in between": (
        item('<feedbackBlock identifier="x" outcomeIdentifier="F">棒</feedbackBlock>' + SINGLE, declared("B")), "整题",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "words"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_a_question_loses_is_told(xml, words):
    sheet = read_file("题.xml", xml.encode())
    assert (sheet.problems, len(sheet.lines)) == ([], 1)
    assert [numbers for what, numbers in sheet.left_out.items() if words in what] == [[1]], sheet.left_out


SEEN = item('<p>图里是什么？<img src="../images/%E6%A5%BC.png" alt="一栋楼"/></p>' + SINGLE, declared("B"))


def manifest(*hrefs: str, test: str = "") -> str:
    items = "".join(
        f'<resource identifier="r{number}" type="imsqti_item_xmlv2p1" href="{href}"><file href="{href}"/></resource>'
        for number, href in enumerate(hrefs)
    )
    tests = f'<resource identifier="t" type="imsqti_test_xmlv2p1" href="{test}"/>' if test else ""
    return (
        '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="m">'
        f"<resources>{tests}{items}</resources></manifest>"
    )


def package(files: dict[str, bytes | str]) -> bytes:
    return packed(**{name: one.encode() if isinstance(one, str) else one for name, one in files.items()})


def test_a_package_brings_its_items_in_order_with_pictures_and_sections():
    test = (
        f'<assessmentTest xmlns="{QTI}"><testPart><assessmentSection title="议事">'
        '<assessmentItemRef href="items/b.xml"/></assessmentSection></testPart></assessmentTest>'
    )
    other = item(SINGLE.replace("先做", "再做"), declared("A"))
    for top in ("", "题库/"):
        files = {"imsmanifest.xml": manifest("items/a.xml", "items/b.xml", test="test.xml"), "test.xml": test}
        files |= {"items/a.xml": SEEN, "items/b.xml": other, "images/楼.png": picture()}
        sheet = read_file("包.zip", package({top + name: one for name, one in files.items()}))
        assert sheet.problems == []
        (_one, first), (_two, second) = sheet.lines
        assert (first.stem, first.category, second.stem) == ("再做什么？", "议事", "图里是什么？\n先做什么？")
        assert (second.image, second.image_alt, sheet.pictures) == ("楼.png", "一栋楼", {"楼.png": picture()})


def test_what_is_wrong_in_a_package_is_named_by_its_item():
    files = {"imsmanifest.xml": manifest("a.xml", "b.xml", "c.xml", "d.xml", "e.xml"), "images/楼.png": b"none"}
    files |= {"a.xml": "<assessmentItem", "c.xml": "<other/>", "d.xml": item(SINGLE, declared("B"))}
    files["e.xml"] = SEEN.replace("../", "")
    sheet = read_file("包.zip", package(files))
    assert [(one.row, one.heading) for one in sheet.problems] == [
        (1, "a.xml"),
        (2, "b.xml"),
        (3, "c.xml"),
        (5, "楼.png"),
    ]
    assert [number for number, _record in sheet.lines] == [4]


def test_a_package_whose_manifest_is_broken_is_refused():
    for broken in ("<manifest", '<!DOCTYPE m [<!ENTITY a "b">]><manifest>&a;</manifest>'):
        with pytest.raises(Refused):
            read_file("包.zip", package({"imsmanifest.xml": broken}))
    (problem,) = read_file("包.zip", package({"imsmanifest.xml": manifest()})).problems
    assert problem.row == 0
