"""Remind learners of deadlines. Run it once a day from the scheduler; running it again tells nobody twice."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from learning.services import send_reminders


class Command(BaseCommand):
    help = "Lines in the inbox 14, 7 and 1 days before a deadline, and once after it, to the unit's people too."

    def handle(self, *args, **options) -> None:
        report = send_reminders()
        words = ngettext(
            "%(count)d learner reminded, %(overdue)d of a deadline that is over.",
            "%(count)d learners reminded, %(overdue)d of a deadline that is over.",
            report.reminded,
        )
        self.stdout.write(words % {"count": report.reminded, "overdue": report.overdue})
