"""The public library of cases: its pages, papers and files, the reading list, the yearly question, special topics.

Columns as in `matrix_doors`. What is published is for everybody; a draft, a topic that is not public, a private
file and an answer nobody has taken over do not exist for anybody but those who work on them.
"""

from types import SimpleNamespace

from accounts.enums import Role
from accounts.models import User
from cases.services.alive import answer_alive
from cases.services.reading import keep_case, note_case
from tests import factories
from tests.cases import library_builders as library

HIDDEN_CASE = "毕宿未刊案例"
HIDDEN_TOPIC = "参宿未开专题"
READING_NOTE = "我记下觜宿"
ANSWER = "井宿还在做"

CASES = """
library | |  | ooo oooo oooo o oo ooo
wagtail_serve | =cases/ | ?theme=deliberation | ooo oooo oooo o oo ooo
wagtail_serve | case_path | | ooo oooo oooo o oo ooo
wagtail_serve | hidden_case_path | | ddd dddd dddd d dd ddd
cases_csv | |  | ooo oooo oooo o oo ooo
cases_json | |  | ooo oooo oooo o oo ooo
cases:compare | |  | ooo oooo oooo o oo ooo
cases:compare | | ?c={case.slug}&c={hidden_case.slug} | ooo oooo oooo o oo ooo
cases:topics | |  | ooo oooo oooo o oo ooo
cases:topic | topic.slug | | ooo oooo oooo o oo ooo
cases:topic | hidden_topic.slug | | ddd dddd dddd d dd ddd
cases:glance | case.translation_key | | ooo oooo oooo o oo ooo
cases:glance | hidden_case.translation_key | | ddd dddd dddd d dd ddd
cases:pdf | hidden_case.translation_key | | ddd dddd dddd d dd ddd
cases:proof | case_file.uuid | | ddd dddd dddd d dd ddd
cases:keep | case.translation_key | | lmm mmmm mmmm m mm mmm
cases:drop | case.translation_key | | lmm mmmm mmmm m mm mmm
cases:reading | |  | loo oooo oooo o oo ooo
cases:reading_note | reading_item.uuid | | lmm mmmm mmmm m mm mmm
cases:still | case.translation_key | | ldd dddd dddd d dd ddd
cases:still_desk | |  | ldd dddd dddd d od ddd
cases:still_decide | alive_answer.uuid | | lmm mmmm mmmm m mm mmm
"""

# Topics belong to the whole library: the district keeps them. The chooser offers what everybody can read.
TOPICS = """
case_topics:index | |  | ldd dddd dddd d oo ddd
case_topics:index | | ?export=xlsx | ldd dddd dddd d oo ddd
case_topics:index_results | |  | ldd dddd dddd d oo ddd
case_topics:add | |  | ldd dddd dddd d oo ddd
case_topics:edit | hidden_topic.pk | | ldd dddd dddd d oo ddd
case_topics:delete | hidden_topic.pk | | ldd dddd dddd d oo ddd
case_topics:history | hidden_topic.pk | | ldd dddd dddd d oo ddd
case_topics:history_results | hidden_topic.pk | | ldd dddd dddd d oo ddd
case_topics:usage | hidden_topic.pk | | ldd dddd dddd d oo ddd
case_chooser:choose | |  | ldd oooo oooo o oo ooo
case_chooser:choose_results | |  | ldd oooo oooo o oo ooo
case_chooser:chosen | case.pk | | ldd oooo oooo o oo ooo
case_chooser:chosen | hidden_case.pk | | ldd dddd dddd d dd ddd
case_chooser:chosen_multiple | | ?id={hidden_case.pk} | ldd oooo oooo o oo ooo
"""


def add_cases(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """A case of 石碁镇 everybody may read and one nobody outside has heard of; returns the words that are secret."""
    things.case = library.case("公开的案例", at=things.town)
    things.hidden_case = library.case(HIDDEN_CASE, at=things.town, live=False)
    things.topic = library.topic("公开的专题", things.case)
    things.hidden_topic = library.topic(HIDDEN_TOPIC, things.case, is_public=False)
    owner = factories.person(things.town, Role.CASE_CONTRIBUTOR, name="案主")
    things.case_file = library.proof_file(things.case, owner, is_public=False)
    item = keep_case(user=things.holder, case=things.case)
    things.reading_item = note_case(user=things.holder, item=item, text=READING_NOTE)
    things.alive_answer = answer_alive(case=things.case, kind="still", text=ANSWER, by=owner)
    return HIDDEN_CASE, HIDDEN_TOPIC, READING_NOTE, ANSWER
