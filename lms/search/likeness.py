"""Cases that resemble a text: what the practice app proposes to whoever asks for help."""

from modelsearch.query import PlainText

from cases.models import CasePage
from lms.search.query import LONGEST, TERMS
from lms.search.text import fold, plain_words, runs


def similar_cases(words: str, limit: int) -> list[int]:
    """Ids of public cases that share words with a text, the nearest first.

    A whole sentence is found nowhere; so its dictionary words are looked for, any of them, the first ones of the text
    (it begins with its title) as far as one search reaches.
    """
    terms: list[str] = []
    for run in runs(fold(words)):
        terms += plain_words(run.text) if run.han else []
    asked = " ".join(list(dict.fromkeys(terms))[:TERMS])[:LONGEST]
    if not asked:
        return []
    found = CasePage.objects.in_library().search(PlainText(asked, operator="or"))[:limit]
    return [case.pk for case in found]
