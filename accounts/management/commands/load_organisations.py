"""Load the district, its towns and the villages and communities that are known."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.services import load_organisations

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "organisations.json"


class Command(BaseCommand):
    help = "Bring the tree of units in line with a JSON file (by default the one that comes with the site)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *args, file: Path, **options) -> None:
        try:
            report = load_organisations(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{file.name}: {error}") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(
            f"{report.created} created, {report.changed} changed, {report.moved} moved, {report.unchanged} unchanged"
        )
