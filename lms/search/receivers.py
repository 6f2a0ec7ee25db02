"""What search listens to: synonyms that change, and a database that is new."""

from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.search.models import IndexEntry

from lms.models import IndexState, SynonymGroup
from lms.search import synonyms
from lms.search.services import remember_version


@receiver([post_save, post_delete], sender=SynonymGroup, dispatch_uid="search_synonyms_changed")
def synonyms_changed(sender, **kwargs) -> None:
    synonyms.forget()


@receiver(post_migrate, dispatch_uid="search_index_begins")
def index_begins(sender, using: str, **kwargs) -> None:
    """An index that begins empty is of today's making."""
    if sender.name != "lms":
        return
    tables = connections[using].introspection.table_names()
    if {IndexState._meta.db_table, IndexEntry._meta.db_table} <= set(tables) and not (
        IndexState.objects.exists() or IndexEntry.objects.exists()
    ):
        remember_version()
