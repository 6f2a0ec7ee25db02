"""Learning paths of the demonstration: one for each kind of work. Steps are (kind, what it leads to, a hint)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Path:
    """`steps` name a course or unit by its key, a case by its slug; for a task the words themselves. "?" at the end of
    a kind: not needed to complete the path."""

    key: str
    title: str
    summary: str
    audiences: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]
    followers: tuple[str, ...] = ()


PATHS: tuple[Path, ...] = (
    Path(
        "cadre", "镇街干部路径", "说清五社联动的分工，主持一次议事会，用“五定”检查一项制度。",
        ("cadre_town", "cadre_county_plus"),
        (
            ("course", "C1", ""),
            ("case", "rong-shu-xia-de-lou-zhang-hui", "看楼长会怎样把一件吵了两年的事谈成，再想想您那里谁来召集。"),
            ("task", "用“五定”工作表检查本单位的一项制度，写下缺哪一项、准备怎么补。", ""),
            ("exam", "C1Q1", "六十分及格，错题附解析和出处。"),
        ),
        ("helishan",),
    ),
    Path(
        "social-worker", "社工路径", "看得懂社区里的五种力量，写得出一篇经得起核对的案例。",
        ("sw_assistant", "sw_certified", "sw_other", "community_worker"),
        (
            ("course", "C1", ""),
            ("course", "C6", ""),
            ("case", "yi-jiao-yong-fang-bian-xue-tang", "数一数文中的数据，每一个来自哪里、截至什么时候。"),
            ("task", "选一件自己参与的事，按案例模板写出问题、做法和成效三节的初稿。", ""),
            ("exam", "C6Q1", ""),
        ),
        ("liangjiaxin", "xielianxiang"),
    ),
    Path(
        "organisation", "社会组织负责人路径", "知道组织在五社里的位置，带出一支能自己开会、自己记账的队伍。",
        ("org_staff", "community_leader"),
        (
            ("course", "C1", ""),
            ("case", "si-dian-ban-bu-zai-chou", "留意第二支队伍是怎样带出来的。"),
            ("case?", "gong-chang-li-de-she-qu-ke", ""),
            ("task", "写一页孵化计划：服务谁、三个月做什么、谁接班。", ""),
        ),
    ),
    Path(
        "volunteer", "社区领袖与志愿者路径", "用两个课时弄懂五种力量各能做什么，回去召集一次小会。",
        ("volunteer", "community_leader", "community_secretary"),
        (
            ("unit", "C1L3", ""),
            ("unit", "C1L4", ""),
            ("case", "jiang-bian-xun-he-dui", "想一想：他们上报的问题后来都有谁管。"),
            ("task", "请五到八位邻居开一次小会，一次只议一件事，把议定的结果贴出来。", ""),
        ),
        ("tanhong",),
    ),
)  # fmt: skip
