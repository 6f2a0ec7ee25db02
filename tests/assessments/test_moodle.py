"""Moodle XML to records: every type that matches one of ours, and what cannot come along is named."""

from base64 import b64encode
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from assessments.exchange.files import read_file
from assessments.exchange.records import Record
from assessments.kinds.cells import Cells
from tests.assessments.test_sheets import picture

SAMPLES = Path(__file__).parent / "samples"


def quiz(*questions: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>{"".join(questions)}</quiz>'.encode()


def question(kind: str, stem: str, inside: str = "", *, form: str = "html", files: str = "") -> str:
    about = f'<questiontext format="{form}"><text>{escape(stem)}</text>{files}</questiontext>'
    return f'<question type="{kind}"><name><text>这一题</text></name>{about}{inside}</question>'


def answer(text: str, fraction: object = 100, feedback: str = "", more: str = "") -> str:
    reason = f'<feedback format="html"><text>{escape(feedback)}</text></feedback>'
    return f'<answer fraction="{fraction}" format="html"><text>{escape(text)}</text>{reason}{more}</answer>'


CHOICES = answer("甲") + answer("乙", 0)
SINGLE = f"<single>true</single>{CHOICES}"
STEPS = answer("乙", 2) + answer("甲", 1) + answer("丙", 3)


def one(*questions: str):
    return read_file("题库.xml", quiz(*questions))


def test_every_type_that_matches_one_of_ours_comes_in():
    sheet = read_file("moodle.xml", (SAMPLES / "moodle.xml").read_bytes())
    assert sheet.problems == []
    assert [number for number, _record in sheet.lines] == list(range(1, 10))
    first, second = "议事协商/楼道治理", "五社/联动"
    assert [record for _number, record in sheet.lines] == [
        Record(
            "single", "楼道里堆了杂物，楼长先做哪一件事？\n1. 要快\n2. 要稳",
            Cells(("贴一张处罚通知", "逐户问清是谁的", "请物业当天清走 <垃圾>"), "B", "A：还没问原因。"),
            explanation="先弄清情况，\n再谈怎么办。", category=first,
        ),
        Record(
            "multiple", "公示应当写明哪些内容？", Cells(("议定的事项", "谁负责", "每个人怎么投的票"), "AB"),
            category=first, partial=True,
        ),
        Record(
            "true_false", "备案的社区社会组织具有法人资格。", Cells(answer="错", notes="A：备案不等于登记。"),
            explanation="登记以后才有。", category=first,
        ),
        Record("fill_blank", "定规的下一步是什么？____", Cells(("定效|2*3",), notes="A：对。"), category=first),
        Record("numeric", "96户里72户同意，占百分之几？", Cells(("75±0.5", "0.75")), category=first),
        Record(
            "matching", "把要素和它的作用配起来。", Cells(("社区＝平台", "社会组织＝载体")), category=second,
            partial=True,
        ),
        Record(
            "ordering", "按先后排出议事的步骤。", Cells(("提议题", "做准备", "公示督办")), category=second, partial=True
        ),
        Record(
            "short_answer", "为什么要把志愿时数和培训学时分开记？\n用三句话说明。",
            Cells(("说清两种时数的用途＝4", "说清混记的后果＝6")), explanation="用途不同。", category=second,
        ),
        Record(
            "fill_blank", "会前____天公告，到会过____%方可表决。", Cells(("三|3", "50"), notes="A：对"),
            category=second, partial=True,
        ),
    ]  # fmt: skip
    assert sheet.left_out == {"加粗、斜体、下划线等强调": [1], "只得部分分的答案（在这里算错）": [9]}


WRONG = {
    "unknown type": (question("calculated", "{a}+{b}=？"), "第1题：类型“calculated”不支持。"),
    "no type": ("<question><name><text>这一题</text></name></question>", "第1题：类型“?”不支持。"),
    "description": (question("description", "先读一读"), "description"),
    "table": (question("multichoice", "<table><tr><td>1</td></tr></table>问？", SINGLE), "表格"),
    "formula as TeX": (question("multichoice", r"\(x^2\) 是？", SINGLE), "公式"),
    "formula as MathML": (question("multichoice", "<math><mi>x</mi></math>是？", SINGLE), "公式"),
    "recording": (question("multichoice", "听：<audio src='a.mp3'></audio>", SINGLE), "音视频"),
    "script": (question("multichoice", "问？<script>alert(1)</script>", SINGLE), "音视频"),
    "struck": (question("multichoice", "<s>不</s>是？", SINGLE), "删除线"),
    "no right answer": (question("multichoice", "问？", answer("甲", 0) + answer("乙", 0)), "正确"),
    "two right answers": (question("multichoice", "问？", answer("甲") + answer("乙")), "一个"),
    "no stem": (question("multichoice", " ", SINGLE), "题干"),
    "one option": (question("multichoice", "问？", answer("甲")), "两个"),
    "empty option": (question("multichoice", "问？", answer("甲") + answer("<p></p>", 0)), "没有文字"),
    "long stem": (question("multichoice", "问" * 1001, SINGLE), "1000"),
    "long option": (question("multichoice", "问？", answer("长" * 301) + answer("乙", 0)), "300"),
    "long reason": (question("multichoice", "问？", answer("甲", 100, "长" * 301) + answer("乙", 0)), "300"),
    "27 options": (
        question("multichoice", "问？", answer("甲") + "".join(answer(str(n), 0) for n in range(26))), "26",
    ),
    "27 blanks": (question("cloze", "{1:SA:=甲}，" * 27), "26"),
    "true alone": (question("truefalse", "是？", answer("true")), "true"),
    "wildcard": (question("shortanswer", "问？", answer("定*")), "任意文字"),
    "two blanks, one answer": (question("shortanswer", "____和____", answer("定效")), "2"),
    "no number": (question("numerical", "多少？", answer("很多")), "数"),
    "number with a comma": (question("numerical", "多少？", answer("1,5")), "数"),
    "distractor": (
        question(
            "matching", "配？",
            "".join(
                f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
                for left, right in (("甲", "1"), ("乙", "2"), ("", "3"))
            ),
        ),
        "干扰",
    ),
    "two steps": (question("ordering", "排？", answer("甲", 1) + answer("乙", 2)), "三"),
    "file to hand in": (question("essay", "交报告", "<responseformat>noinline</responseformat>"), "提交文件"),
    "cloze with choices": (question("cloze", "是{1:MULTICHOICE:=甲~乙}。"), "第1题：类型“cloze MULTICHOICE”不支持。"),
    "cloze without blanks": (question("cloze", "没有空。"), "能够识别"),
    "cloze left open": (question("cloze", "一{1:SA:=甲}二{1:SA:=乙"), "结束"),
    "cloze with a tolerance": (question("cloze", "{1:SA:=甲}有{1:NM:=5:0.5}个"), "误差"),
    "picture of another site": (
        question("multichoice", "图？<img src='https://a.cn/b.png' alt='楼'>", SINGLE), "没有图片",
    ),
    "picture in an option": (question("multichoice", "问？", answer("<img src='a.png'>丙", 0) + CHOICES), "图片"),
    "attached file": (question("multichoice", "看<a href='@@PLUGINFILE@@/a.pdf'>附件</a>", SINGLE), "附件"),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "words"), WRONG.values(), ids=WRONG)
def test_what_has_no_place_here_is_one_problem_at_its_question(wrong, words):
    sheet = one(wrong, question("multichoice", "好的题？", SINGLE))
    (problem,) = sheet.problems
    assert (problem.row, problem.column, words in problem.why) == (1, "", True), problem
    assert [number for number, _record in sheet.lines] == [2]


def image(content: bytes, name: str = "楼.png") -> str:
    return f'<file name="{name}" path="/" encoding="base64">{b64encode(content).decode()}</file>'


SHOWN = "<p>图里是什么？</p><img src='@@PLUGINFILE@@/%E6%A5%BC.png' alt='一栋楼'>"


def test_a_picture_comes_along_with_its_words():
    again = SHOWN.replace("什么", "哪里")
    inside = b64encode(picture()).decode()
    sheet = one(
        question("multichoice", SHOWN, SINGLE, files=image(picture())),
        question("multichoice", again, SINGLE, files=image(picture() + b"\0")),
        question("multichoice", f"另？<img alt='楼' src='data:image/png;base64,{inside}'>", SINGLE),
    )
    assert sheet.problems == []
    names = [record.image for _number, record in sheet.lines]
    assert names == ["楼.png", "2-楼.png", "picture.png"]
    assert sheet.pictures == {"楼.png": picture(), "2-楼.png": picture() + b"\0", "picture.png": picture()}
    assert (sheet.lines[0][1].stem, sheet.lines[0][1].image_alt) == ("图里是什么？", "一栋楼")


BAD_PICTURES = {
    "no words": (SHOWN.replace("alt='一栋楼'", ""), image(picture()), "图"),
    "two pictures": (SHOWN * 2, image(picture()), "几张"),
    "not in the file": (SHOWN, "", "没有图片"),
    "no picture at all": (SHOWN, image(b"not a picture"), "图片"),
    "no base64": (SHOWN, '<file name="楼.png" path="/" encoding="base64">???</file>', "图片"),
    "another folder": (SHOWN, image(picture()).replace('path="/"', 'path="/图/"'), "没有图片"),
    "a drawing": (SHOWN.replace(".png", ".svg"), image(b"<svg/>", "楼.svg"), "SVG"),
}


@pytest.mark.parametrize(("stem", "files", "words"), BAD_PICTURES.values(), ids=BAD_PICTURES)
def test_a_picture_that_cannot_come_along_is_named(stem, files, words):
    (problem,) = one(question("multichoice", stem, SINGLE, files=files)).problems
    assert (problem.row, words in problem.why) == (1, True), problem


LEFT_OUT = {
    "part of the points": (question("multichoice", "问？", SINGLE + answer("丙", 50)), "部分分"),
    "weights": (
        question("multichoice", "问？", "<single>0</single>" + answer("甲", 70) + answer("乙", 30) + answer("丙", 0)),
        "权重",
    ),
    "capitals": (question("shortanswer", "问？", "<usecase>1</usecase>" + answer("PDCA")), "大小写"),
    "a reason for the rest": (question("shortanswer", "问？", answer("甲") + answer("*", 0, "再想想")), "错误答案"),
    "units": (
        question("numerical", "多少？", answer("3") + "<units><unit><unit_name>户</unit_name></unit></units>"), "单位",
    ),
    "hints": (question("multichoice", "问？", SINGLE + "<hint><text>想一想</text></hint>"), "提示"),
    "tags": (question("multichoice", "问？", SINGLE + "<tags><tag><text>议事</text></tag></tags>"), "标签"),
    "words for the whole": (
        question("multichoice", "问？", SINGLE + "<correctfeedback><text>真棒</text></correctfeedback>"), "整题",
    ),
    "some of the steps": (question("ordering", "排？", "<selecttype>RANDOM</selecttype>" + STEPS), "随机抽取"),
    "no criteria": (question("essay", "说说看。"), "评分要点"),
    "a template": (question("essay", "说说看。", "<responsetemplate><text>我认为</text></responsetemplate>"), "作答框"),
    "weights of blanks": (question("cloze", "{1:SA:=甲}、{2:SA:=乙}"), "分值"),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "words"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_a_question_loses_is_told_and_keeps_nothing_back(asked, words):
    sheet = one(question("multichoice", "好的题？", SINGLE), asked)
    assert (sheet.problems, len(sheet.lines)) == ([], 2)
    assert [numbers for what, numbers in sheet.left_out.items() if words in what] == [[2]], sheet.left_out


KINDS = {
    "all or nothing": (
        question("multichoiceset", "问？", answer("丙") + CHOICES), "multiple", ("丙", "甲", "乙"), False,
    ),
    "one number in a text": (question("cloze", "有{1:NM:=5:0.5#对~*#再算}个"), "numeric", ("5±0.5",), False),
    "entities and escapes in a blank": (
        question("cloze", r"叫{1:SA:=甲&amp;乙\}~=caf&eacute;}"), "fill_blank", ("甲&乙}|café",), False,
    ),
    "order, all or nothing": (
        question("ordering", "排？", "<gradingtype>ALL_OR_NOTHING</gradingtype>" + STEPS), "ordering",
        ("甲", "乙", "丙"), False,
    ),
    "a blank drawn with underlined spaces": (
        question("shortanswer", "<p>先<u>&nbsp;&nbsp;&nbsp;</u>后议。</p>", answer("问")), "fill_blank", ("问",), False,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "kind", "options", "partial"), KINDS.values(), ids=KINDS)
def test_types_find_their_kind(asked, kind, options, partial):
    sheet = one(asked)
    ((_number, record),) = sheet.lines
    assert (sheet.problems, record.kind, record.cells.options, record.partial) == ([], kind, options, partial)
    assert kind != "fill_blank" or record.stem.count("____") == 1
