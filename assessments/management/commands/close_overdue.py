"""Close quiz attempts whose time is over. Run it every minute or two from the scheduler."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from assessments.services import close_overdue


class Command(BaseCommand):
    help = "Hand in the saved answers of every attempt whose time is over."

    def handle(self, *args, **options) -> None:
        count = close_overdue()
        self.stdout.write(ngettext("%(count)d attempt closed.", "%(count)d attempts closed.", count) % {"count": count})
