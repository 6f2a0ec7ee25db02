"""Blocks made of words: heading, callout, quotation, steps, table."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from courses.blocks.groups import TEXT_FEATURES, TEXTS


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(
        label=_("heading"), max_length=60, help_text=_("Without a number in front: sections are numbered for you.")
    )
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("2", _("Main section")), ("3", _("Subsection"))], default="2"
    )

    class Meta:
        icon = "title"
        group = TEXTS
        label = _("Heading")
        description = _("Begins a section; learners jump to it from the outline.")
        template = "courses/blocks/heading.html"
        preview_value = {"text": "定主体：谁该坐在桌前", "level": "2"}


class CalloutBlock(blocks.StructBlock):
    """A remark beside the text. Only a policy excerpt must name its source: it is quoted as a rule."""

    kind = blocks.ChoiceBlock(
        label=_("kind"), default="tip", choices=[
            ("definition", _("Definition")), ("policy", _("Policy")), ("tip", _("Tip")), ("caution", _("Caution")),
        ],
    )  # fmt: skip
    title = blocks.CharBlock(label=_("title"), max_length=40, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES)
    source = blocks.CharBlock(
        label=_("source"),
        max_length=160,
        required=False,
        help_text=_("Document, number and article; needed for policy."),
    )

    class Meta:
        icon = "info-circle"
        group = TEXTS
        label = _("Callout")
        description = _("A definition, a policy with its source, a tip, or a caution.")
        template = "courses/blocks/callout.html"
        preview_value = {
            "kind": "policy",
            "title": "政策依据（教学用节选）",
            "text": "<p>涉及部分居民利益的事项，应当邀请利益相关方参加协商，并提前告知议题、时间和地点。</p>",
            "source": "《社区议事协商工作指引（示例）》第七条，仅示意引用格式",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["kind"] == "policy" and not (cleaned.get("source") or "").strip():
            message = _("A policy needs its source: document, number and article.")
            raise StructBlockValidationError(block_errors={"source": ValidationError(message)})
        return cleaned


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(label=_("who said it"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        group = TEXTS
        label = _("Quotation")
        description = _("Words of a person or a document, with who said them.")
        template = "courses/blocks/quotation.html"
        preview_value = {"text": "先把人请到桌前，再谈怎么分钱。", "attribution": "某社区楼长（示例）"}


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(
        blocks.StructBlock([
            ("title", blocks.CharBlock(label=_("step"), max_length=40)),
            ("text", blocks.RichTextBlock(label=_("text"), features=TEXT_FEATURES, required=False)),
        ]),
        label=_("steps"), min_num=2,
    )  # fmt: skip

    class Meta:
        icon = "list-ol"
        group = TEXTS
        label = _("Steps")
        description = _("What to do, one after another.")
        template = "courses/blocks/steps.html"
        preview_value = {
            "items": [
                {"title": "提议题", "text": "<p>一张纸只写一件事，写清楚谁受影响。</p>"},
                {"title": "定主体", "text": "<p>把受影响的人逐户请到，来不了的留书面意见。</p>"},
                {"title": "开会议", "text": "<p>先说规则，再说分歧，最后说下一步。</p>"},
            ]
        }


def _table_preview() -> dict:
    cells = [["通知", "会前三日", "网格员"], ["签到", "开会当天", "志愿者"]]
    return {
        "caption": "会前要做的两件事",
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in ("事项", "时间", "谁来做")],
            "rows": [{"values": row} for row in cells],
        },
    }


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=120)
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("text"), required=False)),
            ("rich_text", blocks.RichTextBlock(label=_("rich text"), features=TEXT_FEATURES, required=False)),
        ],
        label=_("table"),
    )

    class Meta:
        icon = "table"
        group = TEXTS
        label = _("Table")
        description = _("A small table with a caption; four columns at most read well on a phone.")
        template = "courses/blocks/table.html"
        preview_value = _table_preview()

    def get_preview_value(self):
        # A table's value is built from stored data, not from a plain dict.
        return self.to_python(_table_preview())

    def clean(self, value):
        cleaned = super().clean(value)
        if not len(cleaned["table"].columns) or not len(cleaned["table"].row_data):
            raise StructBlockValidationError(
                block_errors={"table": ValidationError(_("Add at least one column and one row."))}
            )
        return cleaned
