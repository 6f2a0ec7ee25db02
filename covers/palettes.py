"""The five cover palettes and the rules by which a title gets one of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from covers.placement import Placement, seed_for


@dataclass(frozen=True)
class Palette:
    """Five flat tones, as #RRGGBB. `accent` is used for a single small spot of a cover."""

    ground: str
    middle: str
    deep: str
    cream: str
    accent: str


PALETTES: dict[str, Palette] = {
    "cui": Palette("#DDE8DF", "#86B3A1", "#2C6B5A", "#F5EEDC", "#C25640"),
    "dian": Palette("#DAE3E8", "#8DABBF", "#2C5270", "#F5EEDC", "#D19A4A"),
    "zhu": Palette("#F2DFD3", "#DDA08A", "#A5442F", "#FBF3E4", "#35705F"),
    "zhe": Palette("#F0E5C9", "#D3B06A", "#8A6324", "#FBF6E8", "#A5442F"),
    "hao": Palette("#E6E2D8", "#B0A999", "#57544D", "#F8F5EC", "#35705F"),
}


def palette_for(title: str, avoid: Iterable[str] = ()) -> str:
    """Return the key of the title's first choice that is not in `avoid`.

    Each title ranks all palettes in an order of its own; when every palette is to be avoided
    the first choice is returned, because a repeated palette is better than no cover.
    """
    ranked = Placement(f"palette:{seed_for(title)}").shuffled(PALETTES)
    unwanted = set(avoid)
    return next((key for key in ranked if key not in unwanted), ranked[0])


def assign_palettes(titles: Sequence[str], *, columns: int = 3) -> list[str]:
    """Give each cover of a grid a palette that differs from its neighbours'.

    A grid `columns` wide becomes two or one column wide on a narrower screen, so a cover
    differs from the one before, from the one two before and from the one `columns` before it.
    """
    assigned: list[str] = []
    for index, title in enumerate(titles):
        neighbours = {index - step for step in (1, 2, columns)}
        assigned.append(palette_for(title, avoid=[assigned[i] for i in neighbours if i >= 0]))
    return assigned
