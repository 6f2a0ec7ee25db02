"""Cases for tests: a complete draft, a submission, one that was handed in. Made through the services."""

import copy
import datetime
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.enums import Role
from accounts.models import Organisation, User
from cases.models import CaseIndexPage, Rubric, Submission
from cases.rubrics import FIRST_RUBRIC
from cases.services.drafting import add_file, save_section, start_submission
from cases.services.handing_in import hand_in
from tests import factories

CONTACT = "李家明 13900001111"
TITLE = "永红村换物角：闲置物品换着用"


def library() -> CaseIndexPage:
    """The case library and the rubric, as `manage.py setup_site` makes them."""
    if not Rubric.objects.exists():
        Rubric.objects.create(name="第1版", valid_from=datetime.date(2026, 1, 1), criteria=FIRST_RUBRIC)
    found = CaseIndexPage.objects.first()
    return found or factories.publish(factories.home(), CaseIndexPage(title="案例库", slug="cases"))


def village(slug: str = "yonghong", *, town: str = "shiqi") -> Organisation:
    above = factories.unit(town, name={"shiqi": "石碁镇", "shilou": "石楼镇"}.get(town, town))
    return factories.unit(slug, parent=above, level="village", name={"yonghong": "永红村"}.get(slug, slug))


def contributor(at: Organisation | None = None, **fields) -> User:
    """A contributor of 永红村, or of the unit given."""
    return factories.person(at or village(), Role.CASE_CONTRIBUTOR, **fields)


def words(sentence: str, length: int) -> str:
    """`sentence` repeated to exactly `length` characters."""
    return (sentence * (length // len(sentence) + 1))[:length]


def draft_sections() -> dict[str, dict[str, Any]]:
    """Every section filled in so that it may be handed in; pictures stand without files."""
    return copy.deepcopy(_SECTIONS)


_PICTURES = [
    {"id": f"pic{n}", "file": [], "caption": f"换物角第{n}周", "alt": "村民在长桌前挑选物品", "photographer": "梁志远",
     "consent": True} for n in (1, 2, 3)
]  # fmt: skip
_SECTIONS: dict[str, dict[str, Any]] = {
    "basics": {
        "title": TITLE, "subtitle": "——石碁镇永红村的做法", "theme": "environment", "themes": ["volunteer"],
        "place_type": "village", "group_kind": "deliberative", "start_date": "2026-03-07", "stage": "running",
        "outcome": "worked",
    },
    "summary": {"summary": words("楼道里堆满用不上的东西，村里开了一个换物角，先挂牌再清运。", 180)},
    "problem": {
        "background": words("永红村有六百多户，一半是租户，村口有一间空着的旧供销社。", 140),
        "problem": words("楼道堆物占了逃生的路，网格员上门劝了半年，一个月后又堆回来。", 140),
    },
    "actors": {"actors": [
        {"id": "a1", "element": "community", "who": "永红村村民委员会", "contribution": "腾出旧供销社，牵头订规矩"},
        {"id": "a2", "element": "community_volunteer", "who": "巾帼志愿队", "contribution": "轮流看守换物角"},
    ]},
    "approach": {
        "approach": words("先开议事会定下挂牌三周的规矩，再请志愿者轮值，最后才谈清运。", 260),
        "steps": [
            {"id": "s1", "when": "2026年3月", "title": "开议事会", "text": "二十三名村民代表议定规矩"},
            {"id": "s2", "when": "2026年4月", "title": "开换物角", "text": "每周六上午开门半天"},
            {"id": "s3", "when": "2026年5月", "title": "挂牌清运", "text": "三周没人要的再清运"},
        ],
    },
    "mechanism": {"mechanism": words("规矩写进村规民约，每月的议事会听一次账，坏了规矩的先停用。", 130)},
    "resources": {"resources": [
        {"id": "r1", "kind": "money", "text": "货架与牌子", "source": "社区基金", "yuan": "4200"},
        {"id": "r2", "kind": "people", "text": "志愿者轮值", "source": "巾帼志愿队", "yuan": ""},
    ]},
    "results": {
        "results": words("堆物的户数从四十六降到十一，换出的东西每月一百多件。", 130),
        "indicators": [
            {"id": "i1", "name": "楼道堆物户数", "unit": "户", "before": "46", "after": "11", "better": "down",
             "source": "网格巡查台账", "as_of": "2026-09-30"},
        ],
    },
    "evidence": {"evidence": [
        {"id": "e1", "claim": "堆物户数下降", "kind": "data", "title": "网格巡查台账", "note": "", "link": "",
         "file": []},
    ]},
    "voices": {
        "feedback": words("问了六十户，五十一户说楼道好走了；居民甲说东西有了去处。", 80),
        "difficulties": words("头一个月没有人来，后来把牌子写上价钱才有人看。", 80),
        "insight": words("先有地方放，再谈不许堆；规矩要让用的人自己定。", 120),
    },
    "conditions": {
        "conditions": [
            {"id": "c1", "kind": "needed", "text": "有一间空房，能由志愿者看守"},
            {"id": "c2", "kind": "blocking", "text": "没有议事会的新建小区"},
        ],
        "risks": words("电器要先断电检查，旧药和食品不收。", 60),
        "contact": CONTACT,
    },
    "pictures": {"pictures": _PICTURES, "real": True, "original": True, "rights": True, "portraits": True,
                 "secrecy": True},
}  # fmt: skip


def submission(by: User | None = None, *, unit: Organisation | None = None, **sections: dict[str, Any]) -> Submission:
    """A draft with every section filled in, but for those given otherwise."""
    library()
    by = by or contributor(unit)
    at = unit or by.role_grants.get(role=Role.CASE_CONTRIBUTOR).organisation
    made = start_submission(unit=at, by=by)
    for key, data in (draft_sections() | sections).items():
        save_section(submission=made, key=key, data=data, version=0, by=by)
    return Submission.objects.get(pk=made.pk)


def handed_in(by: User | None = None, *, unit: Organisation | None = None, **sections: dict[str, Any]) -> Submission:
    """A submission on its way: in the town's review for a village, in the district's for a town."""
    made = submission(by, unit=unit, **sections)
    return hand_in(submission=made, by=made.contributor)


def picture_upload(name: str = "photo.jpg", size: tuple[int, int] = (640, 480), exif: bytes = b""):
    """A plain picture as a browser sends it."""
    out = io.BytesIO()
    Image.new("RGB", size, "#86B3A1").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def with_picture(made: Submission, by: User, name: str = "photo.jpg"):
    """The draft's new picture as a `CaseFile`."""
    return add_file(submission=made, key="pictures", upload=picture_upload(name), by=by)[0]
