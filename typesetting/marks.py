"""Small drawings for documents, as data URIs to be put into an <img> with a description."""

from __future__ import annotations

import base64

JADE, RAIL = "#22705c", "#c9c2b2"
WIDTH, HEIGHT, RADIUS = 200, 16, 5


def data_uri(svg: str) -> str:
    """An SVG as the address of a picture."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def change_track(before: float, after: float) -> str:
    """From a hollow dot to a full one on a rail; both are shares of the rail, 0 to 1. Reads without color."""
    first, second = (RADIUS + 1 + min(max(share, 0.0), 1.0) * (WIDTH - 2 * RADIUS - 2) for share in (before, after))
    middle = HEIGHT / 2
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="M0 {middle}H{WIDTH}" stroke="{RAIL}" stroke-width="1.5"/>'
        f'<path d="M{first:.1f} {middle}H{second:.1f}" stroke="{JADE}" stroke-width="2.5"/>'
        f'<circle cx="{first:.1f}" cy="{middle}" r="{RADIUS - 1}" fill="#ffffff" stroke="{JADE}" stroke-width="1.5"/>'
        f'<circle cx="{second:.1f}" cy="{middle}" r="{RADIUS}" fill="{JADE}"/></svg>'
    )
