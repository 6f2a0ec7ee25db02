"""What cases tell whoever listens; sent with `send_robust` after the transaction has committed."""

from django.dispatch import Signal

# A case was published: for the first time, again, or in a new version. Arguments: case, submission.
case_published = Signal()
