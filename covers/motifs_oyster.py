"""蚝壳墙: an old wall faced with rows of oyster shells."""

from math import sin

from covers.drawing import HEIGHT, SQUARE_LEFT, SQUARE_RIGHT, WIDTH, Drawing, coordinates, mix
from covers.palettes import Palette
from covers.placement import Placement

SHELL = 50  # width of a shell
COURSE = 38  # from one row to the next
OUTLINE = "c3 32-8 50-25 60c-17-10-28-28-25-60z"
# Growth lines only where the row above leaves a shell bare, so that all can be drawn at the end.
LINES = "m-16 31q2 14 16 22q14-8 16-22m-24 0q1 8 8 13q7-5 8-13"


def draw_oyster(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Each row laps over the one below it; deeper shells drift across the wall in bands."""
    tones = [palette.cream, palette.ground, palette.middle, palette.deep]
    drift = placement.between(0, 6), placement.pick([-1, 1]) * placement.between(0.010, 0.016)
    accent = placement.pick(range(2, 6)), placement.pick(range(3))
    wall = Drawing()
    lines: dict[str, str] = {}
    for row in reversed(range(-1, HEIGHT // COURSE + 1)):
        shells: dict[str, str] = {}
        y = row * COURSE - 10
        columns = _columns(row)
        inside = [x for x in columns if SQUARE_LEFT + 40 < x < SQUARE_RIGHT - 40]
        for x in columns:
            fill = tones[_tone(x, y, drift, placement)]
            if row == accent[0] and x == inside[accent[1]]:
                fill = palette.accent
            shells[fill] = shells.get(fill, "") + f"M{coordinates(x + SHELL / 2, y)}{OUTLINE}"
            lines[fill] = lines.get(fill, "") + f"M{coordinates(x, y)}{LINES}"
        for fill, data in shells.items():
            wall.area(data, fill)
    drawing.background(palette.ground)
    drawing.edged(wall, palette.cream, 2.2)
    for fill, data in lines.items():
        dark = fill in {palette.deep, palette.accent}
        tone = mix(fill, palette.cream, 0.5) if dark else mix(fill, palette.deep, 0.32)
        drawing.line(data, tone, 1.2)


def _columns(row: int) -> list[float]:
    """Return the middle of each shell of a row; every second row is set back by half a shell."""
    start = 15 - SHELL / 2 if row % 2 else 15.0
    places = (start + SHELL * step for step in range(WIDTH // SHELL + 2))
    return [x for x in places if x < WIDTH + SHELL / 2]


def _tone(x: float, y: float, drift: tuple[float, float], placement: Placement) -> int:
    """Return 0 (cream) to 3 (deep): a slow wave over the wall, made uneven by chance."""
    start, slope = drift
    wave = sin(start + x * slope + y * 0.019) + 0.5 * sin(start * 2 - x * 0.021 + y * 0.008)
    level = 1.35 + wave * 0.85 + placement.between(-0.95, 0.95)
    return min(max(round(level), 0), 3)
