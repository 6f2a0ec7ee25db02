"""GIFT to records: paragraphs, braces, escapes, weights, categories, and what is wrong in them."""

from pathlib import Path

import pytest

from assessments.exchange.drafting import CRITERION
from assessments.exchange.files import read_file
from assessments.exchange.records import Record
from assessments.kinds.cells import Cells

SAMPLES = Path(__file__).parent / "samples"


def one(text: str):
    return read_file("题库.txt", text.encode())


def test_every_type_that_matches_one_of_ours_comes_in():
    sheet = read_file("题库.gift", (SAMPLES / "gift.txt").read_bytes())
    assert sheet.problems == []
    assert [number for number, _record in sheet.lines] == list(range(1, 11))
    first, second = "议事协商", "五社联动"
    assert [record for _number, record in sheet.lines] == [
        Record(
            "single", "楼道里堆了杂物，楼长先做哪一件事？",
            Cells(("贴一张处罚通知", "逐户问清是谁的", "请物业当天清走: 费用=0"), "B", "A：还没问原因。"),
            explanation="先弄清情况，再谈怎么办。", category=first,
        ),
        Record(
            "multiple", "公示应当写明哪些内容？",
            Cells(("议定的事项", "谁负责", "每个人怎么投的票"), "AB", "C：不公开个人意见"), category=first,
            partial=True,
        ),
        Record(
            "true_false", "备案的社区社会组织具有法人资格。",
            Cells(answer="错", notes="A：备案不等于登记。\nB：说得对。"), category=first,
        ),
        Record("fill_blank", "定规的下一步是____。", Cells(("定效|定 效果",)), category=first),
        Record("fill_blank", "五定的最后一定是什么？____", Cells(("定效",), notes="A：对"), category=first),
        Record("numeric", "96户里72户同意，占百分之几？", Cells(("75±0.5",)), category=first),
        Record("numeric", "门高多少米？", Cells(("2.0±0.1",), notes="A：差不多"), category=first),
        Record(
            "matching", "把要素和它的作用配起来。", Cells(("社区＝平台", "社会组织＝载体", "社区\\=基金＝保障")),
            category=second, partial=True,
        ),
        Record(
            "short_answer", "为什么要把志愿时数和培训学时分开记？<b>请说明</b>", Cells((f"{CRITERION}＝10",)),
            category=second,
        ),
        Record("single", "居民代表由____推选，对吗？", Cells(("街道", "居民", "物业"), "B"), category=second),
    ]  # fmt: skip
    assert {tuple(numbers) for numbers in sheet.left_out.values()} == {(1,), (4, 7), (9,)}


WRONG = {
    "words without a question": ("第一章 议事", "第1题：类型“description”不支持。"),
    "left open": ("问？{=甲 ~乙", "花括号"),
    "a blank line within": ("问？{=甲\n~乙", "花括号"),
    "closed before it opens": ("问？}甲{", "花括号"),
    "two pairs of braces": ("问{=甲}和{=乙}？", "花括号"),
    "no right answer": ("问？{~甲 ~乙}", "正确"),
    "one option": ("问？{~%100%甲}", "两个"),
    "option without a sign": ("问？{甲 ~乙 =丙}", "开头"),
    "half a pair": ("配？{=甲->1 =乙 =丙->3}", "配对"),
    "no left half": ("配？{=甲->1 =乙->2 =->3}", "干扰"),
    "no number": ("多少？{#很多}", "数"),
    "range of words": ("多少？{#低..高}", "数"),
    "no numbers at all": ("多少？{#}", "数"),
    "wildcard": ("问？{=定*}", "任意文字"),
    "picture": ("图？<img src\\=\"@@PLUGINFILE@@/a.png\" alt\\=\"楼\">{T}", "a.png"),
    "table": ("[html]<table><tr><td>1</td></tr></table>问？{T}", "表格"),
    "formula": ("$$x^2$$是？{T}", "公式"),
    "no stem": ("{=甲 ~乙}", "题干"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_meant_is_one_problem_at_its_question(text, words):
    sheet = one(f"{text}\n\n好的题？{{T}}")
    (problem,) = sheet.problems
    assert (problem.row, words in problem.why) == (1, True), problem
    assert [number for number, _record in sheet.lines] == [2]


MEANT = {
    "less than is a letter": ("若x<y，y<z，则？{T}", "若x<y，y<z，则？"),
    "escapes": (r"\{a\}\~\#\=\:\\n是？{T}", r"{a}~#=:\n是？"),
    "line ends in Moodle's own format": ("第一行\n第二行？{T}", "第一行\n第二行？"),
    "line ends in HTML": ("[html]第一行\n第二行？{T}", "第一行第二行？"),
    "written line end": (r"第一行\n第二行？{T}", "第一行\n第二行？"),
    "brackets that name no format": ("[甲]是？{T}", "[甲]是？"),
    "comments are no paragraphs": ("甲\n// 注\n乙？{T}", "甲\n乙？"),
    "address with slashes": ("见 http\\://a.cn ？{T}", "见 http://a.cn ？"),
}


@pytest.mark.parametrize(("text", "stem"), MEANT.values(), ids=MEANT)
def test_stems_are_read_as_they_are_meant(text, stem):
    sheet = one(text)
    assert (sheet.problems, [record.stem for _number, record in sheet.lines]) == ([], [stem])


ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_files_of_every_editor_are_read(encoding, ends):
    text = "::题::楼长先做什么？{=问 ~罚}\n\n五社？{F}".replace("\n", ends)
    sheet = read_file("题库.txt", text.encode(encoding))
    assert [record.stem for _number, record in sheet.lines] == ["楼长先做什么？", "五社？"]


def test_a_file_without_questions_says_so():
    for text in ("", "// 只有注释\n", "$CATEGORY: 空"):
        (problem,) = one(text or "\n").problems
        assert (problem.row, problem.why) == (0, "文件里没有试题。")
