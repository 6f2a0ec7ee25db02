"""Community organisations, leaders and self-checks of the demonstration. All invented; any likeness is chance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Project:
    title: str
    year: int
    source: str
    result: str
    amount: int | None = None


@dataclass(frozen=True)
class Organisation:
    """One organisation of `unit`. `confirmed_by` is empty where the town has not looked at it yet, `returned` is what
    it says instead; `core` is (user name, function)."""

    unit: str
    who: str
    name: str
    kind: str
    legal: str
    founded: str
    members: int
    volunteers: int
    about: str
    confirmed_by: str = "zhoumingyi"
    returned: str = ""
    number: str = ""
    head: str = ""
    projects: tuple[Project, ...] = ()
    core: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Step:
    """A step after the nomination, written by `who` so many days ago."""

    stage: str
    who: str
    days: int
    words: str


@dataclass(frozen=True)
class Leader:
    person: str
    unit: str
    who: str
    days: int
    why: str
    organisation: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Check:
    """A sheet filled in: `answers` are (key of the line, fit, words)."""

    sheet: str
    unit: str
    who: str
    answers: tuple[tuple[str, str, str], ...]
    plan: str
    organisation: str = ""
    space: str = ""
    reviewer: str = ""
    review: str = ""


ORGANISATIONS: tuple[Organisation, ...] = (
    Organisation(
        "demo-cun", "xielianxiang", "榕树下议事会（示例）", "deliberative", "filed_community_group", "2024-03-01", 23, 9,
        "村里有事先在榕树下议一议：谁受影响请谁来，一次只议一件，议定的事写在公示板上，下次开会先报进展。每月第一个周六上午开会。",
        "huangjinghui", head="示例甲",
        projects=(
            Project("巷道停车一起定", 2025, "none", "议了三次，划出十二个错时车位，到期复看。"),
            Project("晒谷场夜间照明", 2026, "members", "乡贤和住户凑钱装了六盏灯，电费由村集体承担。", 8600),
        ),
        core=(("xielianxiang", "记录与公示"),),
    ),
    Organisation(
        "demo-cun", "xielianxiang", "村口醒狮队（示例）", "culture_recreation", "informal_group", "2019-02-01", 31, 0,
        "每周三、周六晚上在文化广场练狮，逢年过节出队。近两年带着中学生一起学，也帮村里维持节庆秩序。", "huangjinghui",
        projects=(Project("少年狮班", 2026, "members", "十四名学生学完一期，春节在村里出队三场。", 3200),),
    ),
    Organisation(
        "demo-cun", "helishan", "长者陪伴互助组（示例）", "charity", "filed_community_group", "2023-09-10", 18, 18,
        "二十来户独居和高龄老人，每户有两名邻居结对，隔天上门看一看，遇到异常先通知村委和家人。", "huangjinghui",
        head="示例乙", core=(("xielianxiang", "排班"),),
    ),
    Organisation(
        "shiqi", "zhongyifan", "石碁凌边互助中心（示例）", "service", "social_service_org", "2018-06-18", 12, 4,
        "承接长者食堂送餐和助浴服务，也替几个村的备案组织代管账目、代签协议。", number="示例登记 0001", head="示例丙",
        projects=(Project("送餐到户", 2026, "purchase", "每天送餐六十五份，退餐率由一成降到百分之三。", 120000),),
    ),
    Organisation(
        "demo-shequ", "luyumei", "楼道管家队（示例）", "affairs", "filed_community_group", "2022-05-20", 42, 42,
        "每栋楼两名管家，收集公共设施报修、调解噪声和晾晒纠纷，每周五把未解决的事报到社区。", "liangsongtao",
        head="示例丁",
        projects=(Project("加装电梯意见簿", 2025, "none", "七栋楼把低层住户的顾虑逐条写清，三栋已动工。"),),
        core=(("luyumei", "统筹"),),
    ),
    Organisation(
        "demo-shequ", "luyumei", "四点半学堂（示例）", "service", "informal_group", "2025-09-01", 9, 9,
        "下午四点半到六点，退休老师轮流在活动室看孩子写作业，每天不超过十五名，家长到场接走。", "liangsongtao",
    ),
    Organisation(
        "demo-shequ", "luyumei", "金曲合唱团（示例）", "culture_recreation", "filed_community_group", "2020-10-01", 36, 6,
        "每周二、四上午在社区礼堂排练，重阳节和邻里节各演出一场，也到养老院唱。", "liangsongtao",
    ),
    Organisation(
        "yile-shequ", "oujieting", "怡乐陪诊队（示例）", "charity", "informal_group", "2026-04-15", 11, 11,
        "陪独居老人看病：挂号、缴费、取药、听医嘱并记下来交给家属。正在学习水乡陪诊队的做法。", "",
        core=(("oujieting", "对接医院"),),
    ),
    Organisation(
        "yile-shequ", "oujieting", "老街坊调解小组（示例）", "deliberative", "filed_community_group", "2021-03-12", 7, 5,
        "由退休教师、老工人和一名律师组成，街坊吵架先找他们，谈不拢再到社区。全年调解三十来件。", "liangsongtao",
    ),
    Organisation(
        "wanfeng-shequ", "zhongyifan", "旧物重生坊（示例）", "affairs", "informal_group", "2024-11-02", 15, 12,
        "每月第二个周日摆摊，修伞、修鞋、修小家电，修不好的拆零件，小孩子在旁边学着动手。", "liangsongtao",
    ),
    Organisation(
        "shayuan-shequ", "zhongyifan", "沙园太极队（示例）", "culture_recreation", "informal_group", "2017-05-01", 28, 0,
        "早上六点半在小公园练太极，教练是队里的老师傅。", "", returned="简介里写了教练的姓名和电话，请删去；成员人数也请核对。",
    ),
    Organisation(
        "shawan", "hejiahui", "沙湾飘色传习会（示例）", "culture_recreation", "association", "2012-08-08", 120, 30,
        "传授飘色扎作、化妆和巡游技艺，每年办两期学员班，巡游前和街道一起做安全演练。", number="示例登记 0002",
        head="示例戊",
        projects=(
            Project("少年传习班", 2025, "fund", "四十名学员结业，六人参加了巡游。", 26000),
            Project("巡游安全演练", 2026, "purchase", "六个村联合演练一次，路线和人数上限事先公布。", 15000),
        ),
    ),
    Organisation(
        "jinshawan-shequ", "hejiahui", "河涌巡护队（示例）", "affairs", "filed_community_group", "2023-03-22", 26, 26,
        "分四段巡河，看排污口、漂浮物和护栏，拍照记录，当天报给河长办，下周回看。", core=(("tanhong", "分段长"),),
        projects=(Project("一周一报", 2026, "none", "报了五十三个问题，四十九个两周内处理完。"),),
    ),
    Organisation(
        "zini-cun", "hejiahui", "紫坭龙舟会（示例）", "culture_recreation", "association", "2010-05-05", 88, 20,
        "扒龙舟、护龙舟，也替村里管龙船饭和河岸秩序。队员平时是防汛应急力量。", number="示例登记 0003",
        core=(("hezijian", "后勤"),),
    ),
    Organisation(
        "longqi-cun", "hejiahui", "龙岐禾田议事小组（示例）", "deliberative", "informal_group", "2025-06-06", 14, 3,
        "农户、合作社和村委坐在一起定灌溉轮次和机耕路维修，每次议完当场写进轮灌表。",
    ),
    Organisation(
        "yayuncheng-shequ", "dengweijun", "亚运城新邻里（示例）", "service", "filed_community_group", "2022-07-30", 33, 21,
        "帮新入住的家庭认识社区：办证指引、邻里群规矩、托幼拼接送，每月一次新邻居茶话会。", core=(("xianyan", "茶话会"),),
    ),
    Organisation(
        "shilou", "dengweijun", "石楼公益基金会（示例）", "charity", "foundation", "2016-12-12", 9, 2,
        "资助本镇居民小组的小额项目，每个项目不超过五千元，结果在年会上由受益居民打分。", number="示例登记 0004",
        projects=(Project("小额种子金", 2026, "company", "资助十八个小项目，十五个按期完成。", 82000),),
    ),
    Organisation(
        "dashi", "mojiebin", "来穗青年互助社（示例）", "service", "filed_community_group", "2024-01-20", 45, 16,
        "在工业区做夜校、法律咨询和应急借宿，由来穗青年自己排班。", core=(("maimaiti", "夜校班主任"),),
    ),
    Organisation(
        "xiaoguwei", "zhongyifan", "大学城社区服务社（示例）", "service", "social_service_org", "2019-04-04", 22, 18,
        "把高校学生志愿者和周边村的需要对接起来：暑期学堂、普法、口述村史。", number="示例登记 0005",
        core=(("guzhalinuer", "项目干事"),),
    ),
    Organisation(
        "nancun", "zhongyifan", "万博楼宇商户议事会（示例）", "deliberative", "informal_group", "2025-03-03", 19, 4,
        "写字楼商户、物业和社区一起定共享停车、垃圾清运时间和外摆规矩。", core=(("abudurehemanjiang", "召集人"),),
    ),
)  # fmt: skip

LEADERS: tuple[Leader, ...] = (
    Leader(
        "abudurehemanjiang", "nancun", "zhongyifan", 210,
        "在商户里说得上话，做事公道。外摆起纠纷那次，是他把两边请到一张桌上，把话说开。",
        "万博楼宇商户议事会（示例）",
        (
            Step("train", "zhongyifan", 160, "学完《五社联动基础》，把“一次只议一件”用在停车议事里。"),
            Step("practice", "zhongyifan", 110, "自己召集了四次议事会，每次十五人上下，外摆时间和清运时间都谈成了。"),
            Step("mentored", "ximenqinghe", 60, "半年里见了三次，重点帮他把会议记录写成三栏：谁说的、定了什么、谁去做。"),
            Step("recognized", "zhoumingyi", 12, "记录齐全，商户和物业都认可。今后负责带两名新召集人。"),
        ),
    ),
    Leader(
        "tanhong", "jinshawan-shequ", "hejiahui", 120,
        "巡河两年没缺过班，年轻人愿意跟着他走。", "河涌巡护队（示例）",
        (
            Step("train", "hejiahui", 80, "学完《五社联动基础》，回来给分段长讲了一遍怎样和排污的商户说话。"),
            Step("practice", "hejiahui", 20, "自己带一个分段，八周里报的问题都追到了结果，还拉来两名新队员。"),
        ),
    ),
    Leader(
        "oujieting", "yile-shequ", "zhongyifan", 45,
        "独居老人的情况她最清楚，陪诊队是她一个个找来的人。", "怡乐陪诊队（示例）",
        (Step("train", "zhongyifan", 10, "学完《五社联动基础》，陪诊队的分工表按课里的办法重写了一遍。"),),
    ),
    Leader("hezijian", "zini-cun", "hejiahui", 7, "龙舟会的后勤全靠他，想请他把龙船饭变成村里的公益饭堂。", "紫坭龙舟会（示例）"),
)  # fmt: skip

CHECKS: tuple[Check, ...] = (
    Check(
        "five_fix", "demo-cun", "xielianxiang",
        (
            ("position", "yes", "只议事、不拍板，拍板的事交村民代表会议。"),
            ("direction", "yes", "管巷道、停车、照明三类事。"),
            ("duty", "partly", "召集人有两位，记录只有一人，没有接替的人。"),
            ("rule", "yes", "到会过半才议，一次只议一件，写在公示板背面。"),
            ("effect", "no", "还没有定什么算议成了，只数开了几次会。"),
        ),
        "一、九月底前找一位年轻人接替记录，谢莲香负责。\n二、十月第一次会上定两个数：议定的事按期做完几件、受影响的住户满意几户。",
        organisation="榕树下议事会（示例）", reviewer="huangjinghui",
        review="同意。成效的两个数定下来后告诉镇里，镇里帮你们请其他村来看一次。",
    ),
    Check(
        "three_no_three_must", "demo-shequ", "luyumei",
        (
            ("no_shop", "yes", "无出租、无摆卖。"),
            ("no_fee", "yes", "进场和活动都不收费，水电由社区承担。"),
            ("no_hazard", "partly", "灭火器在有效期内，后门夜间堆放杂物。"),
            ("must_serve", "yes", "周一至周日开放，晚上到九点。"),
            ("must_task", "yes", "承担防汛值守点和政策宣讲。"),
            ("must_ally", "partly", "合唱团和学堂共用，还没有书面的时间表。"),
        ),
        "一、本周内清空后门通道，楼道管家队每天看一次。\n二、月底前贴出共用时间表，卢玉梅负责。",
        space="3 栋首层活动室（示例）", reviewer="liangsongtao",
        review="后门通道请立即清理，街道下周派人来看。共用时间表做好后可以给其他社区参考。",
    ),
)  # fmt: skip
