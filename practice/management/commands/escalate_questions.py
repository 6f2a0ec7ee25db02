"""Bring late questions before the district and remind of agreed actions. To be run once a day by a scheduler."""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from practice.services.escalating import escalate_overdue


class Command(BaseCommand):
    help = "Tells the district of questions nobody has answered in time, and both sides of agreed actions that are due."

    def handle(self, *args, **options) -> None:
        count = len(escalate_overdue())
        words = ngettext("%(count)d question is late now.", "%(count)d questions are late now.", count)
        self.stdout.write(words % {"count": count})
