"""A rebuilt index says by which version of the analyser it was made."""

from django.db import connection

from lms.search.services import remember_version


class VersionedRebuild:
    """Mixed into the vendors' rebuilders."""

    def finish(self) -> None:
        # After a failure the library finishes too, only to close its broken transaction.
        if not (connection.in_atomic_block and connection.needs_rollback):
            remember_version()
        super().finish()
