"""Pictures of a draft become pictures of the library."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pixels
from PIL import ImageOps
from wagtail.images import get_image_model
from wagtail.models import Collection

from accounts.models import User
from cases.enums import FileKind
from cases.models import CaseFile, CasePicture, Submission

COLLECTION = "案例"


def pictures_of(submission: Submission, sections: Mapping[str, Mapping[str, Any]], by: User) -> list[CasePicture]:
    """The pictures as they were handed in, in their order, each stored anew without what a camera adds to it."""
    rows = sections.get("pictures", {}).get("pictures") or []
    files = {str(file.uuid): file for file in submission.files.filter(kind=FileKind.PICTURE)}
    found = [(row, files[uuid_of(row)]) for row in rows if uuid_of(row) in files]
    if not found:
        return []
    collection = case_collection()
    return [_picture(row, file, order, collection, by) for order, (row, file) in enumerate(found)]


def uuid_of(row: Mapping[str, Any]) -> str:
    """The file a row of the pictures section stands for."""
    file = row.get("file") or ""
    return str(file[0] if isinstance(file, list) and file else file or "")


def case_collection() -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=COLLECTION).first()
    return found or root.add_child(instance=Collection(name=COLLECTION))


def _picture(row: Mapping[str, Any], file: CaseFile, order: int, collection: Collection, by: User) -> CasePicture:
    caption, alt = str(row.get("caption", "")).strip(), str(row.get("alt", "")).strip()
    with file.file.open("rb") as stored:
        data, suffix = _clean(stored.read())
    image = get_image_model()(
        title=(caption or file.name)[:255], description=alt, collection=collection, uploaded_by_user=by,
        file=ContentFile(data, name=f"case-{file.uuid}.{suffix}"), file_size=len(data),
    )  # fmt: skip
    image.save()
    return CasePicture(
        image=image, caption=caption, alt=alt, photographer=str(row.get("photographer", "")).strip(),
        consent=bool(row.get("consent")), sort_order=order,
    )  # fmt: skip


def _clean(data: bytes) -> tuple[bytes, str]:
    """The picture upright and without EXIF: a telephone writes into it where and when it was taken."""
    with Pixels.open(BytesIO(data)) as opened:
        kind = opened.format if opened.format in ("JPEG", "PNG", "WEBP") else "PNG"
        upright = ImageOps.exif_transpose(opened)
        pixels = upright.convert("RGB") if kind == "JPEG" else upright.copy()
    pixels.info = {}
    output = BytesIO()
    pixels.save(output, kind, **({"quality": 88, "optimize": True} if kind != "PNG" else {}))
    return output.getvalue(), {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]
