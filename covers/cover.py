"""Covers of courses and cases: a drawing made from the theme and the title alone."""

from collections.abc import Callable
from typing import Literal

from covers.drawing import HEIGHT, SQUARE_LEFT, WIDTH, Drawing, coordinates
from covers.motifs_banyan import draw_banyan
from covers.motifs_door import draw_door
from covers.motifs_gables import draw_gables
from covers.motifs_oyster import draw_oyster
from covers.motifs_ponds import draw_ponds
from covers.motifs_rings import draw_rings
from covers.motifs_river import draw_river
from covers.motifs_window import draw_window
from covers.palettes import PALETTES, Palette, palette_for
from covers.placement import Placement, seed_for
from covers.themes import Motif, motif_for_theme

Shape = Literal["wide", "square"]

DRAWN_BY: dict[Motif, Callable[[Drawing, Palette, Placement], None]] = {
    Motif.RINGS: draw_rings,
    Motif.BANYAN: draw_banyan,
    Motif.OYSTER: draw_oyster,
    Motif.WINDOW: draw_window,
    Motif.GABLES: draw_gables,
    Motif.RIVER: draw_river,
    Motif.PONDS: draw_ponds,
    Motif.DOOR: draw_door,
}

VIEW_BOXES: dict[Shape, tuple[float, float, float, float]] = {
    "wide": (0, 0, WIDTH, HEIGHT),
    "square": (SQUARE_LEFT, 0, HEIGHT, HEIGHT),
}

# Raised when the drawings change, because browsers keep covers for a year.
COVER_VERSION = 1


def cover_svg(*, theme: str, title: str, shape: Shape = "wide", palette: str | None = None) -> str:
    """Return the cover of a course or case as a complete SVG document.

    `palette` overrides the title's own palette, for grids whose neighbours must differ.
    Raises KeyError for a palette or shape that does not exist.
    """
    return cover_svg_from_seed(theme=theme, seed=seed_for(title), shape=shape, palette=palette or palette_for(title))


def cover_svg_from_seed(*, theme: str, seed: str, palette: str, shape: Shape = "wide") -> str:
    """Return the cover whose title has this seed, so that an address need not hold the title.

    Raises KeyError for a palette or shape that does not exist.
    """
    motif = motif_for_theme(theme, seed=seed)
    drawing = Drawing()
    DRAWN_BY[motif](drawing, PALETTES[palette], Placement(seed))
    left, top, width, height = VIEW_BOXES[shape]
    # In a frame lower than 16:10 the banyan loses its top, never the people under it.
    align = "xMidYMax" if motif is Motif.BANYAN else "xMidYMid"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="{coordinates(left, top, width, height)}"'
        f' preserveAspectRatio="{align} slice" aria-hidden="true">{drawing.markup()}</svg>'
    )
