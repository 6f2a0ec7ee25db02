"""Pictures and proofs as they are uploaded: judged, then made anew without what a camera wrote into them. Pure.

Every picture is decoded and encoded again: place, time and device of a photograph are nobody's business, and what only
looked like a picture does not survive it.
"""

import io
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from content.uploads import MB, Refused, check_document, check_image, extension_of

MAX_PICTURE, MAX_PROOF = 10 * MB, 20 * MB
LONG_SIDE, THUMB_SIDE = 2000, 480
PROOF_TYPES = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture ready to be stored, and its small twin."""

    data: bytes
    thumb: bytes
    width: int
    height: int


def photo(name: str, file: BinaryIO, size: int) -> Photo:
    """The picture anew: upright, at most 2000 pixels, JPEG, nothing but the picture. Raises Refused."""
    if size > MAX_PICTURE:
        raise Refused(_("The picture is over 10 MB. Choose a smaller one, or take it again with less detail."))
    check_image(name, file, size)
    try:
        with Image.open(file) as opened:
            opened.load()
            picture = _flat(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise Refused(_("The picture is damaged. Open it, save it anew and try again.")) from error
    finally:
        file.seek(0)
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    small = picture.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    return Photo(_jpeg(picture, 86), _jpeg(small, 80), *picture.size)


def _flat(picture: Image.Image) -> Image.Image:
    """Without transparency: paper is white."""
    if picture.mode in ("RGBA", "LA", "P"):
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    # A fresh image carries no EXIF, no colour profile and no comment over.
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def check_proof(name: str, file: BinaryIO, size: int) -> None:
    """A PDF or Word file that does nothing by itself. Raises Refused."""
    if extension_of(name) not in PROOF_TYPES:
        raise Refused(_("Only PDF and Word (.docx) are taken here. Pictures belong to the section “Pictures”."))
    if size > MAX_PROOF:
        raise Refused(_("The file is over 20 MB. Make it smaller or split it."))
    check_document(name, file, size)
