"""Brands of nine towns in the demonstration. Stories, functions and honours are invented; town names are real.

`signed` are (criterion, words, user name); cases and courses are keys of the demonstration.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Brand:
    """One brand. `actors` are (element, who, contribution); `contacts` (function, what for)."""

    key: str
    town: str
    title: str
    slogan: str
    theme: str
    since: int
    position: str
    story: str
    actors: tuple[tuple[str, str, str], ...]
    cases: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = (("品牌联络员", "答复咨询、安排参观"),)
    honours: tuple[tuple[str, str, int], ...] = ()
    visit: str = ""
    signed: tuple[tuple[str, str, str], ...] = ()
    review: tuple[str, str] | None = None


RULES, LASTING = "rules", "lasting"

BRANDS: tuple[Brand, ...] = (
    Brand(
        "brand_shiqiao", "shiqiao", "树下议事", "一次只议一件，谈成了才散", "deliberation", 2024,
        "老城区楼密人多，难的不是没人管，是没地方把话说完。树下议事给每件事一个坐下来的位置。",
        "最早是一棵榕树。加装电梯谈了两年谈不拢，社区请每栋推一位楼长，搬几张凳子坐到树下，一次只议一件，每人三分钟。\n\n"
        "后来议停车、议晾晒、议夜里的卸货。谈成的贴出来七天，没谈成的写明卡在哪里。第二年起，社工只旁听，主持的是楼长。\n\n"
        "如今别的镇街也来坐一坐。来的人都拿走一张纸：一次只议一件。",
        (("community", "各社区居委会", "出场地、贴公示、管督办"), ("social_org", "物业与加梯互助会（备案）", "测算和入户解释"),
         ("social_worker", "街道社工站", "头三次主持，之后旁听"), ("community_fund", "社区基金", "垫付勘测费")),
        cases=("case_01",), courses=("C6",),
        contacts=(("品牌联络员", "答复咨询、安排参观"), ("议事督导", "帮新社区开头三次会")),
        honours=(("社区议事示范点（示例）", "某基层治理交流会（示例）", 2026),),
        visit="每月第二个周五下午可旁听一次楼长会，提前一周预约，每次不超过十五人。",
        signed=((RULES, "看过六页议事公约和公示样本，居民手里有。", "ximenqinghe"),
                (LASTING, "社工退出主持一年，会照开，抽看了九次记录。", "ouyangjing")),
        review=("做法清楚，已有外镇街学成，公示一直没有断。", "把没谈成的也编成案例。"),
    ),
    Brand(
        "brand_zhongcun", "zhongcun", "家长轮值", "放学后的两小时，邻居一起看", "elderly_child", 2024,
        "双职工家庭多，放学到下班之间空着两小时。家长轮值把这两小时接起来。",
        "十一位家长先在架空层试了一个月。规矩只有一页：任何时候两名大人在场，不补课，不收费。\n\n"
        "第二个小区来学，先问的不是场地，是谁来顶缺班。社工把顶班也写进了约定。",
        (("community", "社区居委会", "核定场地和人数"), ("social_worker", "社工", "顶缺班、管约定"), ("community_volunteer", "轮值家长", "每周一次")),
        cases=("case_08",), courses=("C6",),
        signed=((RULES, "一页约定贴在门口，家长都签了。", "ximenqinghe"), (LASTING, "两个学期换了三位牵头家长，没有断。", "liziqian")),
        visit="学期中周三下午可参观，孩子不出镜。",
    ),
    Brand(
        "brand_shilou", "shilou", "水乡陪诊", "一个人看病，也有人陪", "elderly_child", 2025,
        "水乡老人住得散，去医院要转两趟车。陪诊队只做一件事：陪着去，陪着回。",
        "起初只是邻居顺路带一程。后来有了预约本、意外险和一张只写必要事项的单子。\n\n退休医护定了边界：不判断病情，不代签字。",
        (("community", "社区居委会", "接预约、核同意书"), ("community_volunteer", "陪诊队", "两人一组出门"), ("social_org", "卫生站退休医护", "定边界、带训")),
        cases=("case_12",), courses=("C6",),
        signed=((RULES, "看过同意书和陪诊单，写得清楚。", "ouyangjing"), (LASTING, "队长换过一次，预约本没有断。", "ximenqinghe")),
    ),
    Brand(
        "brand_donghuan", "donghuan", "移交房学堂", "接过来的房子，居民说了算", "public_space", 2023,
        "小区移交的用房，不做商铺、不收费，排给居民的队伍轮着用。",
        "清出三年的杂物，先排了七支队伍。谁用谁扫，缺席三次让出时段。第三方来核过两回。",
        (("community", "社区居委会", "签约、管安全"), ("social_org", "七支居民队伍", "分时排课"), ("community_fund", "社区基金", "修缮经费")),
        cases=("case_02",), courses=("C1",),
        signed=((RULES, "轮值管理写进了规约，门口有排课表。", "liziqian"),),
    ),
    Brand(
        "brand_shawan", "shawan", "飘色值守", "老手艺队，接了新差事", "culture", 2025,
        "文娱队伍人齐、守时、彼此信得过。给场地，也请他们值一班。",
        "村里用场地换值守：排练前后各半小时，队员沿祠堂走一圈。自己的本子记，自己的人查。",
        (("social_org", "飘色队（备案）", "值守"), ("community", "村委会", "给场地、定路线"), ("social_worker", "社工站", "教怎么记")),
        cases=("case_10",), signed=((RULES, "村规里有一条，队员都背得出。", "ximenqinghe"),),
    ),
    Brand(
        "brand_luopu", "luopu", "江边巡河", "看得见的河段，叫得出的人", "environment", 2025,
        "每一段河涌都有人认领，每周销一次号。",
        "从捡垃圾开始，后来改成派单。三色的板子立在小广场，谁的段红了，一眼看得见。",
        (("community_volunteer", "巡河队", "认段、拍照、销号"), ("community", "居委会", "派单")),
        cases=("case_06",),
    ),
    Brand(
        "brand_dalong", "dalong", "厂里的家庭课", "下了班，课就在车间隔壁", "new_citizens", 2025,
        "外来员工多，社区课开到厂里，白班夜班各开一场。",
        "一家工厂腾出食堂，社工带课，家属也能来。夜班那场只来四个人，也照开。",
        (("community_enterprise", "一家工厂", "出食堂、排班次"), ("social_worker", "社工", "带课"), ("community", "居委会", "联络")),
        cases=("case_09",), courses=("C1",),
    ),
    Brand(
        "brand_nancun", "nancun", "桃花积分簿", "积分每季改一次，改法大家定", "deliberation", 2026,
        "积分不是奖品，是一本大家一起改的规矩。",
        "第一版积分吵得最凶的是扫地算不算。改到第四版，簿子薄了，兑的人多了。",
        (("community", "村委会", "记分、公示"), ("community_volunteer", "妇女志愿队", "每季收意见")),
        cases=("case_11",),
    ),
    Brand(
        "brand_shiqi", "shiqi", "巷子里的约", "巷约自己写，自己守", "deliberation", 2026,
        "从一条巷开始，把停车、堆物这些小事写成大家签字的约。",
        "先学市桥街的树下议事，搬不动的就改：没有楼，就推巷长；没有大树，就坐祠堂前。",
        (("community", "村委会", "借场地、写巷约"), ("community_volunteer", "巷长", "收集意见、轮流主持"), ("social_worker", "镇社工站", "头三次主持")),
        cases=("case_19",), signed=((RULES, "十一份巷约看了三份，签字和公示都有。", "liziqian"),),
    ),
)  # fmt: skip

# Who learns from whom: (learner, source, theme, what for, reviews as (user name, words, advice)).
PAIRS = (
    (
        "shiqi", "shiqiao", "deliberation", "把树下议事学成巷子里的约，先学一次只议一件。",
        (("huangjinghui", "旁听了三次，巷长会开起来了；没谈成的也贴了出来。", "希望把公示样本再简一简。"),
         ("liangsongtao", "被问了许多没想过的事，我们把租客的席位也补上了。", "下回把巷约带来给楼长看。")),
    ),
    ("shilou", "luopu", "environment", "把派单和每周销号学过去，先管五段河涌。", ()),
)  # fmt: skip
