"""五社环: five equal discs, each overlapping all the others."""

from math import cos, pi, sin

from covers.drawing import HEIGHT, WIDTH, Drawing, mix
from covers.palettes import Palette
from covers.placement import Placement

DISCS = 5
RADIUS = 80
REACH = 60  # from the common centre to the centre of a disc
# A regular pentagon standing on its side is not as tall below its centre as above it.
LIFT = REACH * (1 - cos(pi / DISCS)) / 2


def draw_rings(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Discs deepen where they overlap; the accent is the point that all five share."""
    upright = placement.pick([True, False])
    x, y = WIDTH / 2, HEIGHT / 2 + (LIFT if upright else -LIFT)
    centres = _centres(x, y, upright=upright)
    drawing.background(palette.ground)
    echo = mix(palette.ground, palette.cream, 0.7)
    for radius in (170, 200, 230, 260):
        drawing.ring(x, y, radius, echo, 1.5)
    order = placement.shuffled(centres)
    dark = mix(palette.deep, "#000000", 0.25)
    # Light discs go below dark ones: the other way round they would veil the overlaps.
    tones = [(palette.middle, 0.95), (palette.middle, 0.8)]
    tones += [(palette.deep, 0.72), (palette.deep, 0.5), (dark, 0.5)]
    for (cx, cy), (fill, opacity) in zip(order, tones, strict=True):
        drawing.disc(cx, cy, RADIUS, fill, opacity=opacity)
    for cx, cy in centres:
        drawing.ring(cx, cy, RADIUS, palette.cream, 1.8)
    drawing.disc(x, y, 19, palette.cream)
    drawing.disc(x, y, 12.5, palette.accent)


def _centres(x: float, y: float, *, upright: bool) -> list[tuple[float, float]]:
    first = -pi / 2 if upright else pi / 2
    angles = (first + 2 * pi * index / DISCS for index in range(DISCS))
    return [(x + REACH * cos(angle), y + REACH * sin(angle)) for angle in angles]
