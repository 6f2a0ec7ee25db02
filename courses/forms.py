"""Forms of the CMS that check what is uploaded."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm


class ImageForm(BaseImageForm):
    """An image of the library."""


class DocumentForm(BaseDocumentForm):
    """A file of the library."""


class MediaForm(BaseMediaForm):
    """A video or sound of the library."""
