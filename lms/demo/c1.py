"""C1 《五社联动基础》: the whole course as data."""

from typing import Any

from lms.demo import c1_m1, c1_m2, c1_m3
from lms.demo.c1_quiz import DRAW, FIXED, QUESTIONS
from lms.demo.writing import lesson

COURSE: dict[str, Any] = {
    "key": "C1",
    "code": "C1",
    "title": "五社联动基础",
    "slug": "wu-she-lian-dong-ji-chu",
    "theme": "five_society",
    "summary": "能说清两种口径的五要素，画出三级枢纽的分工，用“五定”查出一项制度的缺口。",
    "aims": [
        "分清管理与治理，遇事先判断该处置还是该商量",
        "说明政府主导与社会组织参与的分工，补全合作协议的“谁拍板”",
        "说出番禺口径与全国口径的相同和不同，按场合选用",
        "画出区、镇街、村居三级枢纽的分工，查出断在哪一段",
        "用“五定”工作表检查并修订一项制度",
    ],
    "level": "basic",
    "hours": "6",
    "teacher_text": "五社联动课程组（示例）",
    "lead_department": "区委社会工作部（示例）",
    "audiences": [
        ("cadre_town", True),
        ("community_worker", True),
        ("sw_assistant", True),
        ("sw_certified", True),
        ("sw_other", True),
        ("community_secretary", False),
        ("org_staff", False),
        ("community_leader", False),
        ("volunteer", False),
    ],
    "policy_sources": [
        {
            "title": "《干部教育培训工作条例》（2023年修订）",
            "document_number": "",
            "issued_on": "2023-09-19",
            "url": "",
        },
        {
            "title": "《中共中央 国务院关于加强基层治理体系和治理能力现代化建设的意见》",
            "document_number": "",
            "issued_on": "2021-04-28",
            "url": "",
        },
    ],
    "review_by": 12,
    "modules": [
        {
            "title": "治理重心为什么在社区",
            "slug": "zhi-li-zhong-xin",
            "units": [
                lesson(
                    "C1L1",
                    "从管理到治理",
                    slug="cong-guan-li-dao-zhi-li",
                    summary="分清该派人处置的事和该坐下来商量的事，学会接事四步。",
                    body=c1_m1.FROM_MANAGING_TO_GOVERNING,
                ),
                lesson(
                    "C1L2",
                    "政府与社会组织的主次关系",
                    slug="zhu-ci-guan-xi",
                    summary="主导不是包办，参与不是听差，用一张“谁拍板”表谈好合作。",
                    body=c1_m1.WHO_LEADS,
                ),
            ],
        },
        {
            "title": "五个要素",
            "slug": "wu-ge-yao-su",
            "units": [
                lesson(
                    "C1L3",
                    "番禺口径与全国口径",
                    slug="liang-zhong-kou-jing",
                    summary="两种口径差在后两个要素，写材料时按收件人选用。",
                    body=c1_m2.TWO_READINGS,
                ),
                lesson(
                    "C1L4",
                    "一件小事里的五种力量",
                    slug="yi-jian-xiao-shi",
                    summary="跟着一条坡道，看五种力量各出了什么、留下了什么。",
                    body=c1_m2.ONE_SMALL_MATTER,
                ),
            ],
        },
        {
            "title": "枢纽与五定",
            "slug": "shu-niu-yu-wu-ding",
            "units": [
                lesson(
                    "C1L5",
                    "区、镇街、村居三级枢纽",
                    slug="san-ji-shu-niu",
                    summary="需求向上走，支持向下走，用三张单查出断在哪里。",
                    body=c1_m3.THREE_TIERS,
                ),
                lesson(
                    "C1L6",
                    "“五定”工作表",
                    slug="wu-ding-gong-zuo-biao",
                    summary="用五个问题检查一项制度，找空格，补一句。",
                    body=c1_m3.FIVE_SETTINGS,
                ),
                {
                    "kind": "quiz",
                    "key": "C1Q1",
                    "title": "结业测验",
                    "slug": "jie-ye-ce-yan",
                    "summary": "10题，60分及格，最多作答3次，取最好成绩。",
                    "minutes": 20,
                    "pass_mark": 60,
                    "attempts": 3,
                    "fixed": FIXED,
                    "draw": {"count": 4, "keys": DRAW},
                },
            ],
        },
    ],
    "bank": {"title": "五社联动基础题库", "questions": QUESTIONS},
}
