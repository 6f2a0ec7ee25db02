"""The proceedings of the demonstration's cases, step by step through the services that the desk uses."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.models import Organisation, User
from accounts.services import load_organisations
from cases.enums import Action, Proof, State
from cases.evidence import proofs
from cases.models import CasePage, CaseQuestion, Rubric, Submission
from cases.sections import SECTIONS
from cases.services.deciding import decide
from cases.services.drafting import add_file, save_section, start_renewal, start_submission
from cases.services.evidence import check_evidence, set_evidence_level
from cases.services.experts import assign_experts
from cases.services.handing_in import hand_in, withdraw
from cases.services.pages import newest
from cases.services.publishing import archive, feature, publish, tick_proof, unpublish
from cases.services.reviewing import add_comment, recommend, return_for_revision
from cases.services.scores import save_review, submit_review
from lms.demo.case_writing import CaseText
from lms.demo.loader_cases import sections_from
from lms.demo.loader_files import FIGURES
from lms.demo.loader_keys import key
from lms.demo.proceedings import LIBRARY, WAITING, Proceeding

# Villages that do not exist, so that no real one is said to have done what is invented.
UNITS = [
    {
        "slug": "demo-shequ", "parent": "shiqiao", "level": "village", "unit_type": "residents_committee",
        "name_full": "市桥街某社区（示例）", "name_short": "某社区（示例）", "pinyin": "moushequ", "sort_order": 900,
    },
    {
        "slug": "demo-cun", "parent": "shiqi", "level": "village", "unit_type": "villagers_committee",
        "name_full": "石碁镇某村（示例）", "name_short": "某村（示例）", "pinyin": "moucun", "sort_order": 900,
    },
]  # fmt: skip
WRITER, DISTRICT, SECOND_DISTRICT = "zhongyifan", "zhoumingyi", "fangruoning"
LOCAL = {"demo-shequ": "luyumei", "demo-cun": "helishan"}
TOWN = {"demo-shequ": "liangsongtao", "demo-cun": "huangjinghui"}
EXPERTS = ("ximenqinghe", "ouyangjing", "liziqian")
DECISIONS = {State.RESERVE: Action.RESERVE, State.ARCHIVED: Action.RESERVE, State.REJECTED: Action.REJECT}


def load_demo_units() -> None:
    load_organisations(UNITS)


def load_proceedings(people: Mapping[str, User]) -> None:
    """Bring every case of `proceedings` to where it stands. What was begun before is left as it is."""
    for proceeding in (*LIBRARY, *WAITING):
        _bring_on(proceeding, people)


def _key(proceeding: Proceeding):
    return key(proceeding.text.key, "renewal" if proceeding.renewal else "submission")


@transaction.atomic
def _bring_on(proceeding: Proceeding, people: Mapping[str, User]) -> None:
    if Submission.objects.filter(uuid=_key(proceeding)).exists():
        return
    unit = Organisation.objects.get(slug=proceeding.unit or proceeding.text.town)
    writer = people[LOCAL.get(unit.slug, WRITER)]
    row = _drafted(proceeding, unit, writer)
    if proceeding.state != State.DRAFT:
        _hand_on(proceeding, row, writer, people)


def bring_home(proceeding: Proceeding, row: Submission, writer: User, people: Mapping[str, User]) -> None:
    """Write a draft that was begun elsewhere to its end and bring it to where `proceeding` says."""
    sections = sections_from(proceeding.text)
    for section in SECTIONS:
        _save(row, section.key, sections[section.key], writer)
    _with_pictures(row, proceeding.text, writer)
    _hand_on(proceeding, Submission.objects.get(pk=row.pk), writer, people)


def _hand_on(proceeding: Proceeding, row: Submission, writer: User, people: Mapping[str, User]) -> None:
    unit = row.unit
    row = hand_in(submission=row, by=writer)
    if proceeding.state == State.WITHDRAWN:
        withdraw(submission=row, by=writer, reason="还要补一个季度的数字，先撤回。")
        return
    if row.state == State.TOWN_REVIEW:
        if proceeding.state == State.TOWN_REVIEW:
            return
        recommend(submission=row, by=people[TOWN[unit.slug]], reason="情况属实，推荐。")
    _at_the_district(proceeding, row, people)


def _drafted(proceeding: Proceeding, unit: Organisation, writer: User) -> Submission:
    if proceeding.renewal:
        case = CasePage.objects.get(translation_key=key(proceeding.text.key))
        row = start_renewal(case=case, by=writer)
        Submission.objects.filter(pk=row.pk).update(uuid=_key(proceeding))
        _save(row, "conditions", {"contact": "示例联系人（不公开）"}, writer)
        _save(row, "pictures", _declared({}), writer)
        return Submission.objects.get(pk=row.pk)
    row = start_submission(unit=unit, by=writer, key=_key(proceeding))
    sections = sections_from(proceeding.text)
    for section in SECTIONS:
        if not proceeding.keep or section.key in proceeding.keep:
            _save(row, section.key, sections[section.key], writer)
    if not proceeding.keep:
        _with_pictures(row, proceeding.text, writer)
    return row


def _save(row: Submission, section: str, data: dict, writer: User) -> None:
    standing = row.sections.filter(key=section).first()
    merged = {**(standing.data if standing else {}), **data}
    save_section(submission=row, key=section, data=merged, version=standing.version if standing else 0, by=writer)


def _declared(data: dict) -> dict:
    return data | dict.fromkeys(("real", "original", "rights", "portraits", "secrecy"), True)


def _with_pictures(row: Submission, text: CaseText, writer: User) -> None:
    for picture in text.pictures:
        upload = SimpleUploadedFile(picture.file, (FIGURES / picture.file).read_bytes(), "image/png")
        add_file(submission=row, key="pictures", upload=upload, by=writer)
    section = row.sections.get(key="pictures")
    rows = [
        kept | {"caption": picture.caption, "alt": picture.alt, "photographer": "", "consent": True}
        for kept, picture in zip(section.data["pictures"], text.pictures, strict=True)
    ]
    _save(row, "pictures", _declared({"pictures": rows}), writer)


def _at_the_district(proceeding: Proceeding, row: Submission, people: Mapping[str, User]) -> None:
    by = people[DISTRICT]
    if proceeding.state == State.DISTRICT_REVIEW:
        return
    if proceeding.state == State.RETURNED:
        for section, words in proceeding.remarks:
            add_comment(submission=row, section=section, text=words, by=by)
        return_for_revision(submission=row, by=by, reason=proceeding.reason)
        return
    if not proceeding.renewal or proceeding.state == State.EXPERT_REVIEW:
        _score(proceeding, row, people)
        if proceeding.state == State.EXPERT_REVIEW:
            return
    verdict = DECISIONS.get(proceeding.state, Action.ADOPT)
    row, _made = decide(submission=row, verdict=verdict, by=by, reason=proceeding.reason)
    if proceeding.state == State.ARCHIVED:
        archive(submission=row, by=by, reason=proceeding.reason)
    if proceeding.state in (State.PUBLISHED, State.FEATURED, State.UNPUBLISHED):
        _put_into_library(proceeding, row, people)


def _score(proceeding: Proceeding, row: Submission, people: Mapping[str, User]) -> None:
    by = people[DISTRICT]
    experts = [people[name] for name in EXPERTS[:2]]
    asked = {review.expert_id: review for review in assign_experts(submission=row, experts=experts, by=by)}
    criteria = Rubric.objects.in_force().first().criteria
    for expert, scores, words in zip(experts, proceeding.scores, proceeding.opinions, strict=False):
        typed = {
            "scores": {
                criterion["key"]: {"score": score, "comment": criterion[_word(score)]}
                for criterion, score in zip(criteria, scores, strict=True)
            },
            "summary": words,
            "recommendation": "adopt" if sum(scores) >= 20 else "reserve",
            "evidence_level": str(proceeding.text.evidence_level),
        }
        review = save_review(review=asked[expert.pk], by=expert, typed=typed)
        submit_review(review=review, by=expert)


def _word(score: int) -> str:
    return "best" if score >= 4 else "middle" if score == 3 else "worst"


def _put_into_library(proceeding: Proceeding, row: Submission, people: Mapping[str, User]) -> None:
    text, by = proceeding.text, people[DISTRICT]
    for proof in proofs(row.versions.get(number=row.round).sections):
        check_evidence(submission=row, fingerprint=proof.fingerprint, accepted=True, by=by)
    _correct(row, text, by)
    page = CasePage.objects.get(pk=row.case_id)
    set_evidence_level(case=page, level=text.evidence_level, by=by, reason=text.evidence_reason[:200])
    revision = newest(CasePage.objects.get(pk=row.case_id)).pk
    for number, proof in enumerate(Proof):
        reader = people[SECOND_DISTRICT] if number % 2 else by
        tick_proof(submission=row, proof=proof, revision=revision, by=reader)
    publish(submission=row, by=by)
    if proceeding.state == State.FEATURED:
        feature(submission=row, by=by, reason=proceeding.reason)
    if proceeding.state == State.UNPUBLISHED:
        unpublish(submission=row, by=by, reason=proceeding.reason)


def _correct(row: Submission, text: CaseText, by: User) -> None:
    """What the district's editors add in the CMS: the printed unit, that it is an example, and what teachers need."""
    stored = CasePage.objects.get(pk=row.case_id)
    CasePage.objects.filter(pk=stored.pk).update(translation_key=key(text.key))
    page = newest(stored).as_object()
    page.translation_key = key(text.key)
    page.unit_name, page.is_example, page.teacher_notes = text.unit_name, True, text.teacher_notes
    page.questions = [CaseQuestion(text=question, sort_order=number) for number, question in enumerate(text.questions)]
    page.save_revision(user=by, log_action=True)
