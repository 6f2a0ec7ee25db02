"""One question of every kind, for the third sheet of the template."""

from functools import partial

from assessments.exchange.records import Record
from assessments.kinds.cells import Cells

_example = partial(Record, state="approved", category="示例")
EXAMPLES = (
    _example(
        "single", "楼道里堆了杂物，楼长先做哪一件事？",
        Cells(("贴一张处罚通知", "逐户问清是谁的、为什么放在这里", "请物业当天清走"), "B", "A：还没问原因，容易对立。"),
        explanation="先弄清情况，再谈怎么办。", difficulty=2, point="入户沟通",
    ),
    _example(
        "multiple", "议事会的公示应当写明哪些内容？",
        Cells(("议定的事项", "谁负责", "什么时候完成", "每个人怎么投的票"), "ABC"),
        explanation="公示的是结果和责任，不公开个人意见。", partial=True, point="公示",
    ),
    _example(
        "true_false", "备案的社区社会组织具有法人资格。", Cells(answer="错"), explanation="登记以后才有法人资格。",
    ),
    _example(
        "fill_blank", "一项制度要做到定位、定向、定责、____、____。", Cells(("定规|定规矩", "定效")),
        explanation="合称五定。", partial=True,
    ),
    _example(
        "numeric", "三栋楼共有96户，同意的有72户，同意的占百分之几？", Cells(("75±0.5",)), explanation="72÷96。",
    ),
    _example("ordering", "按先后排出议事的步骤。", Cells(("提议题", "做准备", "开会议", "公示督办")), difficulty=3),
    _example(
        "matching", "把要素和它的作用配起来。", Cells(("社区＝平台", "社会组织＝载体", "社区基金＝保障")), partial=True,
    ),
    _example(
        "short_answer", "用三句话说明为什么要把志愿时数和培训学时分开记。",
        Cells(("说清两种时数的用途＝4", "说清混记的后果＝4", "条理＝2")),
        explanation="用途不同，混在一起两边都算不准。", difficulty=4,
    ),
    _example(
        "case_analysis", "读这篇案例，找出做得最好的一步，再写出搬到您村里要改的两处。",
        Cells(("指出一步并说明理由＝4", "两处修改各有原因＝6"), notes="B：能说出村里和案例里不同的条件"),
        explanation="没有唯一答案，看理由。", difficulty=5, case="AL-2026-shiqiao-0001",
    ),
)  # fmt: skip
