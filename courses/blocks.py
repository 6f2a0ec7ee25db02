"""The blocks a lesson is built from: each with a template, an icon, a Chinese label and a preview."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

TEXT = ["bold", "italic", "ul", "ol", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=60)
    level = blocks.ChoiceBlock(label=_("level"), choices=[("2", _("Section")), ("3", _("Subsection"))], default="2")

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "courses/blocks/heading.html"


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(label=_("text for people who cannot see it"), max_length=250)
    caption = blocks.CharBlock(label=_("caption"), max_length=120)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "courses/blocks/image.html"


class GalleryBlock(blocks.StructBlock):
    images = blocks.ListBlock(FigureBlock(), label=_("images"), min_num=2, max_num=9)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "courses/blocks/gallery.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=120)
    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("text"))), ("rich_text", blocks.RichTextBlock(label=_("rich text"), features=TEXT))],
        label=_("table"),
    )  # fmt: skip

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("definition", _("Definition")), ("policy", _("Policy")), ("tip", _("Tip")), ("caution", _("Caution"))],
        default="tip",
    )  # fmt: skip
    title = blocks.CharBlock(label=_("title"), max_length=40, required=False)
    text = blocks.RichTextBlock(label=_("text"), features=TEXT)
    source = blocks.CharBlock(
        label=_("source"), max_length=160, required=False, help_text=_("Document, number and article; needed for policy.")
    )

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "courses/blocks/callout.html"


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("text"))
    attribution = blocks.CharBlock(label=_("who said it"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "courses/blocks/quotation.html"


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(
        blocks.StructBlock([
            ("title", blocks.CharBlock(label=_("step"), max_length=40)),
            ("text", blocks.RichTextBlock(label=_("text"), features=TEXT, required=False)),
        ]),
        label=_("steps"), min_num=2,
    )  # fmt: skip

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "courses/blocks/steps.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("PDF file"))
    title = blocks.CharBlock(label=_("title"), max_length=80)

    class Meta:
        icon = "doc-full"
        label = _("PDF or slides, read on the page")
        template = "courses/blocks/document.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), max_length=80)
    note = blocks.CharBlock(label=_("what it is for"), max_length=120, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "courses/blocks/download.html"


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    video = VideoChooserBlock(label=_("video"))
    captions = DocumentChooserBlock(label=_("captions (VTT)"), required=False)
    transcript = blocks.RichTextBlock(label=_("transcript"), features=["bold", "ul", "ol"])
    required_percent = blocks.IntegerBlock(
        label=_("share to watch in percent"), default=80, min_value=0, max_value=100, help_text=_("0: not required.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "courses/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    audio = AudioChooserBlock(label=_("audio"))
    transcript = blocks.RichTextBlock(label=_("transcript"), features=["bold", "ul", "ol"])
    required_percent = blocks.IntegerBlock(
        label=_("share to hear in percent"), default=0, min_value=0, max_value=100, help_text=_("0: not required.")
    )

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "courses/blocks/audio.html"


class SelfCheckBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("question"), max_length=200)
    choices = blocks.ListBlock(
        blocks.StructBlock([
            ("text", blocks.CharBlock(label=_("choice"), max_length=160)),
            ("correct", blocks.BooleanBlock(label=_("right"), required=False)),
            ("feedback", blocks.CharBlock(label=_("why"), max_length=200, required=False)),
        ]),
        label=_("choices"), min_num=2, max_num=6,
    )  # fmt: skip
    explanation = blocks.TextBlock(label=_("explanation"), required=False)

    class Meta:
        icon = "help"
        label = _("Self-check question")
        template = "courses/blocks/self_check.html"


class ReflectionBlock(blocks.StructBlock):
    prompt = blocks.CharBlock(label=_("what to think about"), max_length=200)
    hint = blocks.CharBlock(label=_("hint"), max_length=200, required=False)

    class Meta:
        icon = "edit"
        label = _("Reflection")
        template = "courses/blocks/reflection.html"


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may hold. `self_check`, `video` and `audio` carry requirements (see `courses.outline`)."""

    heading = HeadingBlock()
    rich_text = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=TEXT, template="courses/blocks/rich_text.html"
    )
    image = FigureBlock()
    gallery = GalleryBlock()
    table = TableBlock()
    callout = CalloutBlock()
    quotation = QuotationBlock()
    steps = StepsBlock()
    document = DocumentBlock()
    video = VideoBlock()
    audio = AudioBlock()
    download = DownloadBlock()
    self_check = SelfCheckBlock()
    reflection = ReflectionBlock()
