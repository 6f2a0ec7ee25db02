"""Reading the tables of the matrix, asking the site, and saying in one letter what it answered.

A row is `name | arguments | query | answers`. An argument is a path into the world (`draft.pk`) or a literal (`=1`);
the answers are one letter per actor in the order of `matrix_world.ACTORS`, in groups for the eye.
"""

import dataclasses
import io
import re
from operator import attrgetter
from types import SimpleNamespace

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from openpyxl import load_workbook

from tests.lms.matrix_world import ACTORS, World

# ok: the page itself. elsewhere: led to another page of one's own. login, denied (403, 404, or Wagtail's way of leading
# back to its start page), method: not to be asked this way, bad: understood and refused (400, 401, 409, 410, 422),
# failed: 500, which only the address made for trying that out may answer.
LETTERS = {"ok": "o", "elsewhere": "e", "login": "l", "denied": "d", "method": "m", "bad": "b", "failed": "x"}


@dataclasses.dataclass(frozen=True)
class Row:
    """One address of the world and what each actor is answered there."""

    name: str
    arguments: tuple[str, ...]
    query: str
    answers: str

    def __str__(self) -> str:
        return " ".join([self.name, *self.arguments, self.query]).strip()

    def answer(self, actor: str) -> str:
        return self.answers[ACTORS.index(actor)]

    def url(self, things: SimpleNamespace) -> str:
        values = [part[1:] if part.startswith("=") else str(attrgetter(part)(things)) for part in self.arguments]
        return reverse(self.name, args=values) + self.query.format_map(vars(things))


def rows(*tables: str) -> list[Row]:
    lines = [line for table in tables for line in table.splitlines() if line.strip()]
    return [_row(*(part.strip() for part in line.split("|"))) for line in lines]


def _row(name: str, arguments: str, query: str, answers: str) -> Row:
    return Row(name, tuple(arguments.split()), query, answers.replace(" ", ""))


def names_of(resolver=None, spaces: tuple[str, ...] = ()) -> set[str]:
    """Every name an address of the project has, with its namespaces."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= names_of(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
        elif pattern.name:
            found.add(":".join([*spaces, pattern.name]))
    return found


def clients(world: World) -> dict[str, Client]:
    """Everybody logged in once."""
    made = {actor: Client(raise_request_exception=False) for actor in ACTORS}
    for actor, user in world.people.items():
        made[actor].force_login(user, backend="accounts.backends.NameOrPhoneBackend")
    return made


def ask(client: Client, method: str, url: str, data: dict | None = None):
    """The response; whatever the request wrote is taken back, and nobody is logged out by it."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        if getattr(response, "streaming", False):
            response.kept = b"".join(response.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def letter(response) -> str:
    status = response.status_code
    if status in (301, 302):
        return _led_to(response["Location"])
    known = {200: "ok", 403: "denied", 404: "denied", 405: "method", 500: "failed"}
    known |= dict.fromkeys((400, 401, 409, 410, 422), "bad")
    return LETTERS[known[status]]


def _led_to(location: str) -> str:
    if location.startswith(("/account/login/", "/cms/login/")):
        return LETTERS["login"]
    return LETTERS["denied" if location == "/cms/" else "elsewhere"]


def text_of(response) -> str:
    """Everything that can be read in the response: cells of a sheet, escapes of JSON and of HTML undone."""
    content = getattr(response, "kept", None)
    content = response.content if content is None else content
    if content[:2] == b"PK":
        sheet = load_workbook(io.BytesIO(content)).active
        return "\n".join(str(cell) for line in sheet.iter_rows(values_only=True) for cell in line)
    text = content.decode("utf-8", errors="replace")
    return re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)


def leaked(response, secrets: tuple[str, ...]) -> list[str]:
    text = text_of(response)
    return [secret for secret in secrets if secret in text]
