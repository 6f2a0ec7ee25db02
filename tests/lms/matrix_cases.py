"""Cases under review: the desk, and their screens in the CMS. Columns as in `matrix_doors`.

One case of 石碁镇 waits for its town, one is judged by two experts; nobody of the columns is one of them, nor a
contributor of their unit.
"""

from types import SimpleNamespace

from accounts.enums import Role
from accounts.models import User
from cases.services import add_comment
from tests import factories
from tests.cases import review_builders as cases

CASE, REMARK, OPINION = "毕宿巷的夜校", "危宿批注", "参商不相见"

DESK = """
cases:desk | |  | ldd ddoo ddoo o oo ddd
cases:desk | | ?tab=done | ldd ddoo ddoo o oo ddd
cases:desk | | ?tab=waiting&town=shiqi | ldd ddoo ddoo o oo ddd
cases:desk_case | case_open.uuid | | ldd ddoo dddd d oo ddd
cases:desk_case | case_judged.uuid | | ldd ddoo dddd d oo ddd
cases:desk_case | case_judged.uuid | ?version=1 | ldd ddoo dddd d oo ddd
cases:outcome | case_judged.uuid | | ldd ddoo dddd d oo ddd
cases:desk_step | case_open.uuid =return | | ldd ddod dddd d ed ddd
cases:desk_step | case_judged.uuid =adopt | | ldd dded dddd d od ddd
cases:desk_assign | case_judged.uuid | | ldd dddd dddd d od ddd
cases:desk_proof | case_judged.uuid | | ldd dddd dddd d ed ddd
cases:desk_let_off | case_review.uuid | | ldd dddd dddd d od ddd
cases:desk_review | case_review.uuid | | ldd dddd dddd d dd ddd
cases:desk_hand_in | case_review.uuid | | ldd dddd dddd d dd ddd
cases:desk_recuse | case_review.uuid | | ldd dddd dddd d dd ddd
cases:desk_save | case_review.uuid | | mmm mmmm mmmm m mm mmm
cases:desk_remark | case_open.uuid | | mmm mmmm mmmm m mm mmm
cases:desk_unremark | case_remark.uuid | | mmm mmmm mmmm m mm mmm
cases:desk_evidence | case_judged.uuid | | mmm mmmm mmmm m mm mmm
cases:desk_level | case_judged.uuid | | mmm mmmm mmmm m mm mmm
cases:desk_tick | case_judged.uuid | | mmm mmmm mmmm m mm mmm
"""

SCREENS = """
rubrics:index | |  | ldd dddd dddd d oo ddd
rubrics:index_results | |  | ldd dddd dddd d oo ddd
rubrics:add | |  | ldd dddd dddd d do ddd
rubrics:edit | rubric.pk | | ldd dddd dddd d de ddd
rubrics:inspect | rubric.pk | | ldd dddd dddd d oo ddd
rubrics:history | rubric.pk | | ldd dddd dddd d do ddd
rubrics:history_results | rubric.pk | | ldd dddd dddd d do ddd
wagtailadmin_explore | case_library.pk | | ldd oded dddd d oo ddd
wagtailadmin_pages:edit | case_page.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:view_draft | case_page.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:history | case_page.pk | | ldd dddd dddd d oo ddd
wagtailadmin_pages:unpublish | case_page.pk | | ldd dddd dddd d dd ddd
wagtail_bulk_action | =wagtailcore =page =publish | ?id={case_page.pk} | ldd dddd dddd d oo ddd
wagtail_bulk_action | =wagtailcore =page =delete | ?id={case_page.pk} | ldd dddd dddd d oo ddd
"""


def add_reviews(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """A case that waits for its town with a remark, and one that an expert has scored while another reads it."""
    town = cases.town()
    town.village = factories.unit("shilian", parent=things.town, level="village", name="石莲村")
    town.contributor = factories.person(town.village, Role.CASE_CONTRIBUTOR)
    things.case_open = cases.handed_in(town, title=f"{CASE}一")
    things.case_remark = add_comment(submission=things.case_open, section="summary", text=REMARK, by=people["reviewer"])
    things.case_judged = cases.with_experts(town, title=f"{CASE}二")
    things.case_review, scored = things.case_judged.reviews.order_by("pk")
    cases.score(scored, 3, OPINION)
    things.case_page, things.case_library = things.case_open.case, cases.library()
    things.rubric = cases.rubric()
    return CASE, REMARK, OPINION
