"""Calls for help and visit sites of the demonstration. Invented like the villages that post them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """Who answers for which unit; `cases` are keys of teaching cases, `site` the key of a site."""

    who: str
    unit: str
    text: str
    cases: tuple[str, ...] = ()
    site: str = ""
    thanked: bool = False


@dataclass(frozen=True)
class Call:
    """One call for help. `outcome` and `solved_by` are given where it is solved."""

    key: str
    who: str
    unit: str
    title: str
    problem: str
    tried: str
    theme: str
    place_type: str
    support: tuple[str, ...]
    experts: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    outcome: str = ""
    solved_by: str = ""


@dataclass(frozen=True)
class Time:
    """A time for visits: so many days after the demonstration was loaded (before it, where negative)."""

    days: int
    begins: str
    ends: str
    places: int


@dataclass(frozen=True)
class Booking:
    """Who asks for which time (its number), and what came of it: asked, accepted, or done with feedback."""

    who: str
    time: int
    party: int
    purpose: str
    state: str = "asked"
    note: str = ""
    rating: int = 0
    feedback: str = ""
    call: str = ""


@dataclass(frozen=True)
class Site:
    """A place that receives visitors and shows the teaching case `case`."""

    key: str
    who: str
    unit: str
    case: str
    title: str
    description: str
    way: str
    capacity: int
    languages: str
    access: str
    times: tuple[Time, ...]
    bookings: tuple[Booking, ...] = ()


SITES: tuple[Site, ...] = (
    Site(
        "site-banyan", "luyumei", "demo-shequ", "case_01", "榕树下议事角（示例）",
        "先在树下听一位楼长讲第一次会是怎么开砸的，再旁听一场真的议事，看沙漏、议题单和签名公约怎么用。"
        "最后到已经谈成的一栋楼里走一圈。全程约两小时。\n\n旁听时请不要拍居民正脸，议题单可以带走一份空白的。",
        "市桥街某社区（示例）居委会门口集合，步行两分钟到榕树下。附近没有停车位，请坐公交来。",
        12, "普通话、粤语", "树下地面平整，轮椅可到；参观的楼还没有电梯，上楼部分可以在楼下看图板。",
        (Time(-12, "09:30", "11:30", 12), Time(9, "09:30", "11:30", 12), Time(16, "19:30", "21:00", 8)),
        (
            Booking(
                "liangjiaxin", 0, 3, "我们街也有三栋楼想加装电梯，想看分户谈和集中议是怎么接上的。", "done",
                "在居委会门口等，带上笔。", 5,
                "最有用的是议题单：照原话写、念一遍、对方点头才算数。回去先在一栋楼里试。"
                "希望能多留十分钟给我们问问题。",
            ),
            Booking("hejiahui", 1, 4, "社工站想学怎样把会场交给居民自己主持。", "accepted", "当晚议的是停车，正好可以看主持。"),
        ),
    ),
    Site(
        "site-float", "hejiahui", "shawan", "case_10", "飘色队值守点（示例）",
        "看一支飘色队怎样把排练场地和防汛值守换到一起：先看场地使用的那条村规和签到簿，"
        "再看物资柜的交接，由队员讲一次台风夜的值守。逢排练日可以看半小时排练。全程约一个半小时。",
        "沙湾街某村（示例）文化广场牌坊下集合，公交站走过来五分钟，牌坊旁可停小车。",
        20, "粤语、普通话", "广场无台阶，有无障碍卫生间，可以借两把折叠凳。",
        (Time(6, "15:00", "16:30", 20), Time(20, "15:00", "16:30", 20)),
    ),
    Site(
        "site-after-school", "zhongyifan", "zhongcun", "case_08", "四点半看护点（示例）",
        "三点四十先看空教室：排班表、接送登记和应急卡都贴在墙上；四点半孩子到了以后，"
        "在后排安静看二十分钟；五点由轮值家长答疑，讲备案、保险和请假怎么办。全程约一个半小时。",
        "钟村街某社区（示例）活动室，小区北门进。孩子放学时段门口车多，请步行进来。",
        6, "普通话", "活动室在一楼，门口有缓坡；没有手语讲解。",
        (Time(8, "15:40", "17:10", 6), Time(15, "15:40", "17:10", 6), Time(22, "15:40", "17:10", 6)),
        (
            Booking(
                "helishan", 0, 3, "村里放学后两个钟头没人看孩子，想看家长轮值怎样排班、怎样管安全。", call="call-children"
            ),
        ),
    ),
)  # fmt: skip

CALLS: tuple[Call, ...] = (
    Call(
        "call-children", "helishan", "demo-cun", "放学到天黑这两个钟头，村里的孩子没人看",
        "村小四点放学，父母多在镇上的厂里上班，六点半以后才到家。有三十来个孩子在祠堂前和河边玩，"
        "夏天有人下河，两次是路过的人喊上来的。村委会有一间空房，但没有人手，也说不清出了事谁负责。",
        "请过一位退休老师来看，坚持了一个月，人太多看不过来；办过暑期班，开学就散了。",
        "elderly_child", "village", ("visit", "coaching", "materials"), experts=("ximenqinghe",),
    ),
    Call(
        "call-riders", "luyumei", "demo-shequ", "骑手和环卫工没处歇脚，都挤在楼道里",
        "小区门口外卖多，中午骑手在一楼楼道里等单、吃饭、充电，环卫工也进来躲太阳。居民嫌堵、怕起火，"
        "投诉一来就赶人，赶了又来，两边都有气。",
        "贴过告示，也划过一块等候区，太晒，没人去；物业装过道闸，骑手改从后门进。",
        "new_citizens", "old_estate", ("materials", "visit"),
        answers=(
            Answer(
                "hejiahui", "shawan",
                "先别想着赶人，先问他们几点来、来几分钟、要什么。我们问下来只有三样：插座、凉水、厕所。"
                "有一间十来平方的沿街用房就够，难在谁开门关门，这一条要先跟旁边的店谈好。",
                ("case_07",), thanked=True,
            ),
            Answer(
                "ouyangjing", "panyu",
                "充电要单独拉线、装烟感，楼道里坚决不能充。规矩贴在门上，五条以内，请骑手自己来定其中两条，比我们定管用。",
                ("case_07",), site="", thanked=True,
            ),
        ),
        outcome=(
            "照“高铁站旁的歇脚点”的做法，把门岗旁一间杂物房腾出来，便利店店员开门关门，骑手自己推了两名轮值。"
            "充电改到屋外的柜子里。两个月下来，楼道里不再有人等单，投诉停了。"
        ),
        solved_by="case_07",
    ),
)  # fmt: skip
