"""Build the committed fonts from their sources: subset, drop hinting, rename.

    python typesetting/fonts/build.py --kai LXGWWenKai-Regular.ttf --serif-regular NotoSerifSC_400Regular.ttf \
        --serif-semibold NotoSerifSC_600SemiBold.ttf --serif-black NotoSerifSC_900Black.ttf

The same sources and the same fontTools give the same bytes. README.md beside this file names sources and versions.
The licence (OFL 1.1) forbids a modified font to carry a reserved name, hence the names of our own; copyright and
licence records stay as they are.
"""

from __future__ import annotations

import argparse
import hashlib
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
EVERYDAY = ("latin", "punctuation", "standard", "names")

# Name records (OpenType `name` table) that identify a font; the others but copyright and licence are dropped.
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT, TYPO_FAMILY, TYPO_STYLE = 1, 2, 3, 4, 6, 16, 17
KEPT_NAMES = {0, 5, 13, 14}  # copyright, version, licence, licence address


@dataclass(frozen=True, slots=True)
class Face:
    """One font to build: where it comes from, what it is called, which sections of the repertoire it holds."""

    option: str
    file: str
    family: str
    style: str
    sections: tuple[str, ...]


FACES = (
    Face("kai", "CertKai-Regular.ttf", "CertKai", "Regular", EVERYDAY),
    Face("serif_regular", "CertSerif-Regular.ttf", "CertSerif", "Regular", (*EVERYDAY, "traditional", "rare")),
    Face("serif_semibold", "CertSerif-SemiBold.ttf", "CertSerif", "SemiBold", EVERYDAY),
    Face("serif_black", "CertTitle-Black.ttf", "CertTitle", "Black", ("title",)),
    Face("serif_regular", "CertMarks-Regular.ttf", "CertMarks", "Regular", ("marks",)),
)


def read_repertoire(path: Path) -> dict[str, set[int]]:
    """Code points by section of repertoire.txt."""
    sections: dict[str, set[int]] = {}
    current: set[int] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith(";"):
            continue
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif line.startswith("U+"):
            first, last = line.removeprefix("U+").split("-")
            current.update(range(int(first, 16), int(last, 16) + 1))
        else:
            current.update(map(ord, line))
    return sections


def rename(font: TTFont, face: Face) -> None:
    """Give the font our own names; keep its copyright and licence."""
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES and record.langID in (0, 0x409)]
    full = f"{face.family} {face.style}"
    postscript = f"{face.family}-{face.style}"
    wanted = {
        FAMILY: face.family if face.style == "Regular" else full,
        STYLE: "Regular",
        UNIQUE: f"gongzhi;{postscript}",
        FULL: full,
        POSTSCRIPT: postscript,
        TYPO_FAMILY: face.family,
        TYPO_STYLE: face.style,
    }
    for name_id, text in wanted.items():
        names.setName(text, name_id, 3, 1, 0x409)


def build(face: Face, source: Path, folder: Path, repertoire: dict[str, set[int]]) -> Path:
    """Write one subset and return its path. Code points the source lacks are left out silently."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT", "meta"]
    options.recalc_timestamp = False
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set().union(*(repertoire[name] for name in face.sections)))
    cutter.subset(font)
    rename(font, face)
    target = folder / face.file
    subset.save_font(font, str(target), options)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the committed fonts.")
    for option in dict.fromkeys(face.option for face in FACES):
        parser.add_argument("--" + option.replace("_", "-"), type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HERE)
    chosen = parser.parse_args()
    repertoire = read_repertoire(HERE / "repertoire.txt")
    for face in FACES:
        target = build(face, getattr(chosen, face.option), chosen.out, repertoire)
        content = target.read_bytes()
        print(f"{hashlib.sha256(content).hexdigest()}  {target.name}  {len(content):,} bytes")


if __name__ == "__main__":
    main()
