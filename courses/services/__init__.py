"""What changes the set-up and the reviews of courses; the content itself is changed in the CMS."""

from courses.services.copies import settle_copy
from courses.services.review import tell_author, tell_reviewers
from courses.services.setup import setup_workflow

__all__ = ["settle_copy", "setup_workflow", "tell_author", "tell_reviewers"]
