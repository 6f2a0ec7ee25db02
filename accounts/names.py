"""How Chinese names sort: by pinyin with the readings that surnames have. Pure."""

from pypinyin import Style, lazy_pinyin

# The common reading of these characters is not the one they have as a surname; 区 and 曾 are frequent in Panyu.
SURNAME_READINGS = {
    "区": "ou", "曾": "zeng", "单": "shan", "解": "xie", "仇": "qiu", "翟": "zhai", "冼": "xian", "任": "ren",
    "华": "hua", "查": "zha", "盖": "ge", "覃": "qin", "朴": "piao", "乐": "yue", "晁": "chao", "缪": "miao",
    "宓": "fu", "员": "yun", "秘": "bi", "尉": "wei", "洗": "xian", "折": "she", "召": "shao", "黑": "he", "繁": "po",
}  # fmt: skip
COMPOUND_READINGS = {"尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "澹台": ["tan", "tai"], "长孙": ["zhang", "sun"]}


def sort_key(name: str) -> str:
    """Lower-case pinyin, a space between syllables, e.g. 区㛃婷 → "ou jie ting"; Latin names keep their letters."""
    name = name.strip()
    for surname, reading in COMPOUND_READINGS.items():
        if name.startswith(surname):
            return " ".join([*reading, *lazy_pinyin(name[len(surname) :], style=Style.NORMAL)]).lower()
    syllables = lazy_pinyin(name, style=Style.NORMAL)
    if name and name[0] in SURNAME_READINGS:
        syllables = [SURNAME_READINGS[name[0]], *lazy_pinyin(name[1:], style=Style.NORMAL)]
    return " ".join(syllables).lower()[:160]
