"""Which of the eight local motifs stands for which theme of the case library."""

from enum import StrEnum

from covers.placement import Placement


class Motif(StrEnum):
    """Things people in Panyu see every day, each drawn by one function."""

    RINGS = "rings"  # 五社环
    BANYAN = "banyan"  # 榕荫
    OYSTER = "oyster"  # 蚝壳墙
    WINDOW = "window"  # 满洲窗
    GABLES = "gables"  # 镬耳屋
    RIVER = "river"  # 水路
    PONDS = "ponds"  # 桑基鱼塘
    DOOR = "door"  # 趟栊门


THEME_MOTIFS: dict[str, Motif] = {
    "party_led": Motif.BANYAN,
    "deliberation": Motif.BANYAN,
    "five_society": Motif.RINGS,
    "org_incubation": Motif.OYSTER,
    "community_fund": Motif.WINDOW,
    "volunteer": Motif.RINGS,
    "elderly_child": Motif.GABLES,
    "disability_aid": Motif.DOOR,
    "public_space": Motif.GABLES,
    "old_estate": Motif.GABLES,
    "environment": Motif.RIVER,
    "rural_revival": Motif.PONDS,
    "culture": Motif.OYSTER,
    "new_citizens": Motif.RIVER,
    "dispute": Motif.DOOR,
    "safety_emergency": Motif.RIVER,
    "digital": Motif.PONDS,
    "property_services": Motif.WINDOW,
}


def motif_for_theme(theme: str, *, seed: str = "") -> Motif:
    """Return the motif of a theme key.

    A theme added later by an administrator gets a motif by its hash; content without a theme
    gets one by `seed`, so that such covers do not all look alike.
    """
    return THEME_MOTIFS.get(theme) or Placement(f"motif:{theme or seed}").pick(list(Motif))
