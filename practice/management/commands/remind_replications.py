"""Remind of replications that lie still. To be run once a day by a scheduler; a second run tells nobody again."""

from django.core.management.base import BaseCommand

from practice.services import remind_replications


class Command(BaseCommand):
    help = "Reminds of replications nobody wrote about for two months, of late evaluations and missing confirmations."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{remind_replications()}")
