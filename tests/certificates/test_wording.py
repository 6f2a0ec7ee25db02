"""The Chinese sentences of a certificate."""

from datetime import date
from decimal import Decimal

import pytest

from certificates.facts import CertificateFacts
from certificates.wording import chinese_date, compose, period, plain_hours


def facts(**changes):
    return CertificateFacts(
        **{
            "holder_name": "李敏",
            "course_title": "居民议事",
            "started_on": date(2026, 9, 1),
            "completed_on": date(2026, 11, 20),
            "issued_on": date(2026, 11, 24),
            "issuer_name": "番禺区社区学院",
            "number": "PY-2026-GZ01-000042-E",
            "code": "7K3M-Q9XR-2VTD",
            "verify_url": "https://learn.example.cn/v/7K3M-Q9XR-2VTD",
            "hours": Decimal("48.00"),
            "result_text": "考核合格",
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "二〇二六年十一月二十四日"),
        (date(2030, 1, 10), "二〇三〇年一月十日"),
        (date(2027, 10, 31), "二〇二七年十月三十一日"),
        (date(2027, 2, 20), "二〇二七年二月二十日"),
    ],
)
def test_documents_are_dated_in_chinese_numerals(day, words):
    assert chinese_date(day) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 9, 1), date(2026, 11, 20), "2026年9月1日至11月20日"),
        (date(2026, 12, 1), date(2027, 1, 5), "2026年12月1日至2027年1月5日"),
        (date(2026, 9, 1), date(2026, 9, 1), "2026年9月1日"),
        (None, date(2026, 9, 1), "2026年9月1日"),
    ],
)
def test_a_period_repeats_only_what_changes(start, end, words):
    assert period(start, end) == words


@pytest.mark.parametrize(("hours", "text"), [("48.00", "48"), ("2.50", "2.5"), ("100", "100"), ("1E+1", "10")])
def test_hours_have_no_trailing_zeros(hours, text):
    assert plain_hours(Decimal(hours)) == text


@pytest.mark.parametrize(
    ("changes", "closing"),
    [
        ({}, "规定的全部内容，共计48学时，考核合格，准予结业。"),
        ({"hours": None, "result_text": ""}, "规定的全部内容，准予结业。"),
        (
            {"hours_detail": "其中网络学习32学时，集中培训16学时", "result_text": ""},
            "规定的全部内容，共计48学时（其中网络学习32学时，集中培训16学时），准予结业。",
        ),
        ({"wording": "training"}, "学习，修完规定的全部课程，共计48学时，考核合格，准予结业。"),
        ({"wording": "participation"}, "学习，共计48学时，特此证明。"),
    ],
)
def test_the_sentence_says_what_the_facts_hold_and_no_more(changes, closing):
    assert compose(facts(**changes)).closing == closing


def test_an_unknown_wording_is_an_error():
    with pytest.raises(KeyError):
        compose(facts(wording="poem"))
