"""Queries that are asked on nearly every page, written in the ORM and translated into SQL once per process.

Django turns a queryset into SQL anew each time. On the pages asked most that takes three times as long as running the
SQL (docs/performance.md), and the text never changes. So the queryset is built once, with `Given` in the places of the
values. Use it for what every learner asks all the time, and for nothing else.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Expression, Field, QuerySet
from django.db.models.query import RawQuerySet


class Given(Expression):
    """The place of a value that is named when the query runs. Times and UUIDs need their field, to be stored right."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(output_field=field)
        self.name, self.stored_as = name, field

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        return "%s", [self]

    def bind(self, values: dict[str, Any]) -> Any:
        value = values[self.name]
        return value if self.stored_as is None else self.stored_as.get_db_prep_value(value, connection)


class Prepared:
    """What `build` asks for; it is called at the first use and never again. Usable as a decorator."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build
        self.__doc__ = build.__doc__

    @cached_property
    def _text(self) -> tuple[type, str, tuple]:
        queryset = self._build()
        return queryset.model, *queryset.query.sql_with_params()

    def records(self, **values: Any) -> RawQuerySet:
        """Objects of the queryset's model, with its annotations (which must be numbers or texts)."""
        model, sql, parts = self._text
        return model._base_manager.raw(sql, _bound(parts, values))

    def first(self, **values: Any) -> Any:
        """The first of `records`, or None."""
        return next(iter(self.records(**values)), None)

    def rows(self, **values: Any) -> list[tuple]:
        """Plain tuples, as the database gives them: for numbers and texts, not for times."""
        _model, sql, parts = self._text
        with connection.cursor() as cursor:
            cursor.execute(sql, _bound(parts, values))
            return cursor.fetchall()


def _bound(parts: tuple, values: dict[str, Any]) -> tuple:
    return tuple(part.bind(values) if isinstance(part, Given) else part for part in parts)
