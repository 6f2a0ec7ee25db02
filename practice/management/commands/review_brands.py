"""Count all brands anew. To be run once a day by a scheduler; a second run finds nothing to move."""

from django.core.management.base import BaseCommand

from practice.services import review_all


class Command(BaseCommand):
    help = "Counts every brand anew by the published criteria and prints how many moved."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{review_all()}")
