"""The rubric an installation begins with. Kept in Chinese like every row an operator may rewrite.

Weights and words are a suggestion: there is no official rubric, so they are data from the first day on.
"""

from typing import TypedDict


class Criterion(TypedDict):
    """One thing that is judged from 1 to 5, with what 5, 3 and 1 look like."""

    key: str
    label: str
    weight: int
    best: str
    middle: str
    worst: str


def _criterion(key: str, label: str, weight: int, best: str, middle: str, worst: str) -> Criterion:
    return {"key": key, "label": label, "weight": weight, "best": best, "middle": middle, "worst": worst}


FIRST_RUBRIC: list[Criterion] = [
    _criterion("innovation", "创新性", 20, "形成了新的机制", "在本地有所改进", "日常工作的重复"),
    _criterion("effectiveness", "实效性", 25, "变化可以量出来，并有佐证", "部分说法有佐证", "只有说法，没有佐证"),
    _criterion(
        "replicability", "可复制推广性", 20, "条件写得清楚，别处已经做成", "条件写清楚了", "离不开某个人或某个地方"
    ),
    _criterion("sustainability", "可持续性", 15, "人、制度和经费都有着落", "部分有着落", "做完一次就没有了"),
    _criterion("satisfaction", "群众满意度与参与度", 10, "有调查，也写明方法", "有零散的反馈", "没有反馈"),
    _criterion("writing", "材料质量与真实性", 10, "完整，经得起核对", "有缺漏", "真实性存疑"),
]
