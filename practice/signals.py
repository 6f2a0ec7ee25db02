"""What practice tells whoever listens; sent with `send_robust` after the transaction has committed."""

from django.dispatch import Signal

# Both sides have confirmed a replication, or one took its word back. Arguments: replication, confirmed (bool).
replication_confirmed = Signal()
