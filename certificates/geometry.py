"""Points to SVG path data: the few figures the drawing of a certificate is made of. Lengths are millimetres."""

from __future__ import annotations

Point = tuple[float, float]


def number(value: float) -> str:
    """A length with two decimals at most: a hundredth of a millimetre is finer than any press."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def polyline(points: list[Point], *, closed: bool = True) -> str:
    """SVG path data through the points."""
    joined = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}"


def octagon(x: float, y: float, half: float, cut: float) -> list[Point]:
    """A square of half-width `half` around (x, y) whose corners are cut off by `cut`."""
    near = half - cut
    return [
        (x - near, y - half),
        (x + near, y - half),
        (x + half, y - near),
        (x + half, y + near),
        (x + near, y + half),
        (x - near, y + half),
        (x - half, y + near),
        (x - half, y - near),
    ]


def lozenge(x: float, y: float, half: float) -> list[Point]:
    return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]


def square(x: float, y: float, half: float) -> list[Point]:
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def stroke(data: str, colour: str, width: float) -> str:
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}"/>'


def fill(data: str, colour: str) -> str:
    return f'<path d="{data}" fill="{colour}"/>'
