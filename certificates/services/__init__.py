"""All writes of certificates."""

from certificates.services.issuing import award_for, issue, make_document
from certificates.services.verifying import Answer, count_inquiry, may_ask, verify_by_code, verify_by_number

__all__ = [
    "Answer",
    "award_for",
    "count_inquiry",
    "issue",
    "make_document",
    "may_ask",
    "verify_by_code",
    "verify_by_number",
]
