"""What one certificate says: plain data, frozen when it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

COMPLETION_SMALL_PRINT = "本证书用于证明培训经历，不属于国家职业资格证书；学时以培训主管部门认定为准。"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything printed on one certificate, as strings and dates of the day of issue.

    Nothing here is looked up again later: the same facts give the same document for ever.
    """

    holder_name: str
    course_title: str  # without 《》
    completed_on: date
    issued_on: date
    issuer_name: str
    number: str
    code: str
    verify_url: str  # what the QR code holds and the page prints
    started_on: date | None = None
    hours: Decimal | None = None  # credit hours (学时), None when the course gives none
    hours_detail: str = ""  # e.g. 其中网络学习32学时，集中培训16学时
    result_text: str = ""  # e.g. 考核合格
    kind: str = "completion"
    wording: str = "completion"  # a key of wording.WORDINGS
    title: str = "结业证书"
    title_en: str = "Certificate of Completion"
    small_print: str = COMPLETION_SMALL_PRINT
    seal_image: bytes | None = None  # PNG or JPEG; None leaves the place for the seal empty

    def printed_strings(self) -> dict[str, str]:
        """The texts to check for missing characters before issue, by field (see glyphs.check_printable)."""
        fields = (
            "holder_name",
            "course_title",
            "issuer_name",
            "hours_detail",
            "result_text",
            "title",
            "title_en",
            "small_print",
        )
        return {field: getattr(self, field) for field in fields}
