"""Files shown or handed out: PDF read on the page, downloads, video and audio."""

from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from courses.blocks.groups import FILES, PICTURES

SPEEDS = ("0.75", "1", "1.25", "1.5", "2")
TRANSCRIPT_FEATURES = ["bold", "ul", "ol"]


def extension(document) -> str:
    """Lower-case, without the dot; empty when the file is gone."""
    name = document.file.name if document and document.file else ""
    return PurePosixPath(name).suffix[1:].lower()


def refuse(field: str, message) -> StructBlockValidationError:
    return StructBlockValidationError(block_errors={field: ValidationError(message)})


class MediaValue(blocks.StructValue):
    """What the player's templates ask of a video or audio block."""

    speeds = SPEEDS

    @property
    def media(self):
        return self.get("video") or self.get("audio")

    @property
    def length(self) -> str:
        """3分20秒; empty when the length is not known."""
        media = self.media
        seconds = round(media.duration or 0) if media else 0
        if not seconds:
            return ""
        minutes, rest = divmod(seconds, 60)
        if not minutes:
            return ngettext("%(count)d second", "%(count)d seconds", rest) % {"count": rest}
        if not rest:
            return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
        return gettext("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("PDF file"))
    title = blocks.CharBlock(label=_("title"), max_length=80)

    class Meta:
        icon = "doc-full"
        group = FILES
        label = _("PDF or slides, read on the page")
        description = _("The pages of a PDF, read without leaving the lesson. Save slides as PDF first.")
        template = "courses/blocks/document.html"
        preview_value = {"document": None, "title": "社区议事协商工作指引（示例）"}

    def clean(self, value):
        cleaned = super().clean(value)
        if extension(cleaned["document"]) != "pdf":
            raise refuse("document", _("Only a PDF can be read on the page. Save slides as PDF, or use “Download”."))
        return cleaned


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(label=_("title"), max_length=80)
    note = blocks.CharBlock(label=_("what it is for"), max_length=120, required=False)

    class Meta:
        icon = "download"
        group = FILES
        label = _("Download")
        description = _("A form or template the learner takes away.")
        template = "courses/blocks/download.html"
        preview_value = {"document": None, "title": "议事会纪要模板", "note": "开会当天填写，会后三日内公示"}


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    video = VideoChooserBlock(label=_("video"))
    captions = DocumentChooserBlock(
        label=_("captions (VTT)"), required=False, help_text=_("A WebVTT file (.vtt) uploaded under Documents.")
    )
    transcript = blocks.RichTextBlock(label=_("transcript"), features=TRANSCRIPT_FEATURES)
    required_percent = blocks.IntegerBlock(
        label=_("share to watch in percent"), default=80, min_value=0, max_value=100, help_text=_("0: not required.")
    )

    class Meta:
        icon = "media"
        group = PICTURES
        label = _("Video")
        description = _("A video with captions, transcript and speed.")
        template = "courses/blocks/video.html"
        value_class = MediaValue
        preview_value = {
            "title": "一次楼长会怎么开",
            "video": None,
            "captions": None,
            "transcript": "<p>主持人：今天只议一件事，加装电梯要不要动绿化带。</p>",
            "required_percent": 80,
        }

    def clean(self, value):
        cleaned = super().clean(value)
        captions = cleaned.get("captions")
        if captions and extension(captions) != "vtt":
            raise refuse("captions", _("Captions must be a WebVTT file (.vtt)."))
        return cleaned


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80)
    audio = AudioChooserBlock(label=_("audio"))
    transcript = blocks.RichTextBlock(label=_("transcript"), features=TRANSCRIPT_FEATURES)
    required_percent = blocks.IntegerBlock(
        label=_("share to hear in percent"), default=0, min_value=0, max_value=100, help_text=_("0: not required.")
    )

    class Meta:
        icon = "media"
        group = PICTURES
        label = _("Audio")
        description = _("A recording with its transcript, for the way to work.")
        template = "courses/blocks/audio.html"
        value_class = MediaValue
        preview_value = {
            "title": "听一段：请不来的人怎么请",
            "audio": None,
            "transcript": "<p>楼长：他三次没来，第四次我把他的顾虑写进了议题单。</p>",
            "required_percent": 0,
        }
