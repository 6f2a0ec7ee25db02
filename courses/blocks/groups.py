"""How the block picker groups the blocks, and what rich text may hold inside a lesson."""

from django.utils.translation import gettext_lazy as _

TEXTS = _("Text blocks")
PICTURES = _("Pictures, video and sound")
FILES = _("Files")
ACTIVITIES = _("For the learner to do")

TEXT_FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]
