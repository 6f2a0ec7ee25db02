"""Load the holidays and make-up days that are known; run it again when a year's list has come."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Holiday
from accounts.services import load_holidays

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "holidays.json"


class Command(BaseCommand):
    help = "Add holidays and make-up days from a JSON file (by default the one that comes with the site)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *args, file: Path, **options) -> None:
        try:
            report = load_holidays(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file.name}: {error}") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{report.created} created, {report.changed} changed, {report.kept} kept")
        waiting = Holiday.objects.to_be_checked().count()
        if waiting:
            self.stdout.write(f"{waiting} still to be checked against the official notice")
