"""What Wagtail says in English to a Chinese author, and the catalogue of ours that says it in Chinese.

Wagtail and wagtailmedia ship Chinese catalogues that lag behind their English ones. The gap is every message of an
English catalogue that no installed Chinese catalogue translates; `locale/wagtail` fills it. After an upgrade:

    python .ci/wagtail_messages.py update    # adds the new gaps untranslated, drops what upstream has since translated
    python .ci/wagtail_messages.py check     # fails with a list while something is missing or a placeholder differs
"""

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import polib

OURS = Path(__file__).resolve().parents[1] / "locale" / "wagtail" / "zh_Hans" / "LC_MESSAGES"
FILLED = ("wagtail", "wagtailmedia", "allauth")
# Apps whose Chinese catalogue is merged at run time and so may already hold a message.
ALSO_READ = ("django", "taggit", "django_filters", "rest_framework")
# Apps of Django's whose pages nobody here sees.
UNUSED = ("/contrib/admin/", "/contrib/admindocs/")
FOR_DEVELOPERS = "If you are using the <meta name="
DOMAINS = ("django", "djangojs")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
BETTER = "Chosen over the wording that ships with the package."
HEADER = {
    "Project-Id-Version": "gongzhi-academy",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str]


def catalogs(package: str, locale: str, domain: str) -> Iterator[polib.POFile]:
    """The catalogues of one language that an installed package carries, in all its apps."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return
    root = Path(spec.origin).parent
    for path in sorted(root.rglob(f"locale/{locale}/LC_MESSAGES/{domain}.po")):
        yield polib.pofile(str(path), wrapwidth=0)


def gaps(domain: str) -> dict[Key, polib.POEntry]:
    """English messages of the filled packages that no installed Chinese catalogue translates."""
    translated = {
        (entry.msgctxt, entry.msgid)
        for package in FILLED + ALSO_READ
        for catalog in catalogs(package, "zh_Hans", domain)
        for entry in catalog.translated_entries()
    }
    return {
        (entry.msgctxt, entry.msgid): entry
        for package in FILLED
        for catalog in catalogs(package, "en", domain)
        for entry in catalog
        if not entry.obsolete and (entry.msgctxt, entry.msgid) not in translated
    }


def ours(domain: str) -> dict[Key, polib.POEntry]:
    """The project's own translations of those messages."""
    path = OURS / f"{domain}.po"
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}


def untranslated(domain: str) -> list[str]:
    """Messages of the installed versions for which neither they nor we have a Chinese text."""
    known = ours(domain)
    return [key[1] for key in gaps(domain) if key not in known or not known[key].translated()]


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def wrong_placeholders(domain: str) -> list[str]:
    """Our translations that would print a placeholder wrongly, or raise when filled in.

    Chinese has one plural form: it may use what either English form uses and must use what both of them use.
    """
    wrong = []
    for entry in ours(domain).values():
        forms = [sorted(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        for text in filter(None, _texts(entry)):
            found = sorted(PLACEHOLDER.findall(text))
            needed, allowed = set(forms[0]) & set(forms[-1]), set(forms[0]) | set(forms[-1])
            fits = needed <= set(found) <= allowed if entry.msgid_plural else found == forms[0]
            if not fits:
                wrong.append(entry.msgid)
    return wrong


def familiar(domain: str) -> list[str]:
    """Messages that would say 你 to somebody the site calls 您, for want of a better wording of ours."""
    known = ours(domain)
    return [
        entry.msgid
        for package in (*FILLED, "django")
        for catalog in catalogs(package, "zh_Hans", domain)
        if not any(part in catalog.fpath for part in UNUSED)
        for entry in catalog.translated_entries()
        if not entry.msgid.startswith(FOR_DEVELOPERS)
        and "你" in "".join(_texts(known.get((entry.msgctxt, entry.msgid), entry)))
    ]


def update(domain: str) -> int:
    """Bring our catalogue in line with the installed packages; return how many texts are still to be written."""
    known, catalog = ours(domain), polib.POFile(wrapwidth=0)
    catalog.metadata = HEADER
    # A text of theirs that we say better carries this comment and stays, whatever they translate.
    catalog.extend(entry for entry in known.values() if entry.tcomment == BETTER)
    for key, entry in sorted(gaps(domain).items(), key=lambda item: (item[0][1], item[0][0] or "")):
        have = known.get(key)
        catalog.append(
            polib.POEntry(
                msgctxt=entry.msgctxt,
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgstr=have.msgstr if have and not entry.msgid_plural else "",
                msgstr_plural={0: _texts(have)[0] if have else ""} if entry.msgid_plural else {},
                flags=[flag for flag in entry.flags if flag != "fuzzy"],
                tcomment=entry.tcomment,
            )
        )
    OURS.mkdir(parents=True, exist_ok=True)
    catalog.save(str(OURS / f"{domain}.po"))
    return len(catalog.untranslated_entries())


def main(command: str) -> int:
    if command == "update":
        for domain in DOMAINS:
            print(f"{domain}: {update(domain)} to translate")
        return 0
    problems = [f"no Chinese text: {text!r}" for domain in DOMAINS for text in untranslated(domain)]
    problems += [f"placeholders differ: {text!r}" for domain in DOMAINS for text in wrong_placeholders(domain)]
    problems += [f"says 你: {text!r}" for domain in DOMAINS for text in familiar(domain)]
    print("\n".join(problems) or "Wagtail speaks Chinese throughout.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
