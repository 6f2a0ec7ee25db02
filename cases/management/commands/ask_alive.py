"""Ask the owners of cases that nobody has confirmed for a year. Run it once a day from the scheduler."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from accounts.queries import people_with
from cases.services.alive import ask_alive


class Command(BaseCommand):
    help = "Ask the owners of cases that nobody has confirmed for a year whether they are still done this way."

    def handle(self, *args, **options) -> None:
        asked = ask_alive()
        words = ngettext("%(count)d case asked about.", "%(count)d cases asked about.", len(asked))
        self.stdout.write(words % {"count": len(asked)})
        for row in asked:
            if not people_with(row.case.organisation, Role.CASE_CONTRIBUTOR).exists():
                self.stdout.write(_("Nobody to ask for “%(case)s”.") % {"case": row.case.title})
