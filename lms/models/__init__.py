"""The front door, help, and what search keeps beside the index."""

from lms.models.help import HelpFor, HelpIndexPage, HelpPage
from lms.models.home import HomePage
from lms.models.search import IndexState, SynonymGroup, ZeroHit

__all__ = ["HelpFor", "HelpIndexPage", "HelpPage", "HomePage", "IndexState", "SynonymGroup", "ZeroHit"]
