"""The project's message catalogues: compile them, renew them, and check that Chinese is complete.

python .ci/catalogs.py compile    # .po to .mo, only where newer; needs no gettext tools
python .ci/catalogs.py extract    # brings locale/ in line with the code (needs xgettext)
python .ci/catalogs.py check      # fails on anything untranslated, fuzzy, missing or no longer used
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOG = Path("locale/zh_Hans/LC_MESSAGES/django.po")
NOT_SOURCE = (".venv", ".git", "var", "node_modules", "tests", "benchmarks", ".ci", "docs", "__pycache__", ".*_cache")
HEADER = {
    "Project-Id-Version": "gongzhi-academy",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def compile_all(root: Path = ROOT) -> int:
    """Write a .mo beside every .po that is newer than its .mo; return how many were written."""
    written = 0
    for source in sorted((root / "locale").rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Another process may be reading the old one: swap, do not overwrite.
        fresh = target.with_name(f"{target.stem}.{os.getpid()}.mo")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        written += 1
    return written


def extract(root: Path) -> None:
    """Renew the catalogue of one copy of the project from its code and templates."""
    command = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-wrap", "--no-location"]
    command += ["--no-obsolete", "--verbosity", "0"]
    for name in NOT_SOURCE:
        command += ["-i", f"{name}/*"]
    with tempfile.TemporaryDirectory() as var:
        environment = {**os.environ, "VAR_DIR": var, "DJANGO_SETTINGS_MODULE": "lms.settings.development"}
        subprocess.run(command, cwd=root, env=environment, check=True)
    catalog = polib.pofile(str(root / CATALOG), wrapwidth=0)
    catalog.metadata = HEADER
    catalog.save()


def problems(committed: polib.POFile, fresh: polib.POFile) -> list[str]:
    """What keeps a reader from seeing Chinese everywhere, one line each."""
    have = {(entry.msgctxt, entry.msgid) for entry in committed}
    used = {(entry.msgctxt, entry.msgid) for entry in fresh}
    found = [f"untranslated: {entry.msgid!r}" for entry in committed.untranslated_entries()]
    found += [f"fuzzy: {entry.msgid!r}" for entry in committed.fuzzy_entries()]
    found += [f"not in the catalogue: {text!r}" for _, text in sorted(used - have, key=str)]
    found += [f"no longer used: {text!r}" for _, text in sorted(have - used, key=str)]
    return found


def check() -> list[str]:
    """Extract into a copy, so that checking never changes the work tree."""
    with tempfile.TemporaryDirectory(prefix="gongzhi-messages-") as folder:
        copy = Path(folder) / "site"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*NOT_SOURCE, "*.mo", "media", "fonts"))
        extract(copy)
        return problems(polib.pofile(str(ROOT / CATALOG)), polib.pofile(str(copy / CATALOG)))


def main(command: str) -> int:
    if command == "compile":
        if written := compile_all():
            print(f"Compiled {written} message catalogues")
        return 0
    if command == "extract":
        extract(ROOT)
        catalog = polib.pofile(str(ROOT / CATALOG))
        print(f"{len(catalog)} messages, {sum(not entry.translated() for entry in catalog)} to translate")
        compile_all()
        return 0
    found = check()
    print("\n".join(found) or "Every message has its Chinese text.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "check"))
