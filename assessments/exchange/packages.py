"""QTI 2.1 as a file: an item alone, or a ZIP whose imsmanifest.xml names the items, their order and their pictures."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from assessments.exchange.drafting import MOST_QUESTIONS, Bank
from assessments.exchange.qti import Item, Pictures
from assessments.exchange.reading import BROKEN_ZIP, MOST_BYTES, path_of
from assessments.exchange.records import Problem, Sheet
from assessments.exchange.sources import local, text_of, tree_of
from content.uploads import Refused

MANIFEST = "imsmanifest.xml"
MOST_ENTRIES = 5000
MOST_UNPACKED = 10 * MOST_BYTES
LONGEST_CATEGORY = 40


def is_package(content: bytes) -> bool:
    """Whether the ZIP is a package. A broken one is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(_is_manifest(path_of(entry)) for entry in archive.infolist())
    except BROKEN_ZIP:
        return False


def _is_manifest(path: str) -> bool:
    """At the root, or in the one folder that somebody packed again."""
    return posixpath.basename(path) == MANIFEST and path.count("/") <= 1 and not path.startswith("__MACOSX/")


def read_item(root: Element) -> Sheet:
    """An item that came alone, without pictures beside it."""
    bank = Bank()
    _read(bank, root, lambda source: (posixpath.basename(source), None))
    return bank.read()


def _read(bank: Bank, root: Element, pictures: Pictures) -> None:
    draft = bank.next(root.get("title") or root.get("identifier") or "assessmentItem")
    if draft is not None:
        Item(draft, root, pictures).read()


def read_package(content: bytes) -> Sheet:
    """Every item of a package. Raises Refused when the package itself cannot be read."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        inside = archive.infolist()
        if len(inside) > MOST_ENTRIES or sum(entry.file_size for entry in inside) > MOST_UNPACKED:
            raise Refused(_("There is too much in this ZIP file: at most 5,000 files and 100 MB."))
        return _Package(archive, {path_of(entry): entry for entry in inside if not entry.is_dir()}).read()


class _Package:
    def __init__(self, archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo]) -> None:
        self.archive, self.entries, self.bank = archive, entries, Bank()
        self.pictures: dict[str, bytes] = {}
        self.manifest = min(filter(_is_manifest, entries), key=lambda path: path.count("/"))

    def read(self) -> Sheet:
        items, tests = [], []
        for resource in self._tree(self.manifest).iter():
            if local(resource) == "resource" and (href := resource.get("href")):
                kind = resource.get("type", "").lower()
                if "imsqti_item" in kind:
                    items.append(self._path(self.manifest, href))
                elif "imsqti_test" in kind or "imsqti_assessment" in kind:
                    tests.append(self._path(self.manifest, href))
        sections = {path: name for test in tests for path, name in self._sections(test)}
        for path in dict.fromkeys([*sections, *items]):
            self.bank.category = sections.get(path, "")
            if self.bank.number > MOST_QUESTIONS:
                break
            self._item(path)
        return self.bank.read()

    def _item(self, path: str) -> None:
        try:
            root = self._tree(path)
        except Refused as refused:
            self._broken(path, str(refused))
            return
        if local(root) != "assessmentItem":
            self._broken(path, _("This file of the package holds no question of QTI 2.1."))
            return

        def picture(source: str) -> tuple[str, bytes | None]:
            found = self._path(path, source)
            return posixpath.basename(found), self._picture(found) if found in self.entries else None

        _read(self.bank, root, picture)

    def _broken(self, path: str, why: str) -> None:
        self.bank.number += 1
        self.bank.sheet.problems.append(Problem(self.bank.number, "", posixpath.basename(path), why))

    def _sections(self, test: str) -> Iterator[tuple[str, str]]:
        """The items of a test in their order, each with the title of the section it stands in."""
        if test not in self.entries:
            return
        waiting = [(self._tree(test), "")]
        while waiting:
            element, title = waiting.pop()
            if local(element) == "assessmentItemRef" and (href := element.get("href")):
                yield self._path(test, href), title
            if local(element) == "assessmentSection":
                title = " ".join(element.get("title", "").split())[:LONGEST_CATEGORY] or title
            waiting += [(child, title) for child in reversed(element)]

    def _path(self, of: str, href: str) -> str:
        """Where an address leads that stands in the file `of`."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(of), unquote(href).replace("\\", "/")))

    def _tree(self, path: str) -> Element:
        if path not in self.entries:
            raise Refused(_("The package names this file, but it is not in it."))
        if self.entries[path].file_size > MOST_BYTES:
            raise Refused(_("The file is larger than 10 MB. Split it, or make its pictures smaller."))
        return tree_of(text_of(self._bytes(path)))

    def _picture(self, path: str) -> bytes:
        """Unpacked once, however many items show it; nothing where it is damaged, which is then no picture."""
        if path not in self.pictures:
            try:
                self.pictures[path] = self._bytes(path)
            except Refused:
                self.pictures[path] = b""
        return self.pictures[path]

    def _bytes(self, path: str) -> bytes:
        try:
            return self.archive.read(self.entries[path])
        except BROKEN_ZIP as error:
            raise Refused(_("This ZIP file cannot be opened. Pack it again, without a password.")) from error
