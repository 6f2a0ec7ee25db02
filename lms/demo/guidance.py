"""Experts, one team, its log and four questions of the demonstration. All of it is invented; days count from today."""

from dataclasses import dataclass

UNIT, ASSIGNED_BY, PUBLISHED_BY = "demo-shequ", "zhoumingyi", "zhoumingyi"


@dataclass(frozen=True)
class Profile:
    who: str
    themes: tuple[str, ...]
    introduction: str
    capacity: int
    towns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Action:
    """`due` is days from today; `done` says what came of it, empty while it is open."""

    what: str
    who: str
    due: int
    done: str = ""


@dataclass(frozen=True)
class Entry:
    """One guidance, `ago` days before today. `rating` 0: the unit has said nothing yet."""

    key: str
    who: str
    ago: int
    form: str
    advice: str
    actions: tuple[Action, ...]
    rating: int = 0
    feedback: str = ""


@dataclass(frozen=True)
class Asked:
    """A question; with an answer it has been answered, with a public one it is public as well."""

    key: str
    who: str
    unit: str
    theme: str
    title: str
    text: str
    expert: str = ""
    answer: str = ""
    public: tuple[str, str, str] = ("", "", "")


PROFILES: tuple[Profile, ...] = (
    Profile(
        "ximenqinghe", ("deliberation", "old_estate", "five_society"),
        "（示例）长期陪伴老旧小区开展议事协商，擅长把争执多年的事拆成一件件能商量的小事。可以到现场旁听一次会，会后和骨干一起复盘。",
        6,
    ),
    Profile(
        "ouyangjing", ("org_incubation", "community_fund", "volunteer"),
        "（示例）做过社区社会组织的孵化与督导，可以帮忙看章程、财务公开和项目预算，也可以带骨干做一次能力盘点。",
        4, ("shiqiao", "shawan", "dashi"),
    ),
    Profile(
        "liziqian", ("elderly_child", "environment", "rural_revival", "disability_aid"),
        "（示例）从事养老与困难群体服务多年，熟悉村居的走访、建档和转介。更愿意线上先聊清楚，再决定要不要到现场。",
        3,
    ),
)  # fmt: skip

# Who is on the team of the unit; the first leads it.
TEAM: tuple[tuple[str, str], ...] = (
    ("ximenqinghe", "旧楼加装电梯的议事规则怎样站得住脚"),
    ("ouyangjing", "楼长队伍转成备案的社区社会组织"),
)
SINCE = 80

LOG: tuple[Entry, ...] = (
    Entry(
        "visit-1", "ximenqinghe", 62, "visit",
        "旁听了第三次楼长会。优点是一次只议一件事，主持人不抢话。\n不足有两处：一是一楼住户来得少，后面容易反复；二是会上定的事没有贴出来，没来的人不知道。\n建议下次会前先由楼长分户谈，一楼的两户请社工一起上门；会后当天把结果贴在楼道口。",
        (
            Action("会后当天在楼道口张贴议定结果", "社区工作者", -48, "已贴三期，住户开始在下面留言提问。"),
            Action("社工陪同上门，听一楼两户的意见", "社工站", -40, "两户都谈过，担心的是采光，已请设计单位做了日照测算。"),
        ),
        5, "旁听之后当场复盘，骨干听得懂、用得上。",
    ),
    Entry(
        "call-1", "ouyangjing", 25, "call",
        "电话里过了一遍备案材料。章程里“会员”的条件写得太宽，容易变成谁都是、谁都不做事。\n建议把楼长、议事员、志愿者分开写清楚；财务先从一张收支公开表做起，不急着开账户。",
        (
            Action("改好章程第二章，把三种身份分开写", "楼长会召集人", -6),
            Action("做出第一张收支公开表并上墙", "社区工作者", 9),
        ),
    ),
    Entry(
        "visit-2", "ximenqinghe", 4, "visit",
        "看了两个单元的公示栏，内容更新及时。这次重点谈了怎样让租户参加：租户不表决，但可以列席、可以提议题。\n建议先在两个单元试，试满一个月再写进规则。",
        (
            Action("在两个单元试行租户列席，记录参加人数", "楼长", 24),
        ),
    ),
)  # fmt: skip

QUESTIONS: tuple[Asked, ...] = (
    Asked(
        "shawan-1", "hejiahui", "shawan", "volunteer", "志愿者热情一两个月就散了，怎么留得住？",
        "去年招了四十多名志愿者，头两个月每周都有活动，到第三个月只剩七八个人。积分兑换做过，大家嫌奖品不实用。想知道别的地方是怎么留住人的。",
        "ouyangjing",
        "先别急着加奖品。人走，多半是因为每次来都在做同一件没人记得的小事。\n可以试三步：一、把活动改成岗位，例如“周三傍晚陪三位老人买菜”，写明谁、什么时候、做多久；二、每个岗位配一个带头的人，由他排班，不由社工排；三、每月用十五分钟讲一件因为大家做了而变好的事。\n头一个月只开三个岗位，做稳了再加。",
        (
            "志愿者热情一两个月就散了，怎么留得住？",
            "某街道社工站招募了几十名志愿者，前两个月活动不断，到第三个月只剩几个人。做过积分兑换，效果不好。",
            "先别急着加奖品。人走，多半是因为每次来都在做同一件没人记得的小事。\n可以试三步：一、把活动改成岗位，写明谁、什么时候、做多久；二、每个岗位配一个带头的人，由带头人排班；三、每月用十五分钟讲一件因为大家做了而变好的事。\n头一个月只开三个岗位，做稳了再加。",
        ),
    ),
    Asked(
        "shiqi-1", "helishan", "demo-cun", "elderly_child", "独居老人不愿意让人上门，走访怎么开头？",
        "村里有几位独居老人，志愿者上门两次都没开门，说是怕被推销。村干部陪着去，老人开了门也不太说话。",
        "liziqian",
        "怕被推销，说明老人警觉，是好事，不要当成不配合。\n第一次不要上门，先在老人常去的地方打照面：榕树头、卫生站、买菜的路上，由老人认识的邻居介绍。第二次约在门口站着说话，只问一件小事，例如水龙头漏不漏。第三次带一样办好了的结果来。\n三次都记下来，换人走访时把记录交给下一位，免得老人从头再讲。",
        (
            "独居老人不愿意让人上门，走访怎么开头？",
            "志愿者上门两次，独居老人都没有开门，说是怕被推销；村干部陪着去，老人也不太说话。",
            "怕被推销，说明老人警觉，不要当成不配合。\n第一次不要上门，先在老人常去的地方打照面，由老人认识的邻居介绍；第二次约在门口站着说话，只问一件小事；第三次带一样办好了的结果来。\n三次都记下来，换人走访时交给下一位，免得老人从头再讲。",
        ),
    ),
    Asked(
        "demo-1", "luyumei", "demo-shequ", "old_estate", "租户能不能在楼道议事会上表决？",
        "三号楼租户比业主多，平时最关心卫生和停车的就是他们。业主觉得租户不该投票，租户觉得白来一趟。规则怎么写两边都能接受？",
    ),
    Asked(
        "shawan-2", "hejiahui", "shawan", "community_fund", "社区基金的小额项目，结项要公开到什么程度？",
        "今年做了六个小项目，每个三千元以内。居民问钱花在哪里，承办的队伍又觉得样样公开太麻烦。想请教公开哪几样就够了。",
    ),
)  # fmt: skip
