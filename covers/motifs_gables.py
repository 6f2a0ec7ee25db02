"""镬耳屋: three rows of houses with wok-ear gables."""

from dataclasses import dataclass

from covers.drawing import WIDTH, Drawing, bar, coordinates, mix, number, polygon
from covers.palettes import Palette
from covers.placement import Placement


@dataclass(frozen=True)
class Row:
    """One row of equal gables: measures in units of the frame."""

    eaves: float  # y of the wall between two gables
    pitch: float  # from one gable to the next
    half: float  # half the width of a gable, and the radius of its round top
    rise: float  # from the eaves to where the round top begins
    foot: float  # radius of the curve at the foot

    def outline(self, first: float, inset: float = 0) -> str:
        """Return the upper edge from left to right, `inset` units inside the wall."""
        half, foot = self.half - inset, self.foot + inset
        data = f"M{coordinates(-40, self.eaves + inset)}"
        for centre in self.centres(first):
            turn, lift = number(foot), number(self.rise + inset - foot)
            data += (
                f"H{number(centre - half - foot)}q{turn} 0 {turn}-{turn}v-{lift}"
                f"a{number(half)} {number(half)} 0 0 1 {number(half * 2)} 0"
                f"v{lift}q0 {turn} {turn} {turn}"
            )
        return f"{data}H{WIDTH + 40}"

    def centres(self, first: float) -> list[float]:
        centre, found = first, []
        while centre > -self.half - self.foot:
            centre -= self.pitch
        while centre < WIDTH + self.half + self.foot:
            found.append(centre)
            centre += self.pitch
        return found


BACK = Row(eaves=122, pitch=104, half=27, rise=20, foot=9)
MIDDLE = Row(eaves=192, pitch=148, half=42, rise=20, foot=11)
FRONT = Row(eaves=252, pitch=200, half=54, rise=18, foot=14)


def draw_gables(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    """Near houses are pale and large; the accent is one window under a near gable."""
    back = mix(palette.ground, palette.middle, 0.42)
    drawing.background(palette.ground)
    first = WIDTH / 2 + placement.between(-40, 40)
    back_first = placement.between(190, 290)
    _wall(drawing, BACK, back_first, back, mix(palette.middle, palette.deep, 0.12), 4)
    _tile_lines(drawing, back_first, mix(palette.ground, palette.middle, 0.75))
    middle_first = first + placement.pick([-1, 1]) * placement.between(64, 84)
    _wall(drawing, MIDDLE, middle_first, palette.middle, palette.deep, 7)
    _gable_bricks(drawing, palette, placement, middle_first)
    _wall(drawing, FRONT, first, palette.cream, palette.deep, 10)
    drawing.line(FRONT.outline(first), mix(palette.deep, palette.cream, 0.5), 1.2)
    drawing.line(FRONT.outline(first, inset=13), palette.middle, 2)
    _bricks(drawing, palette, placement)
    for centre in FRONT.centres(first):
        frame = palette.accent if centre == first else palette.deep
        _window(drawing, centre, FRONT.eaves - 34, frame, palette.cream)


def _wall(drawing: Drawing, row: Row, first: float, fill: str, coping: str, width: float) -> None:
    outline = row.outline(first)
    drawing.area(f"{outline}V310H-40z", fill)
    drawing.line(outline, coping, width)


def _tile_lines(drawing: Drawing, first: float, tone: str) -> None:
    """Rows of roof tiles between the gables of the far row."""
    data, reach = "", BACK.pitch - (BACK.half + BACK.foot) * 2
    for centre in [first - BACK.pitch * 4, *BACK.centres(first)]:
        left = centre + BACK.half + BACK.foot
        for step in range(5):
            data += f"M{coordinates(left + reach * step / 4, BACK.eaves + 11)}v52"
    drawing.line(data, tone, 2)


def _gable_bricks(drawing: Drawing, palette: Palette, placement: Placement, first: float) -> None:
    data = ""
    for x in MIDDLE.centres(first):
        for y in range(round(MIDDLE.eaves - MIDDLE.rise - 18), round(MIDDLE.eaves), 11):
            length = placement.between(12, 30)
            start = placement.between(x - 30, x + 30 - length)
            data += f"M{coordinates(start, y)}h{number(length)}"
    drawing.line(data, mix(palette.middle, palette.deep, 0.45), 1.8, round_ends=False)


def _bricks(drawing: Drawing, palette: Palette, placement: Placement) -> None:
    data = ""
    for y in range(272, 300, 9):
        x = placement.between(-30, 30)
        while x < WIDTH:
            length = placement.between(10, 34)
            data += f"M{coordinates(x, y)}h{number(length)}"
            x += length + placement.between(24, 70)
    drawing.line(data, mix(palette.cream, palette.middle, 0.75), 1.8, round_ends=False)


def _window(drawing: Drawing, x: float, y: float, frame: str, light: str) -> None:
    drawing.area(bar(x - 17, y - 17, 34, 34), frame)
    drawing.area(polygon([(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)]), light)
    drawing.area(polygon([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]), frame)
