"""The drawing of a certificate: ground, band, window corners, inner frame, guilloche. Pure geometry to one SVG text.

The band is the lattice of a Lingnan coloured-glass window (满洲窗): octagons between two rails, tied by small lozenges.
The corners are such windows, each with a kapok flower. No emblem, no seal, no gradient: flat colours print the same
everywhere. Lengths are millimetres on A4 landscape.
"""

from __future__ import annotations

from math import cos, pi, sin, tau

from .geometry import Point, fill, lozenge, number, octagon, polyline, square, stroke

WIDTH, HEIGHT = 297.0, 210.0

IVORY = "#FFFCF3"
VERMILION = "#A5281B"
DEEP = "#7C1811"
GOLD = "#B18A33"
LIGHT_GOLD = "#E6C87F"
JADE = "#2F6B5C"
GUILLOCHE = "#F1E4C3"
GUILLOCHE_INNER = "#F4E9CF"

# The band: its outer edge from the page's edge, its breadth; the corner windows stand out of it on both sides.
BAND_AT, BAND = 9.0, 9.0
CORNER = 17.0
CORNER_AT = BAND_AT + BAND / 2 - CORNER / 2
FRAME_AT = 24.0


def lattice(length: float, cells: int) -> str:
    """One straight stretch of the band, drawn along x from 0 to `length`, across y from 0 to BAND."""
    pitch, middle = length / cells, BAND / 2
    half = 3.15  # of an octagon; its flat sides lie on the rails
    lines, panes, glass, knots = [], [], [], []
    for index in range(cells):
        x = (index + 0.5) * pitch
        glass.append(polyline(octagon(x, middle, half, 1.55)))
        lines.append(polyline(octagon(x, middle, half, 1.55)))
        lines.append(polyline(square(x, middle, 1.2)))
        for dx, dy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):  # ties from the pane to the cut corners
            near, far = 1.2, half - 0.775
            lines.append(
                polyline([(x + dx * near, middle + dy * near), (x + dx * far, middle + dy * far)], closed=False)
            )
        panes.append(polyline(lozenge(x, middle, 0.72)))
    for index in range(cells + 1):
        x = index * pitch
        if 0 < index < cells:
            knots.append(polyline(lozenge(x, middle, 1.0)))
        reach = pitch / 2 - half
        for side in (-1, 1):
            if (index == 0 and side < 0) or (index == cells and side > 0):
                continue
            start = 0.0 if index in (0, cells) else 1.0
            lines.append(polyline([(x + side * start, middle), (x + side * reach, middle)], closed=False))
    for y in (middle - half, middle + half):
        lines.append(polyline([(0, y), (length, y)], closed=False))
    return (
        fill("".join(glass), DEEP)
        + stroke("".join(lines), LIGHT_GOLD, 0.3)
        + fill("".join(panes) + "".join(knots), LIGHT_GOLD)
    )


def band() -> str:
    """The vermilion band round the page with its lattice and its gold edges."""
    inner = BAND_AT + BAND
    parts = [
        f'<path fill-rule="evenodd" fill="{VERMILION}" d="{_rectangle(BAND_AT)}{_rectangle(inner)}"/>',
        stroke(_rectangle(BAND_AT - 1.1), GOLD, 0.3),
        stroke(_rectangle(BAND_AT), GOLD, 0.55),
        stroke(_rectangle(inner), GOLD, 0.55),
        stroke(_rectangle(inner + 1.1), GOLD, 0.3),
    ]
    start = CORNER_AT + CORNER
    along, down = WIDTH - 2 * start, HEIGHT - 2 * start
    horizontal, vertical = lattice(along, 26), lattice(down, 17)
    parts += [
        f'<g transform="translate({number(start)} {number(BAND_AT)})">{horizontal}</g>',
        f'<g transform="translate({number(start)} {number(HEIGHT - inner)})">{horizontal}</g>',
        f'<g transform="translate({number(inner)} {number(start)}) rotate(90)">{vertical}</g>',
        f'<g transform="translate({number(WIDTH - BAND_AT)} {number(start)}) rotate(90)">{vertical}</g>',
    ]
    return "".join(parts)


def _rectangle(inset: float) -> str:
    return polyline([(inset, inset), (WIDTH - inset, inset), (WIDTH - inset, HEIGHT - inset), (inset, HEIGHT - inset)])


def kapok(radius: float) -> str:
    """A kapok flower seen from the front, centred on the origin: five broad petals and a crown of stamens."""
    petals, veins, stamens = [], [], []
    for index in range(5):
        angle = -pi / 2 + index * tau / 5

        def at(along: float, aside: float, angle: float = angle) -> str:
            x = radius * (along * cos(angle) - aside * sin(angle))
            y = radius * (along * sin(angle) + aside * cos(angle))
            return f"{number(x)} {number(y)}"

        petals.append(
            f"M{at(0.12, 0)}C{at(0.36, 0.24)} {at(0.68, 0.62)} {at(0.93, 0.27)}"
            f"Q{at(1.04, 0.1)} {at(0.95, 0)}Q{at(1.04, -0.1)} {at(0.93, -0.27)}"
            f"C{at(0.68, -0.62)} {at(0.36, -0.24)} {at(0.12, 0)}Z"
        )
        veins.append(
            f"M{at(0.34, 0)}L{at(0.74, 0)}M{at(0.36, 0.09)}L{at(0.66, 0.2)}M{at(0.36, -0.09)}L{at(0.66, -0.2)}"
        )
        stamens.append(f"M{at(0.14, 0.1)}L{at(0.32, 0.23)}")
    return (
        f'<path d="{"".join(petals)}" fill="{LIGHT_GOLD}" stroke="{DEEP}" stroke-width="0.22"/>'
        + stroke("".join(veins), VERMILION, 0.16)
        + stroke("".join(stamens), DEEP, 0.2)
        + f'<circle r="{number(radius * 0.2)}" fill="{VERMILION}" stroke="{DEEP}" stroke-width="0.16"/>'
        + f'<circle r="{number(radius * 0.09)}" fill="{LIGHT_GOLD}"/>'
    )


def corner() -> str:
    """One corner window, centred on the origin: an eight-sided light, jade glass in the spandrels."""
    half = CORNER / 2
    window = half - 1.5
    spandrels = []
    cut = window * 0.5
    for dx, dy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        edge, near = window - 0.55, window - cut + 0.85
        spandrels.append(polyline([(dx * edge, dy * edge), (dx * edge, dy * near), (dx * near, dy * edge)]))
    light = octagon(0, 0, window, cut)
    return (
        f'<path d="{polyline(square(0, 0, half))}" fill="{VERMILION}" stroke="{GOLD}" stroke-width="0.55"/>'
        + stroke(polyline(square(0, 0, half - 0.8)), LIGHT_GOLD, 0.18)
        + f'<path d="{polyline(square(0, 0, window))}" fill="{DEEP}" stroke="{LIGHT_GOLD}" stroke-width="0.3"/>'
        + fill("".join(spandrels), JADE)
        + f'<path d="{polyline(light)}" fill="{VERMILION}" stroke="{LIGHT_GOLD}" stroke-width="0.4"/>'
        + stroke(polyline(octagon(0, 0, window - 0.75, cut - 0.32)), LIGHT_GOLD, 0.16)
        + kapok(window * 0.8)
    )


def corners() -> str:
    """The four windows; the flowers look to the middle of the page."""
    offset = CORNER_AT + CORNER / 2
    one = corner()
    return "".join(
        f'<g transform="translate({number(x)} {number(y)}) scale({sx} {sy})">{one}</g>'
        for x, y, sx, sy in (
            (offset, offset, 1, 1),
            (WIDTH - offset, offset, -1, 1),
            (offset, HEIGHT - offset, 1, -1),
            (WIDTH - offset, HEIGHT - offset, -1, -1),
        )
    )


def _notched(inset: float, steps: list[Point]) -> str:
    """A frame whose corners are cut in steps; `steps` are offsets from the top left corner, clockwise."""
    path: list[Point] = []
    right, bottom = WIDTH - inset, HEIGHT - inset
    path += [(inset + x, inset + y) for x, y in steps]
    path += [(right - x, inset + y) for x, y in reversed(steps)]
    path += [(right - x, bottom - y) for x, y in steps]
    path += [(inset + x, bottom - y) for x, y in reversed(steps)]
    return polyline(path)


def frame() -> str:
    """The inner frame: a firm and a fine gold line, corners stepped back like a key fret, which curls in the notch."""
    firm = _notched(FRAME_AT, [(0, 10), (5, 10), (5, 5), (10, 5), (10, 0)])
    fine = _notched(FRAME_AT + 1.5, [(0, 10), (5, 10), (5, 5), (10, 5), (10, 0)])
    fret = [(3.4, 8.4), (0, 8.4), (0, 0), (8.4, 0), (8.4, 3.4)]
    curls, panes = [], []
    for sx, sy, x, y in (
        (1, 1, FRAME_AT, FRAME_AT),
        (-1, 1, WIDTH - FRAME_AT, FRAME_AT),
        (1, -1, FRAME_AT, HEIGHT - FRAME_AT),
        (-1, -1, WIDTH - FRAME_AT, HEIGHT - FRAME_AT),
    ):
        curls.append(polyline([(x + sx * px, y + sy * py) for px, py in fret], closed=False))
        curls.append(polyline(square(x + sx * 2.6, y + sy * 2.6, 1.2)))
        panes.append(polyline(lozenge(x + sx * 2.6, y + sy * 2.6, 0.6)))
    return (
        stroke(firm, GOLD, 0.5)
        + stroke(fine, GOLD, 0.18)
        + stroke("".join(curls), GOLD, 0.35)
        + fill("".join(panes), VERMILION)
    )


def _wave(radius: float, swing: float, lobes: int, *, breath: float, phase: float) -> str:
    """One closed guilloche line: a wave on a circle that itself breathes eight times round, as smooth cubics."""
    segments = lobes * 4

    def at(angle: float) -> Point:
        distance = radius + breath * cos(8 * angle) + swing * cos(lobes * angle + phase)
        return distance * cos(angle), distance * sin(angle)

    def slope(angle: float) -> Point:
        distance = radius + breath * cos(8 * angle) + swing * cos(lobes * angle + phase)
        change = -8 * breath * sin(8 * angle) - lobes * swing * sin(lobes * angle + phase)
        return change * cos(angle) - distance * sin(angle), change * sin(angle) + distance * cos(angle)

    step = tau / segments
    x, y = at(0)
    data = [f"M{number(x)} {number(y)}"]
    for index in range(segments):
        (ax, ay), (bx, by) = at(index * step), at((index + 1) * step)
        (au, av), (bu, bv) = slope(index * step), slope((index + 1) * step)
        data.append(
            f"C{number(ax + au * step / 3)} {number(ay + av * step / 3)} "
            f"{number(bx - bu * step / 3)} {number(by - bv * step / 3)} {number(bx)} {number(by)}"
        )
    return "".join(data) + "Z"


def guilloche(x: float, y: float) -> str:
    """A pale rosette of three rings, eight-sided like the window; each ring is one wave, shifted again and again."""
    rings = (  # radius, swing, lobes, breath, lines, colour
        (55.0, 6.5, 24, 3.0, 10, GUILLOCHE),
        (37.5, 7.5, 16, 2.2, 8, GUILLOCHE_INNER),
        (19.5, 8.0, 8, 0.0, 10, GUILLOCHE),
    )
    parts = []
    for radius, swing, lobes, breath, lines, colour in rings:
        data = "".join(_wave(radius, swing, lobes, breath=breath, phase=tau * index / lines) for index in range(lines))
        parts.append(stroke(data, colour, 0.2))
    return f'<g transform="translate({number(x)} {number(y)})">{"".join(parts)}</g>'


def title_rule(x: float, y: float, inner: float, outer: float) -> str:
    """Gold lines either side of the line below the title, each ending in a small window pane towards the words."""
    lines, panes = [], []
    for side in (-1, 1):
        start = x + side * inner
        lines.append(polyline([(start + side * 3.2, y), (x + side * outer, y)], closed=False))
        lines.append(polyline(lozenge(start + side * 1.6, y, 1.6)))
        panes.append(polyline(lozenge(start + side * 1.6, y, 0.75)))
        panes.append(polyline(lozenge(x + side * outer, y, 0.5)))
    return stroke("".join(lines), GOLD, 0.25) + fill("".join(panes), VERMILION)


def seal_place(x: float, y: float, radius: float) -> str:
    """Where the seal goes: a faint broken circle of the size of a usual round seal, as short strokes."""
    strokes = []
    count = round(tau * radius / 2.4)
    for index in range(count):
        start, end = tau * index / count, tau * (index + 0.5) / count
        strokes.append(
            polyline(
                [
                    (x + radius * cos(start), y + radius * sin(start)),
                    (x + radius * cos(end), y + radius * sin(end)),
                ],
                closed=False,
            )
        )
    return stroke("".join(strokes), "#D9D3C6", 0.22)


def background(*, seal_centre: Point | None, rule_half: float) -> str:
    """The whole static drawing as one SVG document.

    `seal_centre` asks for the empty place of a seal; `rule_half` is half the width of the line below the title.
    """
    place = seal_place(*seal_centre, 20.0) if seal_centre else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(WIDTH)}mm" height="{number(HEIGHT)}mm" '
        f'viewBox="0 0 {number(WIDTH)} {number(HEIGHT)}">'
        f'<path d="M0 0H{number(WIDTH)}V{number(HEIGHT)}H0Z" fill="{IVORY}"/>'
        + guilloche(WIDTH / 2, 108)
        + band()
        + corners()
        + frame()
        + title_rule(WIDTH / 2, 63.3, rule_half, 82)
        + place
        + "</svg>"
    )
