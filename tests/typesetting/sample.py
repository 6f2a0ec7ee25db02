"""A made-up case of three pages and more that uses every part a document knows."""

from datetime import date
from pathlib import Path

from django.template import Context, Template

from covers import cover_svg
from typesetting.documents import render_document
from typesetting.marks import change_track, data_uri

SOURCE = Path(__file__).with_name("sample.html")
TITLE = "榕树下的楼长会：六步议事谈成老楼加梯"

INDICATORS = [
    ("谈成加梯的楼栋", "栋，共11栋；社区台账", "2", "9", 2 / 11, 9 / 11),
    ("从提出到签约", "周，中位数；议事记录", "14", "6", 14 / 20, 6 / 20),
    ("楼道矛盾投诉", "件，每半年；12345热线工单", "23", "7", 23 / 30, 7 / 30),
    ("应到户实到率", "占应到户；会议签到表", "31%", "68%", 0.31, 0.68),
]
COSTS = [
    ("日照分析", "11栋，测绘公司出具报告", "社区基金垫付", "9,900"),
    ("结构初查", "9栋，每栋一次", "社区基金垫付", "5,400"),
    ("主持人补贴", "18场，每场200元", "街道议事经费", "3,600"),
    ("资料打印", "议题单、公约、分摊表", "街道议事经费", "1,260"),
    ("茶水桌椅", "榕树下集中议18场", "居民自筹", "1,320"),
]


def sample_html() -> str:
    names = ("name", "source", "before", "after")
    indicators = [
        dict(zip(names, row[:4], strict=True)) | {"track": change_track(row[4], row[5])} for row in INDICATORS
    ]
    cover = data_uri(cover_svg(theme="deliberation", title="榕树下的楼长会"))
    return Template(SOURCE.read_text(encoding="utf-8")).render(
        Context({"cover": cover, "indicators": indicators, "costs": COSTS})
    )


def sample(**changes) -> bytes:
    arguments = {
        "title": TITLE,
        "html": sample_html(),
        "author": "清源街某社区居民委员会",
        "identifier": "AL-2026-QY-0007/3",
        "dated": date(2026, 6, 18),
        "running_title": "榕树下的楼长会",
        "site_name": "共治学堂案例库",
        "footer": "AL-2026-QY-0007",
    }
    return render_document(**(arguments | changes))
