"""满洲窗: lattice of octagons with panes of coloured glass."""

from math import cos, pi, sin

from covers.drawing import HEIGHT, WIDTH, Drawing, Point, polygon
from covers.palettes import Palette
from covers.placement import Placement

CELL = 100  # three cells fill the height, and the square crop
OUTER = CELL / 2 / cos(pi / 8)  # corner radius of octagons that touch side by side
INNER = OUTER * 0.5
COLUMNS = range(-2, 3)
ROWS = range(-1, 2)


def draw_window(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Colours mirror about the middle, as a glazier sets them; one octagon has the accent."""
    sides = placement.shuffled([palette.middle, palette.ground])
    phase = placement.pick([0, 1])
    accent = placement.pick([(-1, -1), (0, -1), (1, 0), (-1, 0), (0, 0), (1, 1), (0, 1)])
    drawing.background(palette.deep)
    panes: dict[str, str] = {}
    for row in ROWS:
        for column in COLUMNS:
            bright = (row + column + phase) % 2 == 0
            ring = (palette.cream, sides[0]) if bright else (sides[1], palette.cream)
            heart = palette.cream if bright else palette.ground
            if not bright and abs(column) == 2 - phase:
                heart = palette.middle
            if (column, row) == accent:
                heart = palette.accent
            x, y = WIDTH / 2 + column * CELL, HEIGHT / 2 + row * CELL
            for fill, data in _octagon(x, y, ring, heart):
                panes[fill] = panes.get(fill, "") + data
    glass = Drawing()
    for fill, data in panes.items():
        glass.area(data, fill)
    drawing.edged(glass, palette.deep, 2.6)
    drawing.area(_between(15), palette.middle)
    drawing.area(_between(7), palette.cream)


def _octagon(x: float, y: float, ring: tuple[str, str], heart: str) -> list[tuple[str, str]]:
    outer, inner = _corners(x, y, OUTER), _corners(x, y, INNER)
    panes = [(heart, polygon(inner))]
    for side in range(8):
        after = (side + 1) % 8
        pane = [outer[side], outer[after], inner[after], inner[side]]
        panes.append((ring[side % 2], polygon(pane)))
    return panes


def _corners(x: float, y: float, radius: float) -> list[Point]:
    angles = (pi / 8 + pi / 4 * corner for corner in range(8))
    return [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]


def _between(reach: float) -> str:
    """Return a smaller square inside each square that the octagons leave open."""
    data = ""
    for row in range(-2, 2):
        for column in range(-3, 3):
            x, y = WIDTH / 2 + (column + 0.5) * CELL, HEIGHT / 2 + (row + 0.5) * CELL
            data += polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)])
    return data
