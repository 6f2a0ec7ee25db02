"""What of an object goes into the index, as plain text and within the limit."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Manager
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField

from lms.search import text

SPACE = " "
BEGINNING = 200  # characters of a title or name by which it is suggested


@dataclass(slots=True)
class Entry:
    """An object's searchable text by column, already cut to `text.CHARACTERS` in all."""

    pk: str
    title: str = ""
    body: str = ""
    beginning: str = ""
    _room: int = field(default=text.CHARACTERS, repr=False)

    def take(self, column: str, value: str) -> None:
        value = value[: self._room]
        # Suggestions are for titles and names; they have columns of their own and take no room from the text.
        if column != "beginning":
            self._room -= len(value)
        setattr(self, column, f"{getattr(self, column)}{SPACE}{value}".strip())


def entry_of(obj) -> Entry:
    """The index entry of `obj` after its model's `search_fields`."""
    entry = Entry(pk=force_str(obj.pk))
    # The title first: a long text must not push it out.
    fields = sorted(obj.get_search_fields(), key=lambda one: not is_title(one))
    for definition in fields:
        for kind, value in _values(obj, definition):
            if isinstance(kind, AutocompleteField):
                entry.take("beginning", value[:BEGINNING])
            else:
                entry.take("title" if is_title(definition) else "body", value)
    return entry


def texts_of(obj) -> list[str]:
    """Everything that is searched in `obj` beside its title, in the order of its `search_fields`."""
    found = []
    for definition in obj.get_search_fields():
        for kind, value in _values(obj, definition):
            if isinstance(kind, SearchField) and not is_title(definition) and value.strip():
                found.append(value)
    return found


def is_title(definition) -> bool:
    """Whether this is the title of the object itself; that of something related is part of its text."""
    return isinstance(definition, SearchField) and definition.field_name == "title"


def _values(obj, definition) -> Iterator[tuple[BaseField, str]]:
    if isinstance(definition, SearchField | AutocompleteField):
        yield definition, plain(definition.get_value(obj))
    elif isinstance(definition, RelatedFields):
        related = definition.get_value(obj)
        if related is None:
            return
        for other in related.all() if isinstance(related, Manager) else [related]:
            for inner in definition.fields:
                yield from _values(other, inner)


def plain(value) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return ", ".join(map(plain, value))
    return force_str(value)
