"""榕荫: a banyan with hanging roots and five people talking below it."""

from math import sqrt

from covers.drawing import WIDTH, Drawing, coordinates, mix, number
from covers.palettes import Palette
from covers.placement import Placement

Disc = tuple[float, float, float]

EARTH = 220  # where the sky ends
PEOPLE = 5
# Crown as discs (x from the trunk, y, radius): far ones in the lighter tone, near ones deeper.
FAR: list[Disc] = [
    (-142, 96, 38),
    (-84, 58, 52),
    (-30, 30, 60),
    (42, 26, 62),
    (104, 62, 50),
    (150, 100, 36),
]
NEAR: list[Disc] = [
    (-116, 92, 44),
    (-64, 74, 50),
    (-52, 118, 32),
    (0, 48, 60),
    (58, 112, 36),
    (72, 66, 48),
    (120, 92, 42),
]
BRANCHES = [
    (-62, 84, -22, 146, 9),
    (-20, 62, -10, 110, 11),
    (28, 56, 10, 112, 11),
    (70, 82, 24, 148, 9),
    (-98, 104, -44, 150, 5),
    (100, 106, 46, 152, 5),
]


def draw_banyan(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """The tree stands near the middle; the accent is one of the five people."""
    trunk = WIDTH / 2 + placement.between(-26, 26)
    far = [_moved(disc, trunk, placement) for disc in FAR]
    near = [_moved(disc, trunk, placement) for disc in NEAR]
    drawing.background(palette.ground)
    earth = mix(palette.ground, palette.middle, 0.5)
    drawing.area(f"M0 {EARTH}h{WIDTH}v80H0z", earth)
    _roots(drawing, palette, placement, [*far, *near])
    for x, y, radius in far:
        drawing.disc(x, y, radius, palette.middle, opacity=0.72)
    _trunk(drawing, palette, trunk)
    shade = mix(palette.deep, "#000000", 0.15)
    for x, y, radius in near:
        drawing.disc(x, y, radius, shade, opacity=0.5)
    _people(drawing, palette, placement, trunk)


def _moved(disc: Disc, trunk: float, placement: Placement) -> Disc:
    x, y, radius = disc
    sway = placement.between(-8, 8)
    return trunk + x + sway, y + placement.between(-7, 7), radius + placement.between(-4, 5)


def _roots(drawing: Drawing, palette: Palette, placement: Placement, crown: list[Disc]) -> None:
    """Aerial roots hang from the lower edge of the crown; a few have reached the earth."""
    left = min(x - radius for x, _, radius in crown)
    right = max(x + radius for x, _, radius in crown)
    thin, thick = "", ""
    x = left + 10
    while x < right - 8:
        top = max(_underside(disc, x) for disc in crown)
        if placement.between(0, 1) < 0.16:
            thick += f"M{coordinates(x, top - 4)}V{EARTH + 4}"
        else:
            thin += f"M{coordinates(x, top - 4)}V{number(placement.between(top + 18, EARTH - 8))}"
        x += placement.between(7, 15)
    tone = mix(palette.middle, palette.deep, 0.35)
    drawing.line(thin, tone, 1.6)
    drawing.line(thick, tone, 3)


def _underside(disc: Disc, x: float) -> float:
    centre, y, radius = disc
    return y + sqrt(max(radius**2 - (x - centre) ** 2, 0)) if abs(x - centre) < radius else 0


def _trunk(drawing: Drawing, palette: Palette, trunk: float) -> None:
    for x, y, bend_x, bend_y, width in BRANCHES:
        drawing.line(
            f"M{coordinates(trunk + bend_x / 6, 186)}Q{coordinates(trunk + bend_x, bend_y, trunk + x, y)}",
            palette.deep,
            width,
        )
    drawing.area(
        f"M{coordinates(trunk - 15, 150)}c4 28 1 60-29 82q10 1 19-3q6 6 13 3q6 6 14 1q7 5 14-1"
        f"q9 4 20 0c-27-22-32-50-27-82q-16 7-32 0z",
        palette.deep,
    )
    seams = f"M{coordinates(trunk - 5, 164)}c3 22 1 42-7 60m13-62c-1 22-1 42 5 60"
    drawing.line(seams, mix(palette.deep, palette.middle, 0.55), 1.6)


def _people(drawing: Drawing, palette: Palette, placement: Placement, trunk: float) -> None:
    speaker = placement.pick(range(PEOPLE))
    for index in range(PEOPLE):
        x = trunk + (index - (PEOPLE - 1) / 2) * 50
        y = 252 + (8, 12, 13, 12, 8)[index] - 8
        fill = palette.accent if index == speaker else palette.cream
        drawing.disc(x, y, 9, fill)
        drawing.area(f"M{coordinates(x - 15, y + 31)}v-4a15 15 0 0 1 30 0v4z", fill)
