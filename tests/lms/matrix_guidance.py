"""Experts, guidance, questions; calls for help and visits. Columns as in `matrix_doors`.

Records belong to 石碁镇: its reviewer and administrator, the district and whoever asked see them. The list of experts,
public answers, open calls for help and visit sites are for everybody with an account, or for everybody.
"""

from types import SimpleNamespace

from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.practice import guidance_builders as guided
from tests.practice import help_builders as calls

ADVICE, QUESTION, VISIT = "娄宿的建议", "胃宿的问题", "昴宿来学什么"

EXPERTS = """
practice:experts | |  | loo oooo oooo o oo ooo
practice:expert | expert_profile.uuid | | loo oooo oooo o oo ooo
practice:expert_edit | expert.uuid | | ldd dddd dddd d do ddd
practice:assignments | |  | ldd ddoo ddoo o oo ddd
practice:assign | |  | ldd ddod ddod o oo ddd
practice:assignment | assignment.uuid | | ldd ddoo dddd d oo ddd
practice:assignment_end | assignment.uuid | | ldd ddod dddd d oo ddd
practice:guidance_log | assignment.uuid | | ldd dddd dddd d dd ddd
practice:guidances | |  | ldd ddoo ddoo o oo ddd
practice:guidance | guidance.uuid | | ldd ddoo dddd d oo ddd
practice:guidance_feedback | guidance.uuid | | ldd dded dddd d dd ddd
practice:action_done | agreed_action.uuid | | ldd dded dddd d dd ddd
practice:action_reopen | agreed_action.uuid | | ldd dded dddd d dd ddd
practice:questions | |  | loo oooo oooo o oo ooo
practice:ask | |  | loo oooo oooo o oo ooo
practice:question | asked.uuid | | ldo ddoo dddd d oo ddd
practice:question_answer | asked.uuid | | ldd dddd dddd d dd ddd
practice:question_pass_on | asked.uuid | | ldd dddd dddd d od ddd
practice:question_close | asked.uuid | | ldo dddd dddd d od ddd
practice:answer_publish | asked.uuid | | ldd dddd dddd d dd ddd
practice:answer_unpublish | asked.uuid | | ldd dddd dddd d dd ddd
practice:answers | |  | ooo oooo oooo o oo ooo
practice:answer | public_answer.uuid | | ooo oooo oooo o oo ooo
"""

CALLS = """
practice:help_list | |  | loo oooo oooo o oo ooo
practice:help_new | |  | ldd ddod ddod o dd ddd
practice:help_post | help_post.uuid | | loo oooo oooo o oo ooo
practice:help_thank | help_answer.uuid | | mmm mmmm mmmm m mm mmm
practice:help_answer | help_post.uuid | | ldd dddd ddod o od ddd
practice:help_ask | help_post.uuid | | mmm mmmm mmmm m mm mmm
practice:help_solved | help_post.uuid | | ldd ddod dddd d dd ddd
practice:help_close | help_post.uuid | | ldd ddod dddd d dd ddd
practice:help_reopen | help_post.uuid | | mmm mmmm mmmm m mm mmm
practice:visit_sites | |  | ooo oooo oooo o oo ooo
practice:visit_site_new | |  | ldd ddod ddod o dd ddd
practice:visit_hosting | |  | ldd ddod ddod o dd ddd
practice:my_visits | |  | loo oooo oooo o oo ooo
practice:visit_book | visit_slot.uuid | | loo oodo oooo o oo ooo
practice:visit_slot_cancel | visit_slot.uuid | | ldd ddod dddd d dd ddd
practice:visit | visit.uuid | | ldo ddod dddd d dd ddd
practice:visit_decide | visit.uuid | | mmm mmmm mmmm m mm mmm
practice:visit_cancel | visit.uuid | | ldo ddod dddd d dd ddd
practice:visit_attended | visit.uuid | | mmm mmmm mmmm m mm mmm
practice:visit_feedback | visit.uuid | | lde dddd dddd d dd ddd
practice:visit_site | visit_site.uuid | | ooo oooo oooo o oo ooo
practice:visit_site_change | visit_site.uuid | | ldd ddod dddd d dd ddd
practice:visit_slot_new | visit_site.uuid | | ldd ddod dddd d dd ddd
practice:mine | |  | loo oooo oooo o oo ooo
"""


def add_guidance(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """One of each kind; returns the words that are secret."""
    things.expert = guided.expert(name="专家甲")
    things.expert_profile = guided.profile_of(things.expert)
    things.assignment = guided.assigned(things.expert, things.town)
    things.guidance = guided.logged(things.assignment, ("张贴议定结果", 5), advice=ADVICE)
    things.agreed_action = things.guidance.actions.get()
    things.asked = guided.asked(people["holder"], things.expert, unit=things.town, title=QUESTION)
    things.public_answer = guided.published()
    host = factories.person(things.town, Role.CASE_CONTRIBUTOR, name="东道主")
    things.help_post = calls.call(host)
    things.help_answer = calls.answer(things.help_post)
    things.visit_site = calls.site(host)
    things.visit_slot = calls.slot(things.visit_site)
    things.visit = calls.asked(things.visit_slot, people["holder"], purpose=VISIT)
    return ADVICE, QUESTION, VISIT
