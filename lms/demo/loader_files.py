"""Pictures, documents and the film of the demonstration, stored once each."""

import io
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from accounts.models import User

FIGURES = Path(__file__).parent / "figures"
FILES = Path(__file__).parent / "files"
# Seconds; a browser reads it from the file, the server must be told.
LENGTHS = {"five-forces.mp4": 42}


class Library:
    """Looks a file up by its title and stores it the first time it is asked for. `owner` becomes its uploader."""

    def __init__(self, owner: User) -> None:
        self.owner = owner

    def image(self, file: str, *, alt: str) -> int:
        """The id of a picture of `figures/`. Its title is the file's own name, its description the alternative text."""
        model = get_image_model()
        title = f"示例插图 {file.removesuffix('.png')}"
        found = model.objects.filter(title=title).first()
        if found is None:
            stored = ImageFile(io.BytesIO((FIGURES / file).read_bytes()), name=file)
            found = model(title=title, description=alt[:255], uploaded_by_user=self.owner, file=stored)
            found.file_size = stored.size
            found.save()
        return found.pk

    def document(self, file: str, *, title: str) -> int:
        model = get_document_model()
        found = model.objects.filter(title=title).first()
        if found is None:
            found = model(title=title, uploaded_by_user=self.owner)
            found.file.save(file, ContentFile((FILES / file).read_bytes()), save=False)
            found.file_size = found.file.size
            found.save()
        return found.pk

    def video(self, file: str, *, title: str, poster: str) -> int:
        model = get_media_model()
        found = model.objects.filter(title=title, type="video").first()
        if found is None:
            found = model(title=title, type="video", duration=LENGTHS[file], uploaded_by_user=self.owner)
            found.file.save(file, ContentFile((FILES / file).read_bytes()), save=False)
            found.thumbnail.save(poster, ContentFile((FILES / poster).read_bytes()), save=False)
            found.save()
        return found.pk
