"""Bring the database up to date and load the demo; with an address also serve it.

One process does all of it, because starting Django again is most of the wait. The reloader of the development server
runs this file a second time as its child, which only serves.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.development")

import django
from django.core.management import call_command
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

if __name__ == "__main__":
    django.setup()
    address = sys.argv[1] if len(sys.argv) > 1 else ""
    if not os.environ.get(DJANGO_AUTORELOAD_ENV):
        call_command("migrate", verbosity=0)
        call_command("load_demo")
        if address:
            print(f"Serving on http://{address} - stop with Ctrl+C", flush=True)
    if address:
        call_command("runserver", address)
