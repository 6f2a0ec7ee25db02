"""The Chinese sentences of a certificate. Document text, not interface: it is the same in every interface language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .facts import CertificateFacts

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentence around the two names: `opening` NAME `lead` 《COURSE》 `closing`."""

    opening: str
    lead: str
    closing: str


def chinese_number(number: int) -> str:
    """1 to 99 in words: 二十四."""
    tens, ones = divmod(number, 10)
    words = ""
    if tens:
        words = ("" if tens == 1 else _DIGITS[tens]) + "十"
    return words + (_DIGITS[ones] if ones or not tens else "")


def chinese_date(day: date) -> str:
    """二〇二六年十一月二十四日: the form a document is dated in."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def period(started_on: date | None, completed_on: date) -> str:
    """2026年9月1日至11月20日; the year is repeated only when it changes, one day is one date."""
    end = f"{completed_on.month}月{completed_on.day}日"
    if started_on is None or started_on == completed_on:
        return f"{completed_on.year}年{end}"
    if started_on.year != completed_on.year:
        end = f"{completed_on.year}年{end}"
    return f"{started_on.year}年{started_on.month}月{started_on.day}日至{end}"


def plain_hours(hours: Decimal) -> str:
    """48, 2.5: no trailing zeros, no exponent."""
    text = f"{hours:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hours_phrase(facts: CertificateFacts) -> str:
    if facts.hours is None:
        return ""
    detail = f"（{facts.hours_detail}）" if facts.hours_detail else ""
    return f"共计{plain_hours(facts.hours)}学时{detail}，"


def _result_phrase(facts: CertificateFacts) -> str:
    return f"{facts.result_text}，" if facts.result_text else ""


def _completion(facts: CertificateFacts) -> Wording:
    """One online course, done in full."""
    return Wording(
        opening="兹证明",
        lead=f"于{period(facts.started_on, facts.completed_on)}修完课程",
        closing=f"规定的全部内容，{_hours_phrase(facts)}{_result_phrase(facts)}准予结业。",
    )


def _training(facts: CertificateFacts) -> Wording:
    """A training class: several courses, sessions and an assessment."""
    return Wording(
        opening="兹证明",
        lead=f"于{period(facts.started_on, facts.completed_on)}参加",
        closing=f"学习，修完规定的全部课程，{_hours_phrase(facts)}{_result_phrase(facts)}准予结业。",
    )


def _participation(facts: CertificateFacts) -> Wording:
    """Took part; nothing was assessed."""
    return Wording(
        opening="兹证明",
        lead=f"于{period(facts.started_on, facts.completed_on)}参加",
        closing=f"学习，{_hours_phrase(facts)}特此证明。",
    )


WORDINGS: Mapping[str, Callable[[CertificateFacts], Wording]] = {
    "completion": _completion,
    "training": _training,
    "participation": _participation,
}


def compose(facts: CertificateFacts) -> Wording:
    """The sentence for these facts. Raises KeyError for a wording that does not exist."""
    return WORDINGS[facts.wording](facts)
