"""The kit of a case, read from its page and from what other places made of it; and as a document to write in."""

import io
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import translation
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cases.enums import ConditionKind
from cases.models import CasePage
from cases.showing import citation
from practice.enums import PartKind
from practice.kit import Cost, Helper, Kit, Step, Told, checklist, worth_telling
from practice.models import Replication
from typesetting.documents import render_document

TEMPLATE = "practice/kit/paper.html"
SERIF, SANS = "宋体", "微软雅黑"
BOX = "□"


def kit_of(case: CasePage) -> Kit:
    """The kit of a public case; eight queries however much there is."""
    rows = Replication.objects.public().filter(case=case).select_related("adopter", "town").prefetch_related("parts")
    return Kit(
        title=case.title,
        unit=case.printed_unit,
        citation=citation(case),
        summary=case.summary,
        steps=tuple(Step(row.when, row.title, row.text) for row in case.steps.all()),
        helpers=tuple(Helper(row.get_element_display(), row.who, row.contribution) for row in case.actors.all()),
        costs=tuple(Cost(row.get_kind_display(), row.text, row.source, row.yuan) for row in case.resources.all()),
        ticks=checklist((row.kind, row.text) for row in case.conditions.all()),
        materials=tuple(row.title for row in case.materials.all()),
        mechanism=case.mechanism,
        risks=case.risks,
        difficulties=case.difficulties,
        told=worth_telling([_told(row) for row in rows.order_by("-closed_on", "-pk")]),
    )


def _told(row: Replication) -> Told:
    changed = [part for part in row.parts.all() if part.kind == PartKind.CHANGE]
    return Told(row.place, tuple(f"{part.what}：{part.how}" if part.how else part.what for part in changed), row.advice)


def pdf_of(case: CasePage) -> bytes:
    """The kit on paper, always in Chinese. Raises MissingCharacters and OSError as every document does."""
    with translation.override("zh-hans"):
        kit = kit_of(case)
        html = render_to_string(TEMPLATE, {"kit": kit, "kinds": dict(ConditionKind.choices)})
        title = f"复制推广工具包：{kit.title}"
    return render_document(
        title=title, html=html, author=kit.unit, identifier=f"{case.translation_key}-kit-{case.version}",
        dated=case.version_on, running_title=title, site_name="共治学堂案例库", footer=case.number,
    )  # fmt: skip


def docx_of(case: CasePage) -> bytes:
    """The kit as a Word file with room to write, always in Chinese."""
    with translation.override("zh-hans"):
        kit = kit_of(case)
        paper = _blank()
        _opening(paper, kit)
        _table(
            paper, "步骤", ("时间", "步骤", "做法", "本地怎么做"), ((s.when, s.title, s.text, "") for s in kit.steps)
        )
        _table(
            paper, "要找到的人", ("要素", "谁", "做什么", "本地由谁"),
            ((h.element, h.who, h.contribution, "") for h in kit.helpers),
        )  # fmt: skip
        _costs(paper, kit)
        _checklist(paper, kit)
        for title, text in (("长效机制", kit.mechanism), ("风险与边界", kit.risks), ("遇到过的困难", kit.difficulties)):
            _section(paper, title, text)
        if kit.materials:
            _section(paper, "可以沿用的材料", "\n".join(f"{name}（在案例页面下载）" for name in kit.materials))
        if kit.told:
            _table(
                paper,
                "别处的调整与提醒",
                ("单位", "调整", "提醒"),
                ((t.place, "；".join(t.changed), t.advice) for t in kit.told),
            )
        _section(paper, "出处", kit.citation)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _blank():
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    for name, font, size in (("Normal", SERIF, 11), ("Heading 1", SANS, 20), ("Heading 2", SANS, 14)):
        style = paper.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor(0x21, 0x1E, 0x1A)
        # Word keeps a font of its own for East Asian characters.
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paper


def _opening(paper, kit: Kit) -> None:
    paper.core_properties.title, paper.core_properties.author = f"复制推广工具包：{kit.title}", kit.unit
    paper.core_properties.language = "zh-CN"
    paper.add_heading(f"复制推广工具包：{kit.title}", level=1)
    paper.add_paragraph(f"做法来自{kit.unit}。")
    for text in kit.summary.split("\n"):
        paper.add_paragraph(text)


def _table(paper, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    lines = list(rows)
    if not lines:
        return
    paper.add_heading(title, level=2)
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    # The first row is repeated on every page and read out as headings.
    table.rows[0]._tr.get_or_add_trPr().append(table.rows[0]._tr.makeelement(qn("w:tblHeader"), {}))
    for line in lines:
        for cell, words in zip(table.add_row().cells, line, strict=True):
            cell.text = words


def _costs(paper, kit: Kit) -> None:
    rows = [(c.kind, c.text, c.source, "" if c.yuan is None else f"{c.yuan}", "") for c in kit.costs]
    if rows:
        rows.append(("合计", "", "", f"{kit.money}", ""))
    _table(paper, "预算表", ("类别", "内容", "来源", "金额（元）", "本地"), rows)
    for row in paper.tables[-1].rows[1:] if rows else ():
        row.cells[3].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _checklist(paper, kit: Kit) -> None:
    kinds = dict(ConditionKind.choices)
    rows = ((BOX, str(kinds.get(tick.kind, "都要")), tick.text, "") for tick in kit.ticks)
    _table(paper, "开工前的核对表", ("", "类别", "条件", "本地情况"), rows)


def _section(paper, title: str, text: str) -> None:
    if text.strip():
        paper.add_heading(title, level=2)
        for part in text.split("\n"):
            if part.strip():
                paper.add_paragraph(part.strip())
