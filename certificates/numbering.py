"""Certificate numbers, verification codes and masked names: how they look, how they are read back.

A number is public, printed and countable: `PY-2026-GZ01-000042-7`, that is prefix, year, programme code, serial of six
digits, check character. A code is secret until shown: twelve random characters that prove one holds the paper.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

DEFAULT_PREFIX = "PY"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER = re.compile(r"[A-Z]{1,4}-\d{4}-[A-Z0-9]{1,12}-\d{6}-[0-9A-Z]")
_DASHES = re.compile("[-\u00ad\u2010-\u2015\u2043\u2212\u30fc\u2500\ufe58\ufe63\uff0d]+")

# Crockford's base 32 leaves out I, L, O (read as 1, 1, 0) and U; 12 characters carry 60 bits.
_CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_READING = str.maketrans("OIL", "011")
_CODE_GROUP = 4
_CODE_LENGTH = 12

# Surnames of two characters still borne today (after the standard lists of Chinese surnames).
_COMPOUND_SURNAMES = frozenset(
    re.findall(
        r"\S+",
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 "
        "公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 "
        "拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 "
        "西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 纳兰 归海 东乡 淳于 单于 叱干 "
        "完颜 耶律 歐陽 司馬 諸葛 東方 尉遲 長孫 鍾離",
    )
)
_MASK = "**"


def check_character(body: str) -> str:
    """ISO 7064 MOD 37,36 (the hybrid system for letters and digits) over `body`; other characters are skipped.

    Catches every single wrong character and nearly every swap of two neighbours.
    """
    state = 36
    for character in body:
        if character not in _ALPHABET:
            continue
        state = (state + _ALPHABET.index(character)) % 36 or 36
        state = state * 2 % 37
    return _ALPHABET[(37 - state) % 36]


def make_number(*, year: int, programme: str, serial: int, prefix: str = DEFAULT_PREFIX) -> str:
    """The printed number. Raises ValueError when a part does not fit the scheme, e.g. a serial beyond 999999."""
    body = f"{prefix.upper()}-{year:04d}-{programme.upper()}-{serial:06d}"
    number = f"{body}-{check_character(body)}"
    if serial < 1 or not _NUMBER.fullmatch(number):
        raise ValueError(f"Not a certificate number: {number!r}")
    return number


def is_well_formed(number: str) -> bool:
    """Whether shape and check character are right. Expects the form `normalize_number` gives."""
    return bool(_NUMBER.fullmatch(number)) and number.isascii() and check_character(number[:-2]) == number[-1]


def normalize_number(text: str) -> str:
    """What a person typed, brought to the printed form: full-width letters, lower case, spaces and odd dashes."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return _DASHES.sub("-", "".join(folded.split())).strip("-")


def new_code() -> str:
    """A fresh verification code, unguessable (60 random bits), in groups: `7K3M-Q9XR-2VTD`."""
    return _grouped("".join(secrets.choice(_CODE_ALPHABET) for _ in range(_CODE_LENGTH)))


def normalize_code(text: str) -> str:
    """What a person typed, brought to the printed form; empty when it cannot be a code.

    Reads O as 0, I and L as 1, ignores case, spaces and dashes.
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    plain = _DASHES.sub("", "".join(folded.split())).translate(_CODE_READING)
    if len(plain) != _CODE_LENGTH or any(character not in _CODE_ALPHABET for character in plain):
        return ""
    return _grouped(plain)


def mask_name(name: str) -> str:
    """A name as strangers may see it: 李**, 欧阳**, 买**, J**. The number of asterisks does not tell the length."""
    name = name.strip()
    if not name:
        return ""
    kept = 1
    if "·" not in name and len(name) > 2 and name[:2] in _COMPOUND_SURNAMES:
        kept = 2
    return name[:kept] + _MASK


def _grouped(code: str) -> str:
    return "-".join(code[start : start + _CODE_GROUP] for start in range(0, len(code), _CODE_GROUP))
