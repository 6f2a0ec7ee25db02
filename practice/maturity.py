"""The stages of a brand: named figures, criteria, and the stage that follows from them. Pure.

There is no official standard; the criteria are data (`practice.models.MaturityRule`) and `FIRST_CRITERIA` is only what
a fresh site begins with. A criterion is {"key", "stage", "label", "kind", "figure", "least"}: kind "count" compares a
figure with `least`, kind "signed" needs an expert's standing signature.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practice.enums import STAGE_ORDER, BrandStage

# What can be counted of a brand. All of it follows from records; nobody types a figure.
FIGURES: Mapping[str, str | Promise] = {
    "actors": _("five-society elements that take part"),
    "cases": _("public cases"),
    "proven": _("cases of evidence level 3 or higher"),
    "courses": _("courses that teach it"),
    "trained": _("people who completed them"),
    "begun": _("adoptions begun in other towns"),
    "confirmed": _("other towns where it was confirmed"),
}
COUNT, SIGNED = "count", "signed"


def _count(key: str, stage: BrandStage, label: str, figure: str, least: int) -> dict[str, Any]:
    return {"key": key, "stage": str(stage), "label": label, "kind": COUNT, "figure": figure, "least": least}


def _signed(key: str, stage: BrandStage, label: str) -> dict[str, Any]:
    return {"key": key, "stage": str(stage), "label": label, "kind": SIGNED, "figure": "", "least": 0}


FIRST_CRITERIA: tuple[dict[str, Any], ...] = (
    _count("cases", BrandStage.FORMED, "至少一个公开案例", "cases", 1),
    _count("actors", BrandStage.FORMED, "至少三类五社要素参与", "actors", 3),
    _signed("rules", BrandStage.FORMED, "有成文的规矩，居民看得到"),
    _count("proven", BrandStage.MODEL, "至少一个案例佐证等级达到三级", "proven", 1),
    _count("courses", BrandStage.MODEL, "至少一门课程讲授这套做法", "courses", 1),
    _signed("lasting", BrandStage.MODEL, "换人之后仍在运行"),
    _count("begun", BrandStage.EXPORTING, "至少两个外镇街开始推广", "begun", 2),
    _count("confirmed", BrandStage.EXPORTING, "至少一个外镇街推广成功并经双方确认", "confirmed", 1),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion, whether it is met, and the figure it was compared with (None for a signed one)."""

    key: str
    stage: BrandStage
    label: str
    kind: str
    met: bool
    figure: int | None = None
    least: int = 0


def verdicts(
    criteria: Sequence[Mapping[str, Any]], figures: Mapping[str, int], signed: Collection[str]
) -> list[Verdict]:
    """Each criterion in the order of the rule. A figure nobody knows counts as 0, so it is never met by mistake."""
    return [_verdict(one, figures, signed) for one in criteria]


def _verdict(one: Mapping[str, Any], figures: Mapping[str, int], signed: Collection[str]) -> Verdict:
    stage, key, label = BrandStage(one["stage"]), str(one["key"]), str(one["label"])
    if one["kind"] == SIGNED:
        return Verdict(key, stage, label, SIGNED, met=key in signed)
    figure, least = figures.get(str(one["figure"]), 0), int(one["least"])
    return Verdict(key, stage, label, COUNT, met=figure >= least, figure=figure, least=least)


def stage_of(criteria: Sequence[Mapping[str, Any]], figures: Mapping[str, int], signed: Collection[str]) -> BrandStage:
    """The last stage all of whose criteria, and all before it, are met. A stage without criteria is nobody's."""
    found = verdicts(criteria, figures, signed)
    reached = STAGE_ORDER[0]
    for stage in STAGE_ORDER[1:]:
        asked = [one for one in found if one.stage == stage]
        if not asked or not all(one.met for one in asked):
            break
        reached = stage
    return reached


def next_stage(stage: str) -> BrandStage | None:
    """The stage after `stage`; None after the last."""
    at = STAGE_ORDER.index(BrandStage(stage))
    return STAGE_ORDER[at + 1] if at + 1 < len(STAGE_ORDER) else None
