"""The blocks a lesson is built from: each with a template, an icon, a Chinese label and a preview."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks.activities import ReflectionBlock, SelfCheckBlock
from courses.blocks.cases import LiveCaseBlock
from courses.blocks.dilemmas import DilemmaBlock
from courses.blocks.files import AudioBlock, DocumentBlock, DownloadBlock, VideoBlock
from courses.blocks.groups import TEXT_FEATURES, TEXTS
from courses.blocks.pictures import FigureBlock, GalleryBlock
from courses.blocks.texts import CalloutBlock, HeadingBlock, QuotationBlock, StepsBlock, TableBlock

__all__ = [
    "AudioBlock",
    "CalloutBlock",
    "DilemmaBlock",
    "DocumentBlock",
    "DownloadBlock",
    "FigureBlock",
    "GalleryBlock",
    "HeadingBlock",
    "LessonBody",
    "LiveCaseBlock",
    "QuotationBlock",
    "ReflectionBlock",
    "SelfCheckBlock",
    "StepsBlock",
    "TableBlock",
    "VideoBlock",
]


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may hold. Self-checks, video and audio are what `LessonPage.requirements` asks for."""

    heading = HeadingBlock()
    rich_text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", group=TEXTS, features=TEXT_FEATURES, template="courses/blocks/rich_text.html",
        description=_("Paragraphs and lists."),
        preview_value="<p>居民议事最怕两种情形：人到齐了不知道议什么；吵了一晚上，散会后谁也不认账。</p>"
        "<ul><li>直接受影响的人必须到场；</li><li>要出钱、出地、出力的单位，请能拍板的人。</li></ul>",
    )  # fmt: skip
    callout = CalloutBlock()
    quotation = QuotationBlock()
    steps = StepsBlock()
    table = TableBlock()
    live_case = LiveCaseBlock()
    image = FigureBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    download = DownloadBlock()
    self_check = SelfCheckBlock()
    reflection = ReflectionBlock()
    dilemma = DilemmaBlock()

    def clean(self, value, *args, **kwargs):
        """A subsection stands below a section: readers move through a lesson by its headings."""
        cleaned = super().clean(value, *args, **kwargs)
        for index, child in enumerate(cleaned):
            if child.block_type != "heading":
                continue
            if str(child.value["level"]) == "2":
                break
            error = StructBlockValidationError(
                block_errors={"level": ValidationError(_("The first heading must be a section."))}
            )
            raise StreamBlockValidationError(block_errors={index: error})
        return cleaned
