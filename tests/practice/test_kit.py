"""The replication kit: in the order of doing, as page, PDF and Word file, without a person's name."""

import io

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from practice.kit import FIRST_TICKS, Cost, Kit, Told, checklist, worth_telling
from practice.kits import docx_of
from practice.models import ReplicationPart
from tests import factories
from tests.cases import library_builders as library
from tests.practice import builders

OWNER = "谢莲香"


def test_needed_conditions_come_first_and_what_always_has_to_be_settled_last():
    found = checklist([("helpful", "会场"), ("blocking", "诉讼"), ("needed", "楼长")])
    assert [(tick.kind, tick.text) for tick in found[:3]] == [
        ("needed", "楼长"),
        ("blocking", "诉讼"),
        ("helpful", "会场"),
    ]
    assert len(found) == 3 + len(FIRST_TICKS)


def test_a_place_speaks_once_and_only_when_it_has_something_to_say():
    rows = [Told("甲", (), "先问"), Told("乙", (), " "), Told("甲", ("地点",), "旧话"), Told("丙", ("时间",), "")]
    assert [(one.place, one.advice) for one in worth_telling(rows)] == [("甲", "先问"), ("丙", "")]


def test_only_money_is_summed():
    costs = (Cost("钱", "灯", "村", 4600), Cost("地", "空地", "村", None), Cost("钱", "线", "村", 400))
    assert Kit("", "", "", "", (), (), costs, (), (), "", "", "", ()).money == 5000


@pytest.fixture
def case(db):
    return library.case(risks="不能代替法定表决", difficulties="漏请了租户", mechanism="公约贴在门口")


@pytest.fixture
def adopted(case):
    row = builders.replication(
        case, factories.unit("shilou", name="石楼镇"), owner=factories.person(name=OWNER), advice="先问几点下班"
    )
    ReplicationPart.objects.create(replication=row, kind="change", what="会场", how="祠堂前", why="没有会议室")
    return row


def address(name: str, case) -> str:
    return reverse(f"practice:{name}", args=[case.translation_key])


def test_the_page_leads_on_and_names_nobody(case, adopted):
    client = Client()
    assert address("kit", case) in client.get(case.url).content.decode()
    text = client.get(address("kit", case)).content.decode()
    said = ["提议题", "勘测费", "有楼长", "会场：祠堂前", "先问几点下班", "不能代替法定表决"]
    assert ([words for words in said if words not in text], OWNER in text) == ([], False)


def test_the_word_file_has_real_tables_with_heads_and_room_to_write(case, adopted):
    paper = Document(io.BytesIO(docx_of(case)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in paper.tables]
    assert heads == [
        ["时间", "步骤", "做法", "本地怎么做"], ["要素", "谁", "做什么", "本地由谁"],
        ["类别", "内容", "来源", "金额（元）", "本地"], ["", "类别", "条件", "本地情况"], ["单位", "调整", "提醒"],
    ]  # fmt: skip
    assert all("tblHeader" in table.rows[0]._tr.xml for table in paper.tables)
    assert [cell.text for cell in paper.tables[2].rows[-1].cells] == ["合计", "", "", "3000", ""]
    assert 'w:eastAsia="宋体"' in paper.styles["Normal"].element.xml
    assert OWNER not in "".join(paragraph.text for paragraph in paper.paragraphs)


def test_the_paper_says_the_same(case, adopted):
    answer = Client().get(address("kit_pdf", case))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    document = pypdfium2.PdfDocument(answer.content)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert [words for words in ("提议题", "预算表", "合计", "祠堂前") if words not in text] == []


@pytest.mark.parametrize("name", ["kit", "kit_pdf", "kit_word"])
def test_there_is_no_kit_of_what_is_not_in_the_library(db, name):
    hidden = library.case("没发布", live=False)
    assert Client().get(address(name, hidden)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_kit_asks_as_often_for_one_as_for_many(case, count, django_assert_num_queries):
    for number in range(count):
        row = builders.replication(case, factories.unit(f"t{number}", name=f"镇{number}"), advice="先问")
        ReplicationPart.objects.create(replication=row, kind="change", what="会场")
    client = Client()
    client.get(address("kit", case))
    with django_assert_num_queries(8):
        client.get(address("kit", case))
