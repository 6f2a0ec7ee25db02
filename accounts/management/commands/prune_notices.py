"""Delete lines of inboxes that were read long ago. Run it once a day from the scheduler."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from accounts.services import prune_notices


class Command(BaseCommand):
    help = "Delete notices read more than NOTICE_RETENTION_DAYS ago; unread ones stay."

    def handle(self, *args, **options) -> None:
        count = prune_notices()
        self.stdout.write(ngettext("%(count)d notice deleted.", "%(count)d notices deleted.", count) % {"count": count})
