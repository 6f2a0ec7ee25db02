"""The editors' desk speaks Chinese: our catalogue fills exactly what the installed Wagtail leaves in English."""

import re

import polib
import pytest
from django.utils.translation.trans_real import DjangoTranslation

from tests.lms.tooling import ROOT, script

wagtail_messages = script("wagtail_messages")
catalogs = script("catalogs")
DOMAINS = wagtail_messages.DOMAINS
LATIN = re.compile(r"[A-Za-z]{3,}")
# Proper names and technical words that Chinese authors read as they are.
NAMES = {"API", "URL", "Wagtail", "JavaScript", "meta", "description"}


@pytest.mark.parametrize("domain", DOMAINS)
def test_nothing_of_the_installed_version_is_left_in_english(domain):
    assert wagtail_messages.untranslated(domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_are_those_of_the_english_text(domain):
    assert wagtail_messages.wrong_placeholders(domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_everybody_is_addressed_as_the_site_addresses_them(domain):
    assert wagtail_messages.familiar(domain) == []


def test_a_familiar_wording_of_theirs_is_noticed(monkeypatch):
    monkeypatch.setattr(wagtail_messages, "ours", lambda domain: {})
    assert "Your old password was entered incorrectly. Please enter it again." in wagtail_messages.familiar("django")


# What people say in lessons, cases and quizzes of the demonstration is quoted as they would say it.
WORDED_BY_US = [
    *(ROOT / "locale" / "zh_Hans").rglob("*.po"), *(ROOT / "templates").rglob("*.*"), *(ROOT / "static").rglob("*.js"),
    *(ROOT / "lms" / "texts").rglob("*.*"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("README*.md"),
]  # fmt: skip


def test_our_own_words_say_the_polite_you_throughout():
    assert [path.name for path in WORDED_BY_US if "你" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_catalogue_holds_only_what_upstream_lacks_or_what_we_chose_to_say_better(domain):
    gaps = wagtail_messages.gaps(domain)
    known = wagtail_messages.ours(domain).items()
    unmarked = [key for key, entry in known if key not in gaps and entry.tcomment != wagtail_messages.BETTER]
    assert sorted(unmarked, key=str) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_translations_are_chinese_and_keep_links(domain):
    for entry in wagtail_messages.ours(domain).values():
        for text in wagtail_messages._texts(entry):
            words = set(LATIN.findall(wagtail_messages.PLACEHOLDER.sub(" ", re.sub(r"<[^>]+>", " ", text))))
            assert words <= NAMES, text
            assert re.findall(r"<a [^>]+>", text) == re.findall(r"<a [^>]+>", entry.msgid), text


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"msgid": "by %(who)s", "msgstr": "由%(who)s"}, False),
        ({"msgid": "by %(who)s", "msgstr": "由%(whom)s"}, True),
        ({"msgid": "by %(who)s", "msgstr": "由某人"}, True),
        ({"msgid": "one page", "msgid_plural": "%(n)s pages", "msgstr_plural": {0: "%(n)s 个页面"}}, False),
        ({"msgid": "%(n)s page", "msgid_plural": "%(n)s pages", "msgstr_plural": {0: "个页面"}}, True),
    ],
)
def test_a_translation_with_another_placeholder_is_found(entry, wrong, monkeypatch):
    found = {(None, entry["msgid"]): polib.POEntry(**entry)}
    monkeypatch.setattr(wagtail_messages, "ours", lambda domain: found)
    assert wagtail_messages.wrong_placeholders("django") == ([entry["msgid"]] if wrong else [])


def test_our_texts_win_when_the_site_runs():
    catalogs.compile_all()
    chinese = DjangoTranslation("zh-hans")
    assert chinese.gettext("Search all pages…") == "搜索所有页面…"
    assert chinese.ngettext("There is one matching page", "There are %(counter)s matching pages", 1) == (
        "找到 %(counter)s 个匹配的页面"
    )
    assert DjangoTranslation("en").gettext("Search all pages…") == "Search all pages…"
