"""Replications and brands: the working record for those who work on it, the summary for everybody.

Columns as in `matrix_doors`. 石碁镇 takes a case of a third town over: its reviewer works on it, its administrator and
the district look on, the sibling town and the village below find the public summary and nothing else.
"""

from types import SimpleNamespace
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from practice.maturity import FIRST_CRITERIA
from practice.models import Confirmation, CriterionSignature, LogEntry, MaturityRule
from practice.services import add_entry
from practice.services.pairing import pair_towns
from tests import factories
from tests.cases import builders as case_builders
from tests.cases import library_builders as library
from tests.practice import builders

LINE, INTENT = "壁宿记下的话", "奎宿的打算"

REPLICATIONS = """
practice:adoptions | |  | ooo oooo oooo o oo ooo
practice:adoption | replication.uuid | | ooo oooo oooo o oo ooo
practice:adoption | intent.uuid | | ddd dddd dddd d dd ddd
practice:adopt | foreign_case.translation_key | | loo oooo oooo o oo ooo
practice:adopt | hidden_case.translation_key | | ldd dddd dddd d dd ddd
practice:kit | foreign_case.translation_key | | ooo oooo oooo o oo ooo
practice:kit | hidden_case.translation_key | | ddd dddd dddd d dd ddd
practice:kit_pdf | hidden_case.translation_key | | ddd dddd dddd d dd ddd
practice:kit_word | hidden_case.translation_key | | ddd dddd dddd d dd ddd
practice:replications | |  | loo oooo oooo o oo ooo
practice:replication | replication.uuid | | lee eeoo eeee e oo eee
practice:replication | intent.uuid | | ldd ddoo dddd d oo ddd
practice:plan | replication.uuid | | ldd ddod dddd d dd ddd
practice:people | replication.uuid | | ldd ddod dddd d dd ddd
practice:remove_person | replication.uuid | | mmm mmmm mmmm m mm mmm
practice:log | replication.uuid | | ldd ddod dddd d dd ddd
practice:strike | replication.uuid log_entry.uuid | | ldd ddod dddd d dd ddd
practice:move | replication.uuid =evaluate | | ldd ddod dddd d dd ddd
practice:confirm | replication.uuid =source | | lee eedd eeee e dd eee
practice:withdraw | replication.uuid confirmation.uuid | | lee eedd eeee e dd eee
practice:new_case | replication.uuid | | mmm mmmm mmmm m mm mmm
practice:picture | log_picture.uuid =small | | ldd ddoo dddd d oo ddd
"""

# Brands are public; experts sign (none of these people is one), the district reviews; the standard is the district's.
BRANDS = """
wagtail_serve | =brands/ | ?stage=seed | ooo oooo oooo o oo ooo
practice:brand | brand.translation_key | | eee eeee eeee e ee eee
practice:brand_sign | brand.translation_key =rules | | ldd dddd dddd d dd ddd
practice:brand_unsign | brand.translation_key signature.uuid | | ldd dddd dddd d dd ddd
practice:brand_review | brand.translation_key | | ldd dddd dddd d od ddd
practice:pairs | |  | ooo oooo oooo o oo ooo
practice:pair | pair.uuid | | ooo oooo oooo o oo ooo
practice:pair_new | |  | ldd dddd dddd d oo ddd
practice:pair_end | pair.uuid | | mmm mmmm mmmm m mm mmm
practice:pair_review | pair.uuid | | ldd ddoo dddd d dd ddd
brand_rules:index | |  | ldd dddd dddd d oo ddd
brand_rules:index_results | |  | ldd dddd dddd d oo ddd
brand_rules:add | |  | ldd dddd dddd d do ddd
brand_rules:edit | brand_rule.pk | | ldd dddd dddd d do ddd
brand_rules:inspect | brand_rule.pk | | ldd dddd dddd d oo ddd
brand_rules:delete | brand_rule.pk | | ldd dddd dddd d dd ddd
brand_rules:history | brand_rule.pk | | ldd dddd dddd d do ddd
brand_rules:history_results | brand_rule.pk | | ldd dddd dddd d do ddd
brand_rules:usage | brand_rule.pk | | ldd dddd dddd d do ddd
"""


def add_brand(things: SimpleNamespace, people: dict[str, User]) -> None:
    """A brand of 石碁镇 with one signature, and the standard it is judged by."""
    things.brand_rule = MaturityRule.objects.create(name="试行", valid_from="2026-01-01", criteria=list(FIRST_CRITERIA))
    things.brand = builders.brand(things.town)
    source = factories.unit("shawan", name="沙湾街")
    things.pair = pair_towns(
        source=source, learner=things.town, theme="deliberation", aim="学楼长会", by=people["district_reviewer"]
    )
    things.signature = CriterionSignature.objects.create(
        brand=things.brand, criterion="rules", words="看过公约", expert=factories.person(factories.district())
    )


def add_replications(things: SimpleNamespace, people: dict[str, User]) -> tuple[str, ...]:
    """One that is under way and one that is an intention; returns the words that are secret."""
    third = factories.unit("shawan", name="沙湾街")
    things.foreign_case = library.case("别处的案例", at=third)
    owner = people["reviewer"]
    things.replication = builders.replication(things.foreign_case, things.town, owner=owner, town=things.town)
    other = library.case("别处的另一个", at=third)
    things.intent = builders.replication(
        other, things.town, owner=owner, town=things.town, state="intent", begun_on=None, aim=INTENT
    )
    picture = case_builders.picture_upload()
    things.log_entry = add_entry(
        replication=things.replication, by=owner, key=UUID("0190a000-0000-7000-8000-00000000000a"), title="第一次会",
        text=LINE, pictures=[SimpleUploadedFile("a.jpg", picture.read())],
    )  # fmt: skip
    things.log_picture = LogEntry.objects.get(pk=things.log_entry.pk).pictures.get()
    things.confirmation = Confirmation.objects.create(
        replication=things.replication, side="source", by=factories.person(third), words="看过"
    )
    add_brand(things, people)
    return LINE, INTENT
