"""C6 《案例研究与品牌提炼》: the whole course as data."""

from typing import Any

from lms.demo import c6_m1, c6_m2, c6_m3
from lms.demo.c6_practice import QUESTIONS as PRACTICE
from lms.demo.c6_quiz import DRAW, FIXED, QUESTIONS
from lms.demo.writing import lesson

COURSE: dict[str, Any] = {
    "key": "C6",
    "code": "C6",
    "title": "案例研究与品牌提炼",
    "slug": "an-li-yan-jiu-yu-pin-pai-ti-lian",
    # The list of themes has none for writing; culture gives the cover its oyster-shell wall.
    "theme": "culture",
    "summary": "能按七节骨架写出一篇案例，用可核对的数据说成效，写清推广条件，护住当事人隐私。",
    "aims": [
        "用七节骨架读懂并写出一篇案例",
        "分清活动与成效，给每个数字补齐来源",
        "从时间线里提炼机制，通过“停电测试”",
        "按三关检查配图和文字，保护当事人隐私",
        "写出三栏推广条件，判断一个做法离品牌还有几步",
    ],
    "level": "intermediate",
    "hours": "5",
    "teacher_text": "案例写作课程组（示例）",
    "lead_department": "区委社会工作部（示例）",
    "audiences": [
        ("sw_assistant", True),
        ("sw_certified", True),
        ("sw_other", True),
        ("org_staff", False),
        ("community_worker", False),
        ("cadre_town", False),
        ("trainer", False),
    ],
    "policy_sources": [
        {
            "title": "《中华人民共和国个人信息保护法》",
            "document_number": "",
            "issued_on": "2021-08-20",
            "url": "",
        },
        {
            "title": "《番禺区治理案例报送指引（示例）》",
            "document_number": "番社工〔2025〕1号（仅示意格式）",
            "issued_on": "2025-01-01",
            "url": "",
        },
    ],
    "review_by": 12,
    "modules": [
        {
            "title": "读案例",
            "slug": "du-an-li",
            "units": [
                lesson(
                    "C6L1",
                    "好案例的骨架",
                    slug="hao-an-li-de-gu-jia",
                    summary="七节骨架各答一个问题，倒着读就知道缺哪一节。",
                    body=c6_m1.SKELETON,
                ),
                lesson(
                    "C6L2",
                    "数据从哪里来",
                    slug="shu-ju-cong-na-li-lai",
                    summary="分清投入、活动、产出、改变，给每个数字补四张身份证。",
                    body=c6_m1.FIGURES,
                ),
            ],
        },
        {
            "title": "写案例",
            "slug": "xie-an-li",
            "units": [
                lesson(
                    "C6L3",
                    "从做法到机制",
                    slug="cong-zuo-fa-dao-ji-zhi",
                    summary="问一句换了人还转不转，把人、规矩、钱、会写成实话。",
                    body=c6_m2.PRACTICE_TO_MECHANISM,
                ),
                lesson(
                    "C6L4",
                    "配图、授权与隐私",
                    slug="pei-tu-shou-quan-yu-yin-si",
                    summary="一张图先过三关，三张图各有分工，文字也要查隐私。",
                    body=c6_m2.PICTURES_AND_PRIVACY,
                ),
            ],
        },
        {
            "title": "用案例",
            "slug": "yong-an-li",
            "units": [
                lesson(
                    "C6L5",
                    "推广条件与镇街品牌",
                    slug="tui-guang-tiao-jian",
                    summary="推广条件写三栏，品牌走三级台阶，最后交一篇初稿。",
                    body=c6_m3.CONDITIONS_AND_BRAND,
                ),
                {
                    "kind": "practice",
                    "key": "C6P",
                    "title": "练一练：填空、计算、排序、配对",
                    "slug": "lian-yi-lian",
                    "summary": "四道题，不计入结业，想练几遍就练几遍。",
                    "minutes": 5,
                },
                {
                    "kind": "quiz",
                    "key": "C6Q1",
                    "title": "结业测验",
                    "slug": "jie-ye-ce-yan",
                    "summary": "10题，60分及格，最多作答3次，取最好成绩。",
                    "minutes": 20,
                    "pass_mark": 60,
                    "attempts": 3,
                    "fixed": FIXED,
                    "draw": {"count": 3, "keys": DRAW},
                },
            ],
        },
    ],
    "bank": {"title": "案例研究与品牌提炼题库", "questions": QUESTIONS},
    "practice": {"title": "案例研究与品牌提炼练习题", "questions": PRACTICE},
}
