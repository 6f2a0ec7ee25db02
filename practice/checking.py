"""Self-checks: which lines are open, what a finished sheet says, and what is to be done. Pure.

A sheet's lines are [{"key", "kind", "text", "help"}], answers {key: {"fit", "words"}}; see `CheckSheet`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from practice.community_enums import ItemKind, Met, SheetKey

WORDS_LENGTH = 200


def _line(key: str, kind: ItemKind, text: str, help_text: str) -> dict[str, str]:
    return {"key": key, "kind": str(kind), "text": text, "help": help_text}


# What a fresh site begins with; the district writes new versions in the CMS.
FIRST_SHEETS: tuple[dict[str, Any], ...] = (
    {
        "key": str(SheetKey.FIVE_FIX),
        "title": "五定自查表",
        "note": "适合社区社会组织自查，也可以用来给一项议事或服务立规矩。",
        "items": [
            _line("position", ItemKind.SETTLE, "定位：在社区里做什么、不做什么，和村（居）委会怎样分工，写得清楚",
                  "写一段不超过一百字的话，贴在活动场所。组织是参与者，不代替村（居）委会，也不变成它的下属科室。"),
            _line("direction", ItemKind.SETTLE, "定向：服务哪些人、管哪几件事，大家说得一致",
                  "请三名成员各说一遍，说得不一样就开会定下来，一年看一次要不要改。"),
            _line("duty", ItemKind.SETTLE, "定责：每件事有人负责，也有人接替",
                  "列一张分工表：事项、负责人、接替人、什么时候向谁报告。"),
            _line("rule", ItemKind.SETTLE, "定规：议事、用钱、用场地、处理意见有成文的规矩",
                  "先写三条最要紧的：多少人到会才能定事，花多少钱要几个人签字，什么事不准做。"),
            _line("effect", ItemKind.SETTLE, "定效：做成什么样算好，谁来评，事先讲明",
                  "挑一两个数得出来的结果，每半年向居民公布一次，请受益的人来评。"),
        ],
    },
    {
        "key": str(SheetKey.THREE_THREE),
        "title": "三不准三必须自查表",
        "note": "适合开发商移交的公共配套用房，以及用作社会组织培育场地的文化站、活动室。",
        "items": [
            _line("no_shop", ItemKind.NO, "不准作商铺：场地没有出租、转租，也没有摆卖",
                  "有经营行为的，立即停止，收回场地，并报镇街备查。"),
            _line("no_fee", ItemKind.NO, "不准向使用者收费：进场、用设备、参加日常活动都不收钱",
                  "水电、保洁等费用从公用经费或公益资金列支；已经收的退回，并张贴免费开放的告示。"),
            _line("no_hazard", ItemKind.NO, "不准办有安全或环保隐患的事：消防、用电、噪声、油烟都查过",
                  "每月查一次，查了什么、谁查的、怎么改的，记在场地日志上。"),
            _line("must_serve", ItemKind.MUST, "必须提供公共服务：每周有固定的开放时间，居民知道",
                  "把开放时间、项目和联系窗口贴在门口，晚上和周末至少各留一段。"),
            _line("must_task", ItemKind.MUST, "必须承担一定的党委政府任务：有清单、有记录",
                  "与镇街商定一张年度清单，例如政策宣讲、走访独居老人、防汛值守。"),
            _line("must_ally", ItemKind.MUST, "必须与其他协会友好互助：场地和资源与别的组织共用",
                  "排一张共用时间表，别的组织来借，没有特殊原因不拒绝。"),
        ],
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """One line with its answer; `fit` is None while it is open."""

    key: str
    kind: ItemKind
    text: str
    help: str
    fit: Met | None
    words: str

    @property
    def is_met(self) -> bool:
        return self.fit == Met.YES


@dataclass(frozen=True, slots=True)
class Result:
    """What a sheet says: the lines in order, how many are met, and those something is to be done about."""

    lines: tuple[Answered, ...]

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def met(self) -> int:
        return sum(line.is_met for line in self.lines)

    @property
    def answered(self) -> int:
        return sum(line.fit is not None for line in self.lines)

    @property
    def todo(self) -> tuple[Answered, ...]:
        """Lines that are not met, broken don’ts first: what must not be comes before what is not there yet."""
        open_lines = [line for line in self.lines if line.fit is not None and not line.is_met]
        return tuple(sorted(open_lines, key=lambda line: (line.kind != ItemKind.NO, line.fit != Met.NO)))


def result_of(items: Sequence[Mapping[str, str]], answers: Mapping[str, Mapping[str, str]]) -> Result:
    """The answers by the lines of the sheet; an answer to no line is passed over."""
    return Result(tuple(_answered(item, answers.get(item["key"], {})) for item in items))


def _answered(item: Mapping[str, str], answer: Mapping[str, str]) -> Answered:
    fit = answer.get("fit", "")
    return Answered(
        item["key"], ItemKind(item["kind"]), item["text"], item.get("help", ""),
        Met(fit) if fit in Met.values else None, answer.get("words", ""),
    )  # fmt: skip


def open_lines(result: Result) -> list[str]:
    """Keys of lines that are not answered, or say that something is missing without saying what."""
    return [line.key for line in result.lines if line.fit is None or (not line.is_met and not line.words)]
