"""What learning tells whoever listens; sent with `send_robust` after the transaction has committed."""

from django.dispatch import Signal

# A learner completed a unit. Arguments: enrollment, unit_id.
unit_completed = Signal()
# A learner completed a whole course; sent once per enrollment. Argument: enrollment.
course_completed = Signal()
