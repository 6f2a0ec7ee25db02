"""How the teaching cases came into the library, and cases that did not get there: who did what, in which order.

Every remark and reason is invented like the cases. Scores are one row of numbers per expert, in the rubric's order.
"""

from dataclasses import dataclass, field

from cases.enums import State
from lms.demo import case_13, case_14, case_15, case_16, case_17, case_18
from lms.demo.case_writing import CaseText
from lms.demo.cases import CASES

GOOD, FAIR, WEAK = (4, 4, 4, 4, 4, 4), (3, 4, 3, 3, 4, 4), (2, 3, 2, 3, 3, 4)
BEST = (5, 5, 4, 5, 4, 5)
BOLD, DOUBTFUL = (5, 4, 4, 4, 4, 4), (2, 2, 3, 2, 3, 3)


@dataclass(frozen=True)
class Proceeding:
    """One case and where it stands. `scores` are those of the experts asked, in order; fewer than asked: some wait.

    `remarks` are (section, words) of whoever returns it.
    """

    text: CaseText
    state: State
    unit: str = ""
    scores: tuple[tuple[int, ...], ...] = (GOOD, FAIR)
    opinions: tuple[str, ...] = ("做法清楚，数字有来源，可以照着做。", "条件写得实在，建议采纳。")
    reason: str = "两位专家意见一致，同意采纳。"
    remarks: tuple[tuple[str, str], ...] = ()
    renewal: bool = False
    keep: tuple[str, ...] = field(default=())  # sections that are written so far; () means all


def _published(number: int, **facts) -> Proceeding:
    return Proceeding(CASES[number - 1], facts.pop("state", State.PUBLISHED), **facts)


LIBRARY: tuple[Proceeding, ...] = (
    _published(1, unit="demo-shequ", reason="六步写得具体，别处可以照做，同意采纳。"),
    _published(2, state=State.FEATURED, scores=(BEST, GOOD), reason="第三方核过，轮值管理已写进规约，列为典型案例。"),
    _published(3),
    _published(4, scores=(FAIR, FAIR), opinions=("没有全做成，写得诚实。", "交接清单值得推荐。"), reason="难处写得实在，同意采纳。"),
    _published(5, scores=(FAIR, GOOD)),
    _published(6),
    _published(7),
    _published(8, state=State.FEATURED, scores=(BEST, BEST), reason="已在第二个小区做成，列为典型案例。"),
    _published(9, scores=(FAIR, FAIR), reason="白班夜班分开写，成败都清楚，同意采纳。"),
    _published(10, scores=(FAIR, FAIR), reason="数字来自队里自己的本子，等级定为自述，同意采纳。"),
    _published(11),
    _published(12),
)  # fmt: skip

WAITING: tuple[Proceeding, ...] = (
    Proceeding(
        case_13.CASE, State.DRAFT, unit="demo-cun",
        keep=("basics", "summary", "problem", "actors", "approach", "mechanism", "resources", "results"),
    ),
    Proceeding(
        case_14.CASE, State.EXPERT_REVIEW, scores=(BOLD, DOUBTFUL),
        opinions=("夜间巡江的分段接力办法新，别的镇可以学。", "参加人数有了，落水和报警的变化没有记录，效果说不清。"),
    ),
    Proceeding(
        case_15.CASE, State.RETURNED, reason="成效一节的数字没有写明怎么来的，请补充后再报送。",
        remarks=(("results", "“每天二十多人”是谁数的、数了几天？请写明来源和日期。"),),
    ),
    Proceeding(
        case_16.CASE, State.RESERVE, scores=(FAIR, (2, 4, 3, 3, 3, 4)),
        opinions=("材料扎实，做法常见。", "可以留作教学材料，暂不公开。"), reason="做法扎实，新意不多，入库储备，供教学使用。",
    ),
    Proceeding(case_17.CASE, State.UNPUBLISHED, reason="做法已停，原来的数字无法再核对，先下架。"),
    Proceeding(
        case_18.CASE, State.ARCHIVED, scores=(WEAK, WEAK), opinions=("一天的活动，谈不上机制。", "写得生动，难以照做。"),
        reason="是一次活动，不是一项做法，归档。",
    ),
    _published(3, renewal=True, state=State.DISTRICT_REVIEW),
    _published(8, renewal=True, state=State.EXPERT_REVIEW, scores=(GOOD,), opinions=("两个学期的数字对得上，做法没有走样。",)),
    _published(6, renewal=True, state=State.ADOPTED, reason="新一年的数字有来源，同意采纳，待校对。"),
    _published(7, renewal=True, state=State.WITHDRAWN),
    _published(9, renewal=True, state=State.REJECTED, reason="与已发布的版本没有实质变化，不另出新版。"),
    _published(1, renewal=True, state=State.TOWN_REVIEW, unit="demo-shequ"),
)  # fmt: skip
