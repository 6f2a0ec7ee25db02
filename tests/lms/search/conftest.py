"""The small library of `corpus`, indexed once for each module that asks for it."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from courses.models import LessonPage
from lms.models import SynonymGroup
from lms.search import synonyms
from tests import factories
from tests.lms.search import corpus


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[dict[str, corpus.Written]]:
    with django_db_blocker.unblock(), transaction.atomic():
        heading = factories.module(factories.course("无名课", summary="无字"), "卷一")
        for number, written in enumerate(corpus.pages()):
            block = {"type": "rich_text", "value": f"<p>{written.body}</p>", "id": f"t{number}"}
            page = LessonPage(title=written.title, slug=f"p{number}", minutes=1)
            page.body = LessonPage._meta.get_field("body").stream_block.to_python([block])
            heading.add_child(instance=page)
        SynonymGroup.objects.bulk_create(SynonymGroup(words=words) for words in corpus.SYNONYMS)
        synonyms.forget()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE wagtailsearch_indexentry")
        yield {written.title: written for written in corpus.pages()}
        transaction.set_rollback(True)
    synonyms.forget()


@pytest.fixture
def library(built, db) -> dict[str, corpus.Written]:
    """Pages by title."""
    return built
