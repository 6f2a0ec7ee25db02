"""A small writer of SVG shapes: presentation attributes only, no styles, ids, text or gradients.

Without ids any number of covers can stand in one page, and without styles they pass a strict
content security policy.
"""

from collections.abc import Sequence

WIDTH = 480
HEIGHT = 300
SQUARE_LEFT = (WIDTH - HEIGHT) / 2
SQUARE_RIGHT = SQUARE_LEFT + HEIGHT

Point = tuple[float, float]


def number(value: float) -> str:
    """Write a coordinate with at most one decimal, which is finer than any screen shows."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def coordinates(*values: float) -> str:
    """Join coordinates, leaving out the space that a minus sign makes needless."""
    text = ""
    for value in values:
        written = number(value)
        text += written if not text or written.startswith("-") else f" {written}"
    return text


def mix(first: str, second: str, share: float) -> str:
    """Return the flat tone that has `share` (0 to 1) of the second #RRGGBB colour in the first."""
    channels = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in channels)


def polygon(points: Sequence[Point]) -> str:
    """Return path data of a closed outline through the points."""
    # Steps are taken between rounded points, so that rounding does not add up along the way.
    (x, y), *rest = [(round(px, 1), round(py, 1)) for px, py in points]
    data = f"M{coordinates(x, y)}l"
    steps: list[float] = []
    for next_x, next_y in rest:
        steps += [next_x - x, next_y - y]
        x, y = next_x, next_y
    return f"{data}{coordinates(*steps)}z"


def bar(x: float, y: float, width: float, height: float) -> str:
    """Return path data of an upright rectangle."""
    return f"M{coordinates(x, y)}h{number(width)}v{number(height)}h{number(-width)}z"


class Drawing:
    """Shapes of one cover, in the order in which they are painted."""

    def __init__(self) -> None:
        self._shapes: list[str] = []

    def background(self, fill: str) -> None:
        self._shapes.append(f'<path fill="{fill}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>')

    def area(self, data: str, fill: str, *, opacity: float = 1) -> None:
        """Fill path data with one flat tone."""
        if data:
            self._shapes.append(f'<path fill="{fill}"{_opacity(opacity)} d="{data}"/>')

    def line(self, data: str, stroke: str, width: float, *, opacity: float = 1, round_ends: bool = True) -> None:
        """Stroke path data; nothing is filled."""
        ends = ' stroke-linecap="round" stroke-linejoin="round"' if round_ends else ""
        if data:
            self._shapes.append(
                f'<path fill="none" stroke="{stroke}" stroke-width="{number(width)}"'
                f'{ends}{_opacity(opacity)} d="{data}"/>'
            )

    def edged(self, inner: "Drawing", stroke: str, width: float) -> None:
        """Add another drawing whose shapes all get the same edge."""
        self._shapes.append(
            f'<g stroke="{stroke}" stroke-width="{number(width)}" stroke-linejoin="round">{inner.markup()}</g>'
        )

    def disc(self, x: float, y: float, radius: float, fill: str, *, opacity: float = 1) -> None:
        self._shapes.append(
            f'<circle fill="{fill}"{_opacity(opacity)} cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
        )

    def ring(self, x: float, y: float, radius: float, stroke: str, width: float) -> None:
        self._shapes.append(
            f'<circle fill="none" stroke="{stroke}" stroke-width="{number(width)}"'
            f' cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
        )

    def rounded(self, x: float, y: float, width: float, height: float, radius: float, fill: str) -> None:
        self._shapes.append(
            f'<rect fill="{fill}" x="{number(x)}" y="{number(y)}" width="{number(width)}"'
            f' height="{number(height)}" rx="{number(radius)}"/>'
        )

    def turned(self, inner: "Drawing", degrees: float, x: float, y: float) -> None:
        """Add another drawing, turned clockwise about a point."""
        turn = f"rotate({coordinates(degrees)} {coordinates(x, y)})"
        self._shapes.append(f'<g transform="{turn}">{inner.markup()}</g>')

    def markup(self) -> str:
        return "".join(self._shapes)


def _channels(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else f' opacity="{opacity:.2f}"'
