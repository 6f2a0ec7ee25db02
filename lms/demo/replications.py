"""What places of the demonstration made of the teaching cases: six ways it can go, one of them through to a new case.

Days are told as days before today, so that the demonstration never grows old. Everything is invented.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Milestone:
    """A line of the log, `ago` days before today; `figures` are (name, value, unit); `picture` a file of the figures."""

    ago: int
    title: str
    text: str = ""
    figures: tuple[tuple[str, str, str], ...] = ()
    kind: str = "milestone"
    picture: str = ""


@dataclass(frozen=True)
class Replicated:
    """One replication. `state` is how far it is brought; `fits` are (answer, words) per condition in order.

    `confirmed` are (side, user name, words). `grown` is the key of the case that grew out of it.
    """

    case: str
    unit: str
    by: str
    state: str
    form: str
    aim: str
    begun: int = 0
    days: int = 240
    parts: tuple[tuple[str, str, str, str], ...] = ()
    fits: tuple[tuple[str, str], ...] = ()
    budget: int | None = None
    money: str = ""
    support: tuple[str, ...] = ()
    mentor: str = ""
    trainees: tuple[tuple[str, str], ...] = ()
    log: tuple[Milestone, ...] = ()
    outcome: str = ""
    stop_reason: str = ""
    result: str = ""
    advice: str = ""
    confirmed: tuple[tuple[str, str, str], ...] = field(default=())
    grown: str = ""


REPLICATIONS: tuple[Replicated, ...] = (
    Replicated(
        "case_01", "demo-cun", "xielianxiang", "evaluated", "adapted",
        "村里巷子窄，电动车停哪里吵了两年。想用一次一件的办法，让老人、房东和租客坐到一起，把停放的事定下来。",
        begun=330, budget=4600, money="村集体", support=("visit", "coaching"), mentor="ximenqinghe",
        parts=(
            ("keep", "一次只议一件、每人三分钟", "", ""),
            ("keep", "谈成之后公示七天", "", ""),
            ("change", "楼长改为巷长", "十四条巷各推一位", "村里没有楼栋，只有巷"),
            ("change", "会场", "从大榕树下改到祠堂前", "老人白天本来就坐在那里"),
            ("drop", "基金垫付勘测费", "", "停放不用勘测，没有这笔钱"),
        ),
        fits=(("partly", "每条巷先推一位说得上话的人，再看能不能当巷长"), ("yes", "费用只有灯和画线，贴在祠堂墙上"),
              ("yes", "镇社工站的社工主持前三次"), ("yes", ""), ("no", ""), ("no", ""), ("no", ""), ("no", "")),
        trainees=(("xielianxiang", "C6"), ("helishan", "C1")),
        log=(
            Milestone(325, "到市桥街某社区旁听两次", "看到最有用的是那张“一次只议一件”的纸。", kind="visit"),
            Milestone(300, "十四条巷推出巷长", "", (("巷长", "14", "位"),)),
            Milestone(262, "会议改到周日晚上八点", "头两次没有租客，改了时间来了十七位。", (("到会租客", "17", "人"),), picture="c6-photo-process.png"),
            Milestone(205, "十一条巷签了巷约", "", (("签约的巷", "11", "条"), ("没谈成", "3", "条")), picture="c6-photo-result.png"),
            Milestone(60, "逐巷试推轮椅", "社工推着空轮椅走了一遍。", (("能通过的巷", "12", "条"),)),
        ),
        outcome="succeeded",
        result="十四条巷谈成十一条，乱停投诉从每月二十一件降到六件。没谈成的三条不硬推。",
        advice="先分清哪些是骨头、哪些是皮；开会时间也是条件，先问租客几点下班。",
        confirmed=(
            ("source", "luyumei", "去看过两次，公示和会议记录都齐，三条没谈成的也写了。"),
            ("expert", "ouyangjing", "旁听一次，抽查了四条巷，与记录一致。"),
        ),
        grown="case_19",
    ),
    Replicated(
        "case_19", "shilou", "dengweijun", "running", "adapted",
        "镇上老街商户和住户为卸货吵架，想请每段街推一位街长，先分段谈。", begun=75, budget=3000, money="镇社工站项目经费",
        support=("visit",), mentor="helishan",
        parts=(
            ("keep", "一次只议一件", "", ""),
            ("change", "巷长改为街段长", "按店面和住户各推一位", "老街一半是商户"),
            ("change", "时间", "早市前的六点半", "商户晚上要看店"),
        ),
        fits=(("yes", ""), ("partly", "卸货只能停在桥头，走三分钟"), ("no", ""), ("yes", ""), ("no", "")),
        trainees=(("dengweijun", "C6"),),
        log=(
            Milestone(70, "分六段推出街段长", "", (("街段长", "12", "位"),)),
            Milestone(31, "第一次街段会", "只谈卸货时间，谈成两段。", (("谈成", "2", "段"),), picture="c6-photo-process.png"),
        ),
    ),
    Replicated(
        "case_01", "shawan", "hejiahui", "running", "full",
        "两栋老楼想加电梯，想按原样开楼长会，先把一楼的顾虑写清楚。", begun=48, budget=3000, money="社区基金", support=("coaching",),
        mentor="luyumei",
        parts=(("keep", "先分户谈，再集中议", "", ""), ("keep", "公示七天", "", "")),
        fits=(("yes", ""), ("yes", ""), ("yes", ""), ("yes", ""), ("yes", ""), ("no", ""), ("no", ""), ("no", "")),
        log=(Milestone(40, "两栋楼各推一位楼长", "", (("楼长", "2", "位"),)),),
    ),
    Replicated(
        "case_01", "dashi", "mojiebin", "stopped", "partial",
        "老楼加梯在三栋楼里僵住了，想先借楼长会把话说开。", begun=210,
        parts=(("keep", "先分户谈，再集中议", "", ""), ("drop", "公示七天", "", "业委会不同意贴出来")),
        fits=(("partly", "三栋里只有一栋有楼长，其余两栋请热心住户代"), ("yes", ""), ("yes", ""), ("no", ""), ("no", ""), ("no", ""),
              ("no", ""), ("no", "")),
        log=(Milestone(200, "第一栋楼开会", "来了十一户。", (("到会", "11", "户"),)),),
        stop_reason="people",
        result="两位代楼长先后搬走，会再也召集不起来。第一栋楼谈了两次，没有谈成。",
        advice="没有一位上下楼都认的楼长，先别开始。代一代看着快，人一走就散。",
    ),
    Replicated(
        "case_02", "shiqi", "huangjinghui", "preparing", "adapted",
        "有一处小区移交用房堆了三年杂物，想清出来给几支居民队伍轮着用。", days=300, budget=20000, money="待区里明确",
        support=("materials", "visit"),
        parts=(("keep", "分时排课、贴在门口", "", ""), ("change", "签约方", "由村改居的居委会代签", "小区还没有居委会")),
        fits=(("partly", "移交清单缺两页，正在补"), ("yes", ""), ("", ""), ("", ""), ("yes", ""), ("", ""), ("", ""), ("no", ""),
              ("", "")),
        trainees=(("helishan", "C1"),),
        log=(Milestone(12, "去东环街看过一次", "带回排课表和进门登记的样子。", kind="visit"),),
    ),
    Replicated(
        "case_08", "shawan", "hejiahui", "evaluated", "partial",
        "社工站旁边的小学三点半放学，想请家长轮值看护，先做一个学期。", begun=280, budget=1500, money="社区基金",
        parts=(
            ("keep", "任何时候两名大人在场", "", ""),
            ("change", "轮值", "每周只开三天", "家长多数上早班，排不满五天"),
        ),
        fits=(("yes", ""), ("partly", "只有七位家长能轮值，先开三天"), ("yes", ""), ("yes", ""), ("yes", ""), ("yes", ""), ("no", ""),
              ("no", ""), ("no", "")),
        trainees=(("liangjiaxin", "C6"),),
        log=(
            Milestone(270, "七位家长签了轮值表", "", (("轮值家长", "7", "位"),)),
            Milestone(150, "开满一个学期", "", (("到过的孩子", "19", "名"),)),
        ),
        outcome="partly",
        result="三天能开起来，五天开不起来。没有出过安全事，家长还想要周五。",
        advice="轮值家长不到十位，就先开三天，别硬撑五天。",
    ),
    Replicated(
        "case_06", "shilou", "dengweijun", "evaluated", "full",
        "河涌边捡了又有，想照着定期销号的办法，把各段归到人。", begun=260, budget=2200, money="镇河长办",
        parts=(("keep", "派单和每周销号", "", ""), ("keep", "三色的板子", "", "")),
        fits=(("yes", ""), ("yes", ""), ("yes", ""), ("no", ""), ("yes", ""), ("yes", ""), ("no", ""), ("no", "")),
        log=(Milestone(240, "分成五段，各归一人", "", (("河段", "5", "段"),)),
             Milestone(90, "连续十二周都销了号", "", (("销号", "12", "周"),))),
        outcome="succeeded", result="五段河涌连续十二周按时销号，堆放点从九处减到两处。",
        advice="派单的人要固定，换人那两周最乱。",
        confirmed=(("source", "zhongyifan", "看过销号表，和我们用的一样。"),),
    ),
    Replicated(
        "case_12", "shawan", "hejiahui", "running", "partial",
        "先陪五位独居长者去医院，看预约和意外险能不能跟上。", begun=33, budget=2000, money="社区基金", support=("materials",),
        parts=(("keep", "两人一组出门", "", ""), ("change", "预约", "由社工站值班接", "居委会没有专人")),
        fits=(("yes", ""), ("yes", ""), ("yes", ""), ("no", ""), ("no", ""), ("no", ""), ("no", "")),
        log=(Milestone(20, "第一次陪诊", "", (("陪诊", "2", "人次"),)),),
    ),
    Replicated(
        "case_12", "yile-shequ", "oujieting", "intent", "partial",
        "社区里一个人住的老人多，想先试着陪十位老人看病。",
    ),
)  # fmt: skip
