"""Who has come how far in the demonstration, as data. Names are user names, units are keys of the content."""

from typing import TypedDict


class Sitting(TypedDict):
    """One attempt at a quiz: how many of its questions are answered right, the others wrong; `open` is not handed in."""

    right: int
    answered: int
    open: bool


class Story(TypedDict):
    """One enrollment. `done` lessons are completed; `reading` is begun and left at `position`; notes are (unit, text)."""

    who: str
    course: str
    assigned_by: str
    days_left: int | None
    done: list[str]
    reading: str
    position: float
    sittings: list[Sitting]
    notes: list[tuple[str, str]]
    reflections: list[tuple[str, str]]


def story(
    who: str,
    course: str,
    *,
    done: int = 0,
    reading: str = "",
    position: float = 0,
    sittings: list[Sitting] | None = None,
    notes: list[tuple[str, str]] | None = None,
    reflections: list[tuple[str, str]] | None = None,
    assigned_by: str = "",
    days_left: int | None = None,
) -> Story:
    return {
        "who": who,
        "course": course,
        "assigned_by": assigned_by,
        "days_left": days_left,
        "done": [f"{course}L{number}" for number in range(1, done + 1)],
        "reading": reading,
        "position": position,
        "sittings": sittings or [],
        "notes": notes or [],
        "reflections": reflections or [],
    }


def handed_in(right: int) -> Sitting:
    return {"right": right, "answered": 10, "open": False}


def under_way(answered: int) -> Sitting:
    return {"right": answered, "answered": answered, "open": True}


STORIES: list[Story] = [
    # The course told last is the one to go on with.
    story("helishan", "C6", done=1),
    story(
        "helishan",
        "C1",
        done=3,
        reading="C1L4",
        position=0.45,
        assigned_by="fengshaoming",
        days_left=5,
        notes=[
            ("C1L1", "接事四步里最容易跳过的是“数人头”。下次开会前先列五种人，再发通知。"),
            ("C1L3", "报区里的材料用番禺口径，转省里的用全国口径，第一次出现时加一句说明。"),
        ],
        reflections=[("C1L1", "三号楼架空层的停车投诉，每次都“办结”，漏请了晚上才回家的租户。")],
    ),
    story("liangjiaxin", "C1", done=6, sittings=[handed_in(9)]),
    story(
        "liangjiaxin",
        "C6",
        done=2,
        reading="C6L3",
        position=0.3,
        notes=[("C6L2", "长者饭堂那篇案例缺“改变”的数字，回去补问用餐长者的就餐频次。")],
    ),
    story("xianyan", "C1", done=6, sittings=[handed_in(4), handed_in(8)]),
    story("oujieting", "C1", done=6, sittings=[handed_in(7)]),
    story("tanhong", "C1", done=6, sittings=[handed_in(10)]),
    story("abudurehemanjiang", "C1", done=6, sittings=[handed_in(6)]),
    story("guzhalinuer", "C6", done=5, sittings=[handed_in(9)]),
    story("xielianxiang", "C6", done=5, sittings=[handed_in(9)]),
    story("maimaiti", "C6", done=5, sittings=[under_way(4)]),
    story("maimaiti", "C1", done=6, sittings=[handed_in(3)]),
    story("hezijian", "C1", assigned_by="maiyingyi", days_left=14),
]

# A change that waits for the town reviewer: by whom, in which lesson, and the sentence added at its end.
DRAFT = ("chenzhiyuan", "C1L6", "<p>补充：表格填好后，请另一个部门的同事读一遍，凡是读不懂的格子，都算空格。</p>")
