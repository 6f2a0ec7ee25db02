"""Forms of the CMS: what is uploaded, and who may own a course."""

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from content import uploads
from courses.rendering import UnreadableDocument, read_pages


class CheckedUpload:
    """Looks into a new file; what it finds replaces the general message of the field by one that says what to do."""

    def check_upload(self, name: str, upload) -> None:
        raise NotImplementedError

    def full_clean(self) -> None:
        self.refusal = self._refusal()
        if self.refusal:
            # Nothing further looks into it: Wagtail's own check stops with a server error at a picture cut short.
            self.files = self.files.copy()
            self.files.pop(self.add_prefix("file"))
        super().full_clean()
        if self.refusal:
            # After the model's own checks, which would add that the file is missing.
            self.cleaned_data.pop("file", None)
            self._errors["file"] = self.error_class([self.refusal], renderer=self.renderer)

    def _refusal(self) -> str:
        upload = self.files.get(self.add_prefix("file")) if self.is_bound and "file" in self.fields else None
        if not upload:
            return ""
        try:
            self.check_upload(upload.name, upload)
        except (uploads.Refused, UnreadableDocument) as refusal:
            return str(refusal)
        return ""


class ImageForm(CheckedUpload, BaseImageForm):
    """An image of the library."""

    def check_upload(self, name, upload) -> None:
        uploads.check_image(name, upload, upload.size)
        try:
            with Image.open(upload) as picture:
                picture.load()
        except (OSError, ValueError, SyntaxError) as error:
            raise uploads.Refused(_("The picture is damaged. Open it, save it anew and try again.")) from error
        finally:
            upload.seek(0)


class DocumentForm(CheckedUpload, BaseDocumentForm):
    """A file of the library."""

    def check_upload(self, name, upload) -> None:
        uploads.check_document(name, upload, upload.size)
        if uploads.extension_of(name) == "pdf":
            upload.seek(0)
            read_pages(upload.read())
            upload.seek(0)


class MediaForm(CheckedUpload, BaseMediaForm):
    """A video or sound of the library, and the picture shown before it plays."""

    def check_upload(self, name, upload) -> None:
        uploads.check_media(self.instance.type, name, upload, upload.size)

    def clean(self):
        """Watching is counted against the length, so it must be known: read from the file, or given by hand."""
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload and not self.refusal and "duration" in self.fields and not cleaned.get("duration"):
            known = uploads.media_seconds(upload.name, upload, upload.size) if "file" in self.changed_data else None
            if known:
                cleaned["duration"] = round(known, 1)
            else:
                self.add_error("duration", _("The length could not be read from the file. Give it in seconds."))
        return cleaned

    def clean_thumbnail(self):
        thumbnail = self.cleaned_data.get("thumbnail")
        if thumbnail and "thumbnail" in self.changed_data:
            try:
                uploads.check_image(thumbnail.name, thumbnail, thumbnail.size)
            except uploads.Refused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return thumbnail
