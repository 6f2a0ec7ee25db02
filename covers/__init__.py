"""Generated covers in the shapes of the place: pure drawing code that imports nothing else of ours."""

from covers.cover import COVER_VERSION, Shape, cover_svg, cover_svg_from_seed
from covers.palettes import PALETTES, assign_palettes, palette_for
from covers.placement import seed_for
from covers.themes import THEME_MOTIFS, Motif, motif_for_theme

__all__ = [
    "COVER_VERSION",
    "PALETTES",
    "THEME_MOTIFS",
    "Motif",
    "Shape",
    "assign_palettes",
    "cover_svg",
    "cover_svg_from_seed",
    "motif_for_theme",
    "palette_for",
    "seed_for",
]
