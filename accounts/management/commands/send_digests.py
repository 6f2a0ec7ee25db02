"""Send what is unread to people who want it by mail. Run it every hour from the scheduler; nothing is sent twice."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext, ngettext

from accounts.channels import configured_channels
from accounts.services import due_choices
from accounts.tasks import send_digest


class Command(BaseCommand):
    help = "Enqueue the digests whose time has come: none at night, none without a channel that is configured."

    def handle(self, *args, **options) -> None:
        if not configured_channels():
            self.stdout.write(gettext("No mail server is configured; nothing is sent outside the site."))
            return
        due = due_choices()
        for choice in due:
            send_digest.enqueue(choice.pk)
        words = ngettext("%(count)d person looked at.", "%(count)d people looked at.", len(due))
        self.stdout.write(words % {"count": len(due)})
