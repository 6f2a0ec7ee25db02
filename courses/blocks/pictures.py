"""Pictures: one, or several side by side."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.groups import PICTURES

FILE_NAME = re.compile(r"\.(jpe?g|png|gif|webp|bmp|tiff?|heic)\s*$", re.IGNORECASE)
# What cameras, phones and chat programs call a picture.
MACHINE_NAME = re.compile(
    r"^(img|dsc|dscn|image|photo|pic|screenshot|mmexport|微信图片|屏幕截图|截屏|图片)?[\s_\-()（）\d]*$", re.IGNORECASE
)


def describes_nothing(alt: str, image) -> bool:
    """Whether a text is only the name of a file, which tells a blind reader nothing."""
    text = alt.strip()
    if FILE_NAME.search(text) or MACHINE_NAME.match(text):
        return True
    stored = image.file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0] if image and image.file else ""
    return text.casefold() == stored.casefold()


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("text for people who cannot see it"), max_length=250,
        help_text=_("Say what the picture shows and why it is here; a screen reader reads it out."),
    )  # fmt: skip
    caption = blocks.CharBlock(label=_("caption"), max_length=120, help_text=_("Numbers are added for you."))

    class Meta:
        icon = "image"
        group = PICTURES
        label = _("Image")
        label_format = "{caption}"
        description = _("A picture with a numbered caption.")
        template = "courses/blocks/image.html"
        preview_value = {
            "image": None,
            "alt": "六个圆圈由箭头连成一行，依次写着提议题到公示督办",
            "caption": "议事六步。公示期有异议要回到第二步。",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if describes_nothing(cleaned["alt"], cleaned["image"]):
            message = _("This is the name of a file. Say in words what the picture shows.")
            raise StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned


class GalleryBlock(blocks.StructBlock):
    images = blocks.ListBlock(FigureBlock(), label=_("images"), min_num=2, max_num=9)

    class Meta:
        icon = "grip"
        group = PICTURES
        label = _("Gallery")
        description = _("Two to nine pictures side by side, each with its caption.")
        template = "courses/blocks/gallery.html"
        preview_value = {
            "images": [
                {"image": None, "alt": "改造前堆满杂物的架空层", "caption": "改造前"},
                {"image": None, "alt": "改造后摆着长椅的架空层", "caption": "改造后"},
            ]
        }
