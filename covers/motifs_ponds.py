"""桑基鱼塘: fish ponds between mulberry dykes, seen from above."""

from math import cos, radians, sin

from covers.drawing import HEIGHT, WIDTH, Drawing, coordinates, mix, number
from covers.palettes import Palette
from covers.placement import Placement

DYKE = 11
BROAD_DYKE = 26  # the one with the mulberry trees and the hut
X, Y = WIDTH / 2, HEIGHT / 2


def draw_ponds(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """A tilted mosaic; the accent is the roof of the hut on the broad dyke."""
    tilt = placement.pick([-1, 1]) * placement.between(11, 17)
    field = Drawing()
    rows = _rows(placement)
    drawing.background(palette.cream)
    ripples: dict[str, str] = {}
    above: list[tuple[float, float, str]] = []
    for top, height in rows:
        row: list[tuple[float, float, str]] = []
        x = -90 + placement.between(-60, 0)
        while x < WIDTH + 90:
            width = placement.between(58, 146)
            if _in_frame(x, top, width, height, tilt):
                fill = _tone(x, width, row, above, palette, placement)
                field.rounded(x, top, width, height, 7, fill)
                row.append((x, width, fill))
                tone = mix(fill, palette.cream, 0.55) if fill != palette.ground else palette.middle
                data = _ripples(x, top, width, height, placement)
                ripples[tone] = ripples.get(tone, "") + data
            x += width + DYKE
        above = row
    for tone, data in ripples.items():
        field.line(data, tone, 1.5)
    dyke = rows[2][0] + rows[2][1] + BROAD_DYKE / 2
    _trees_and_hut(field, palette, placement, dyke)
    drawing.turned(field, tilt, X, Y)


def _rows(placement: Placement) -> list[tuple[float, float]]:
    """Return (top, height) of five rows; the broad dyke lies below the third of them."""
    heights = [placement.between(62, 104) for _ in range(6)]
    broad = Y + placement.between(-26, 30)
    rows: list[tuple[float, float]] = []
    top = broad - BROAD_DYKE / 2
    for height in heights[:3]:
        rows.insert(0, (top - height, height))
        top -= height + DYKE
    top = broad + BROAD_DYKE / 2
    for height in heights[3:]:
        rows.append((top, height))
        top += height + DYKE
    return rows


def _in_frame(x: float, y: float, width: float, height: float, tilt: float) -> bool:
    """Tell whether any part of a turned pond can show, judging by its turned bounding box."""
    turn = radians(tilt)
    dx, dy = x + width / 2 - X, y + height / 2 - Y
    centre_x = X + dx * cos(turn) - dy * sin(turn)
    centre_y = Y + dx * sin(turn) + dy * cos(turn)
    reach_x = (width * cos(turn) + height * abs(sin(turn))) / 2
    reach_y = (width * abs(sin(turn)) + height * cos(turn)) / 2
    return -reach_x < centre_x < WIDTH + reach_x and -reach_y < centre_y < HEIGHT + reach_y


def _tone(
    x: float,
    width: float,
    row: list[tuple[float, float, str]],
    above: list[tuple[float, float, str]],
    palette: Palette,
    placement: Placement,
) -> str:
    """Return a water tone that differs from the pond before and mostly from those above."""
    bright = mix(palette.ground, palette.middle, 0.45)
    tones = placement.shuffled([palette.middle, palette.deep, palette.ground, bright])
    before = row[-1][2] if row else ""
    over = [fill for left, wide, fill in above if left < x + width and left + wide > x]
    free = [tone for tone in tones if tone != before]
    return next((tone for tone in free if tone not in over), free[0])


def _ripples(x: float, y: float, width: float, height: float, placement: Placement) -> str:
    data, level = "", y + placement.between(13, 20)
    while level < y + height - 10:
        length = placement.between(0.25, 0.5) * width
        start = x + 10 + placement.between(0, width - length - 20)
        data += f"M{coordinates(start, level)}h{number(length)}"
        level += placement.between(13, 22)
    return data


def _trees_and_hut(field: Drawing, palette: Palette, placement: Placement, y: float) -> None:
    hut = X + placement.between(-80, 80)
    x = -40.0
    while x < WIDTH + 40:
        if abs(x - hut) > 34:
            field.disc(x, y, placement.between(5.5, 8), mix(palette.middle, palette.deep, 0.75))
        x += placement.between(17, 22)
    field.rounded(hut - 22, y - 17, 44, 34, 2, palette.accent)
    field.line(f"M{coordinates(hut - 21, y)}h42", palette.cream, 2)
