"""趟栊门: the sliding log gate of a Xiguan house, under a transom of coloured glass."""

from covers.drawing import HEIGHT, WIDTH, Drawing, bar, coordinates, mix, polygon
from covers.palettes import Palette
from covers.placement import Placement

LEFT, RIGHT = 118, 362  # the opening between the stone posts, inside the square crop
STONE = 28  # to the very edge of the square crop
TRANSOM_TOP, TRANSOM_FOOT = 24, 96
PANE_COLUMNS = 7
BARS = 9  # always odd, by custom
BAR_TOP = 116


def draw_door(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """The gate stands partly open; the accent is a tangerine tree in the yard behind it."""
    from_left = placement.pick([True, False])
    gap = placement.between(66, 92)
    _brick_wall(drawing, palette)
    drawing.area(bar(LEFT - STONE, 0, RIGHT - LEFT + 2 * STONE, HEIGHT), palette.cream)
    drawing.area(bar(LEFT, TRANSOM_TOP, RIGHT - LEFT, HEIGHT), palette.deep)
    _transom(drawing, palette, placement)
    drawing.area(bar(LEFT, TRANSOM_FOOT + 4, RIGHT - LEFT, 10), palette.cream)
    yard = LEFT if from_left else RIGHT - gap
    _yard(drawing, palette, yard, gap)
    gate = LEFT + gap if from_left else LEFT
    _gate(drawing, palette, gate, RIGHT - LEFT - gap)


def _brick_wall(drawing: Drawing, palette: Palette) -> None:
    drawing.background(mix(palette.ground, palette.middle, 0.35))
    data = ""
    for course, y in enumerate(range(0, HEIGHT, 20)):
        data += f"M0 {y}H{WIDTH}"
        for x in range(0 if course % 2 else 22, WIDTH, 44):
            if x < LEFT - STONE or x > RIGHT + STONE:
                data += f"M{x} {y}v20"
    drawing.line(data, palette.ground, 2, round_ends=False)


def _transom(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Two rows of panes, mirrored about the middle; every second pane has a diamond."""
    width = (RIGHT - LEFT - 6) / PANE_COLUMNS
    height = (TRANSOM_FOOT - TRANSOM_TOP - 6) / 2
    tones = placement.shuffled([palette.cream, palette.middle, palette.ground, palette.cream])
    panes: dict[str, str] = {}
    for row in range(2):
        for column in range(PANE_COLUMNS):
            mirrored = min(column, PANE_COLUMNS - 1 - column)
            fill = tones[(mirrored + row * 2) % len(tones)]
            x, y = LEFT + 5 + column * width, TRANSOM_TOP + 5 + row * height
            panes[fill] = panes.get(fill, "") + bar(x, y, width - 4, height - 4)
            if (mirrored + row) % 2:
                mark = palette.deep if fill == palette.middle else palette.middle
                cx, cy = x + width / 2 - 2, y + height / 2 - 2
                diamond = polygon([(cx - 11, cy), (cx, cy - 9), (cx + 11, cy), (cx, cy + 9)])
                panes[f"{mark} "] = panes.get(f"{mark} ", "") + diamond
    for fill, data in panes.items():
        drawing.area(data, fill.strip())


def _yard(drawing: Drawing, palette: Palette, x: float, width: float) -> None:
    drawing.area(bar(x, BAR_TOP - 2, width, HEIGHT), palette.ground)
    drawing.area(bar(x, 258, width, 60), palette.middle)
    middle = x + width / 2
    drawing.area(f"M{coordinates(middle - 17, 242)}h34l-5 32h-24z", palette.deep)
    drawing.disc(middle, 216, 27, palette.accent)
    drawing.line(f"M{coordinates(middle, 232)}v12", palette.deep, 3)


def _gate(drawing: Drawing, palette: Palette, x: float, width: float) -> None:
    """Round logs: a light upper half on a deeper lower half, held by two upright stiles."""
    pitch = (HEIGHT - BAR_TOP + 6) / BARS
    lower, upper = "", ""
    for index in range(BARS):
        y = BAR_TOP + 3 + index * pitch
        lower += bar(x, y, width, pitch * 0.64)
        upper += bar(x, y, width, pitch * 0.26)
    drawing.area(lower, palette.middle)
    drawing.area(upper, mix(palette.middle, palette.cream, 0.6))
    for stile in (x, x + width / 2 - 5, x + width - 10):
        drawing.area(bar(stile, BAR_TOP - 2, 10, HEIGHT), palette.cream)
