"""Community organisations, leaders and self-checks. Columns as in `matrix_doors`.

Records belong to 石碁镇 and were written by somebody there who looks after its practice: its reviewer and administrator
and the district see them; what the town has confirmed is public, without its people.
"""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.enums import Role
from accounts.models import User
from practice.services import confirm_organisation, register_organisation, take_step
from tests import factories
from tests.practice import community_builders as build

GROUP, WAY, SPACE = "柳宿互助组", "张宿为街坊做的事", "翼宿活动室"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"

COMMUNITY = """
practice:organisations | |  | ooo oooo oooo o oo ooo
practice:my_organisations | |  | loo oooo oooo o oo ooo
practice:organisations_desk | |  | loo oooo oooo o oo ooo
practice:register_organisation | |  | loo oooo oooo o oo ooo
practice:organisation | public_group.uuid | | ooo oooo oooo o oo ooo
practice:organisation | group_draft.uuid | | ddd dddd dddd d dd ddd
practice:organisation_record | group_draft.uuid | | ldd ddoo dddd d oo ddd
practice:edit_organisation | group_draft.uuid | | ldd dddd dddd d dd ddd
practice:organisation_members | group_draft.uuid | | ldd dddd dddd d dd ddd
practice:remove_member | group_draft.uuid | | mmm mmmm mmmm m mm mmm
practice:confirm_organisation | group_draft.uuid | | ldd ddod dddd d od ddd
practice:return_organisation | group_draft.uuid | | ldd ddod dddd d od ddd
practice:close_organisation | group_draft.uuid | | ldd ddod dddd d od ddd
practice:leaders | |  | loo oooo oooo o oo ooo
practice:nominate_leader | |  | loo oooo oooo o oo ooo
practice:leader | track.uuid | | ldd ddoo dddd d oo ddd
practice:leader_step | track.uuid =practice | | ldd ddod dddd d od ddd
practice:withdraw_leader | track.uuid | | ldd ddod dddd d od ddd
practice:leader_evidence | track_step.uuid | | ldd ddoo dddd d oo ddd
practice:checks | |  | loo oooo oooo o oo ooo
practice:start_check | =five_fix | | loo oooo oooo o oo ooo
practice:check | self_check.uuid | | ldd ddoo dddd d oo ddd
practice:fill_check | self_check.uuid | | ldd ddee dddd d ee ddd
practice:review_check | self_check.uuid | | ldd ddod dddd d od ddd
check_sheets:index | |  | ldd dddd dddd d do ddd
check_sheets:index_results | |  | ldd dddd dddd d do ddd
check_sheets:add | |  | ldd dddd dddd d do ddd
check_sheets:edit | check_sheet.pk | | ldd dddd dddd d do ddd
check_sheets:inspect | check_sheet.pk | | ldd dddd dddd d do ddd
check_sheets:delete | check_sheet.pk | | ldd dddd dddd d dd ddd
check_sheets:history | check_sheet.pk | | ldd dddd dddd d do ddd
check_sheets:history_results | check_sheet.pk | | ldd dddd dddd d do ddd
check_sheets:usage | check_sheet.pk | | ldd dddd dddd d do ddd
"""


def add_community(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """One of each kind; returns the words that are secret."""
    host = factories.person(things.town, Role.CASE_CONTRIBUTOR)
    things.public_group = register_organisation(unit=things.town, by=host, values=build.GROUP)
    confirm_organisation(organisation=things.public_group, by=people["reviewer"])
    things.group_draft = register_organisation(unit=things.town, by=host, values=build.GROUP | {"name": GROUP})
    things.track = build.track(host, factories.person(things.town))
    file = SimpleUploadedFile("证明.pdf", PDF)
    completed = build.completed(things.track.person, "亢宿课程")
    things.track_step = take_step(
        track=things.track, stage="train", by=host, words=WAY, enrollment=completed, file=file
    )
    things.check_sheet = build.sheet("five_fix")
    things.self_check = build.check(host, finish=True, space_name=SPACE)
    return GROUP, WAY, SPACE
