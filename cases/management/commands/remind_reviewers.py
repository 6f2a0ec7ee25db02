"""Remind reviewers and experts of what is due. To be run once a day by a scheduler; a second run tells nobody again."""

from django.core.management.base import BaseCommand

from cases.services import remind_reviewers


class Command(BaseCommand):
    help = "Puts a line into the inboxes of those whose review is due soon or late."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{remind_reviewers()}")
