"""水路: bands of the river and one boat."""

from dataclasses import dataclass
from math import atan, cos, degrees, pi, sin

from covers.drawing import WIDTH, Drawing, coordinates, mix
from covers.palettes import Palette
from covers.placement import Placement

# A cubic curve with handles of this share of its length follows half a wave of a sine.
HANDLE = 0.3642


@dataclass(frozen=True)
class Wave:
    """The upper edge of a band: a sine of half-length `half` whose crest is at x = `crest`."""

    level: float
    swing: float
    half: float
    crest: float

    def edge(self, lower: float = 0) -> str:
        """Return the edge as path data from beyond the left to beyond the right of the frame."""
        x = self.crest
        while x > -10:
            x -= 2 * self.half
        data = f"M{coordinates(x, self.level - self.swing + lower)}"
        fall = 2 * self.swing
        while x < WIDTH + 10:
            handle, rest = self.half * HANDLE, self.half * (1 - HANDLE)
            data += f"c{coordinates(handle, 0, rest, fall, self.half, fall)}"
            fall, x = -fall, x + self.half
        return data

    def height(self, x: float) -> float:
        return self.level - self.swing * cos(pi * (x - self.crest) / self.half)

    def slope(self, x: float) -> float:
        """Return the fall of the edge at x in degrees, clockwise."""
        angle = pi * (x - self.crest) / self.half
        return degrees(atan(self.swing * pi / self.half * sin(angle)))


def draw_river(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Bands from the far bank to the near one; the accent is the boat between two of them."""
    light = mix(palette.ground, palette.cream, 0.5)
    far = mix(palette.ground, palette.middle, 0.5)
    bands = [
        (66, 9, far, 0),
        (88, 13, palette.cream, 0),
        (118, 15, palette.middle, 3),
        (156, 12, light, 0),
        (186, 15, palette.middle, 2),
        (222, 16, palette.deep, 4),
        (258, 12, palette.cream, 0),
        (280, 10, palette.deep, 2),
    ]
    boat_x = placement.between(150, 330)
    drawing.background(palette.ground)
    for index, (level, swing, fill, seams) in enumerate(bands):
        half = placement.between(104, 150)
        wave = Wave(level, swing + placement.between(-2, 3), half, placement.between(0, 2 * half))
        if index == 4:
            _boat(drawing, palette, boat_x, wave)
        drawing.area(f"{wave.edge()}V310H-400z", fill)
        seam = "".join(wave.edge(lower=7 + 6 * step) for step in range(seams))
        drawing.line(seam, mix(fill, palette.cream, 0.6), 1.3)


def _boat(drawing: Drawing, palette: Palette, x: float, wave: Wave) -> None:
    """A covered sampan: hull and roof in the accent, floating on the wave."""
    y = wave.height(x) + 1
    boat = Drawing()
    boat.area(f"M{coordinates(x - 25, y - 12)}v-19h50v19z", palette.cream)
    posts = f"M{coordinates(x - 24, y - 10)}v-20m24 20v-20m24 20v-20"
    boat.line(posts, palette.deep, 2.4)
    boat.area(f"M{coordinates(x - 32, y - 29)}q32-22 64 0z", palette.deep)
    boat.area(f"M{coordinates(x - 58, y - 20)}q58 20 116 0q-16 27-44 27h-28q-28 0-44-27z", palette.accent)
    drawing.turned(boat, wave.slope(x) * 0.6, x, y)
