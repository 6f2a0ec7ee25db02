"""From HTML to PDF: the one place that loads WeasyPrint, and WeasyPrint needs system libraries.

It is imported on first use, so the rest of the site runs without Pango. The first document of a process costs about a
second (libraries, fonts, style sheet); all share what was set up then.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from PIL import ImageFile

from .glyphs import FONT_FOLDER

VARIANT = "pdf/a-3a"  # tagged for screen readers, all fonts inside, fit for the archive
PRINT_FOLDER = Path(__file__).resolve().parent / "print"


def weasyprint_problem() -> str | None:
    """Why no PDF can be made on this machine, as the loader put it; None when all is well. Never raises."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            _load()
    except (ImportError, OSError) as problem:
        return " ".join(str(problem).split()) or type(problem).__name__
    return None


def make_pdf(
    html: str,
    *,
    stylesheet: Path | None = None,
    identifier: str | None = None,
    variant: str | None = VARIANT,
    roots: Sequence[Path] = (),
    rework: Callable[[Element], None] | None = None,
    finisher: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """Set a whole HTML document in the committed fonts; equal arguments give equal bytes.

    The document reads `data:` URIs and files below `roots`, nothing else. `rework` may change its parsed tree before
    it is laid out, `finisher` the PDF before it is written (see WeasyPrint). Raises OSError when Pango is missing.
    """
    weasyprint, sandbox, fonts = _engine()
    document = weasyprint.HTML(string=html, base_url=str(PRINT_FOLDER), url_fetcher=sandbox(roots))
    if rework:
        rework(document.etree_element)
    return document.write_pdf(
        stylesheets=[_parsed(stylesheet)] if stylesheet else [],
        font_config=fonts,
        finisher=finisher,
        pdf_variant=variant,
        pdf_identifier=identifier.encode() if identifier else None,
    )


def _load() -> Any:
    """Import WeasyPrint. It tells Pillow to take pictures that are cut short, for the whole process: take that back,
    or uploads nobody can look at would pass from the first document on."""
    import weasyprint

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


@lru_cache(maxsize=1)
def _engine() -> tuple[Any, Any, Any]:
    """WeasyPrint, the class that fetches for it, and the font set-up every document of the process shares."""
    weasyprint = _load()
    from weasyprint.text.fonts import FontConfiguration

    from .sandbox import Sandbox

    return weasyprint, Sandbox, FontConfiguration()


@lru_cache(maxsize=8)
def _parsed(stylesheet: Path) -> Any:
    """A style sheet of ours, parsed once, with the fonts it names."""
    weasyprint, sandbox, fonts = _engine()
    fetcher = sandbox((stylesheet.parent, PRINT_FOLDER, FONT_FOLDER))
    return weasyprint.CSS(filename=str(stylesheet), font_config=fonts, url_fetcher=fetcher)
