"""One of everything in 石碁镇, and everybody who might look: the world in which every address is tried."""

import dataclasses
import datetime
import hashlib
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site, Task, Workflow

from accounts.enums import Role
from accounts.models import DigestTexts, Holiday, Organisation, User
from accounts.services import notify
from assessments.services import start_attempt
from certificates.models import Award, Certificate, CertificateRevision
from content.slugs import pinyin_slug
from courses.models import CoursePage
from courses.services import setup_workflow
from learning.services import create_invite, enroll, save_note
from lms.models import SynonymGroup
from tests import factories
from tests.accounts.builders import privacy_notice
from tests.assessments import builders as quizzes
from tests.certificates.builders import template as certificate_template
from tests.courses import builders as files
from tests.lms.matrix_case_library import add_cases
from tests.lms.matrix_cases import add_reviews
from tests.lms.matrix_community import add_community
from tests.lms.matrix_drafts import add_drafts
from tests.lms.matrix_guidance import add_guidance
from tests.lms.matrix_help import add_help
from tests.lms.matrix_marking import add_marking
from tests.lms.matrix_paths import add_paths
from tests.lms.matrix_practice import add_replications

TOWN_ROLES = {
    "author": Role.AUTHOR,
    "manager": Role.COHORT_MANAGER,
    "reviewer": Role.TOWN_REVIEWER,
    "admin": Role.TOWN_ADMIN,
}
DISTRICT_ROLES = {
    "district_reviewer": Role.DISTRICT_REVIEWER,
    "district_admin": Role.DISTRICT_ADMIN,
    "sys_admin": Role.SYS_ADMIN,
    "sec_admin": Role.SEC_ADMIN,
    "auditor": Role.AUDITOR,
}
OWN = tuple(TOWN_ROLES)
SIBLING = tuple(f"sibling_{name}" for name in TOWN_ROLES)
# In the order of the columns of the tables: nobody and learners, own town, sibling town, a village below, the district.
ACTORS = ("stranger", "learner", "holder", *OWN, *SIBLING, "village", *DISTRICT_ROLES)
# Nobody of these may ever read a word of what is planted in 石碁镇, nor change it.
OUTSIDERS = ("stranger", "learner", *SIBLING, "village")

HOLDER = "何丽珊"
# Planted words, and who made them secret: none of it is published.
BANK = "启明星题库"
STEM = "天狼星由谁照看"
DRAFT = "北极星课程"
DRAFT_LESSON = "织女星课时"
NEW_TITLE = "改名为参宿"
LOCKED = "锁住的心宿"
TEMPLATE = "石碁长庚结业证书"
APPLICATION = "我负责昴宿"
SECRETS = (HOLDER, BANK, STEM, DRAFT, DRAFT_LESSON, NEW_TITLE, LOCKED, TEMPLATE, APPLICATION)


@dataclasses.dataclass
class World:
    """Records of 石碁镇 by name, the people, and the words nobody else may read."""

    things: SimpleNamespace
    people: dict[str, User]
    secrets: tuple[str, ...]


def build() -> World:
    """Make everything; the caller rolls it back."""
    town, sibling = factories.unit("shiqi", name="石碁镇"), factories.unit("shilou", name="石楼镇")
    village = factories.unit("yonghong", parent=town, level="village", name="永红村")
    factories.catalog()
    setup_workflow()
    people = _people(town, sibling, village)
    things = SimpleNamespace(town=town, village=village, holder=people["holder"])
    _courses(things, people)
    _questions(things, people)
    _records(things, people)
    _certificate(things)
    _libraries(things, people)
    case_words = add_reviews(things, people) + add_drafts(things) + add_cases(things, people)
    marking_words = add_marking(things, people) + add_replications(things, people)
    marking_words += add_guidance(things, people)
    marking_words += add_community(things, people)
    marking_words += add_paths(things)
    add_help(things)
    _site(things)
    code = things.invite.code
    numbers = (things.certificate.number, things.certificate.code, code, f"{code[:4]}-{code[4:]}")
    return World(things, people, SECRETS + case_words + marking_words + numbers)


def _people(town: Organisation, sibling: Organisation, village: Organisation) -> dict[str, User]:
    people = {"learner": factories.person(town, name="路人甲"), "holder": factories.person(town, name=HOLDER)}
    for name, role in TOWN_ROLES.items():
        people[name] = factories.person(town, role, audience="")
        people[f"sibling_{name}"] = factories.person(sibling, role, audience="")
    people["village"] = factories.person(village, *TOWN_ROLES.values(), audience="")
    for name, role in DISTRICT_ROLES.items():
        people[name] = factories.person(factories.district(), role, audience="")
    return people


def _courses(things: SimpleNamespace, people: dict[str, User]) -> None:
    """A course everybody may read about, and one nobody outside has heard of, which waits for approval."""
    things.document, things.video = files.stored_document("slides.pdf"), files.stored_video()
    body = [
        {"type": "rich_text", "value": "<p>先问谁的日子会变。</p>", "id": "text-1"},
        {"type": "document", "value": {"document": things.document.pk, "title": "讲义"}, "id": "slides"},
        {"type": "reflection", "value": {"prompt": "你会先请谁？"}, "id": "think"},
        files.self_check(),
    ]
    things.course = factories.course("公开的课", at=things.town)
    things.module = factories.module(things.course)
    things.lesson = factories.lesson(things.module, "公开的课时", body=body)
    changed = things.lesson.get_latest_revision_as_object()
    changed.title = NEW_TITLE
    things.revision = changed.save_revision(user=people["author"])
    things.draft = CoursePage(
        title=DRAFT, code="N1", summary="暂不公开", theme="deliberation", hours=2, organisation=things.town,
        review_by=timezone.localdate() + datetime.timedelta(days=90), live=False, owner=people["author"],
        slug=pinyin_slug(DRAFT),
    )  # fmt: skip
    factories.catalog().add_child(instance=things.draft)
    things.draft_revision = things.draft.save_revision(user=people["author"])
    things.draft_module = _unpublished(things.draft, "单元一", kind=type(things.module))
    recording = {"type": "video", "value": {"video": things.video.pk, "transcript": ""}, "id": "film"}
    things.draft_lesson = _unpublished(things.draft_module, DRAFT_LESSON, kind=type(things.lesson), body=[recording])
    things.locked = _unpublished(things.draft_module, LOCKED, kind=type(things.lesson))
    things.locked.locked, things.locked.locked_by, things.locked.locked_at = True, people["author"], timezone.now()
    things.locked.save()
    workflow = Workflow.objects.get(active=True)
    things.workflow = workflow
    things.state = workflow.start(things.draft, people["author"])
    things.task_state = things.state.current_task_state
    things.task = Task.objects.get(pk=things.task_state.task_id)


def _unpublished(parent: Page, title: str, *, kind, body: list | None = None) -> Page:
    page = kind(title=title, slug=pinyin_slug(title), live=False)
    if body:
        page.body = kind._meta.get_field("body").stream_block.to_python(body)
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    page.save_revision()
    return kind.objects.get(pk=page.pk)


def _questions(things: SimpleNamespace, people: dict[str, User]) -> None:
    things.bank = quizzes.bank(BANK, at=things.town)
    things.question = quizzes.question(STEM, of=things.bank)
    things.question_revision = things.question.save_revision(user=people["author"])
    things.quiz = quizzes.quiz([things.question], of=things.module)


def _records(things: SimpleNamespace, people: dict[str, User]) -> None:
    things.enrollment = enroll(learner=things.holder, course=CoursePage.objects.get(pk=things.course.pk))
    things.enrollment.application = APPLICATION
    things.enrollment.save()
    things.attempt = start_attempt(learner=things.holder, quiz=things.quiz)
    things.note = save_note(learner=things.holder, unit=things.lesson, text=APPLICATION)
    things.invite = create_invite(course=things.course, organisation=things.town, by=people["author"], max_uses=5)
    notify(users=[things.holder], kind="result", text=APPLICATION, url="/learn/", key="matrix")
    things.notice = things.holder.notices.get()
    # From next month on: nobody has to agree to it before anything else.
    things.privacy_notice = privacy_notice("9.0", days_ago=-30)


def _certificate(things: SimpleNamespace) -> None:
    things.template = certificate_template(things.town, name=TEMPLATE)
    things.template_revision = things.template.save_revision()
    things.award = Award.objects.create(course=things.course, template=things.template)
    now = timezone.now()
    things.certificate = Certificate.objects.create(
        number="PY-2026-C1-000007-X", code="ABCD-EFGH-JKMN", kind="completion", status="valid", holder=things.holder,
        organisation=things.town, enrollment=things.enrollment, template=things.template, issued_at=now,
    )  # fmt: skip
    facts = {"title": "结业证书", "holder_name": HOLDER, "course_title": "公开的课"}
    revision = CertificateRevision(
        certificate=things.certificate, number=1, facts=facts, sha256=hashlib.sha256(b"%PDF").hexdigest()
    )
    revision.file.save("certificate.pdf", ContentFile(b"%PDF"), save=True)


def _libraries(things: SimpleNamespace, people: dict[str, User]) -> None:
    things.image = files.stored_image()
    for kept in (things.image, things.video, things.document):
        kept.uploaded_by_user = people["author"]
        kept.save()


def _site(things: SimpleNamespace) -> None:
    things.digest_texts = DigestTexts.objects.create()
    things.holiday = Holiday.objects.create(date=datetime.date(2026, 10, 1), name="国庆节", source="通知")
    things.site = Site.objects.get(is_default_site=True)
    things.home, things.catalog = factories.home(), factories.catalog()
    things.redirect = Redirect.objects.create(old_path="/old", redirect_link="/new/", site=things.site)
    things.synonym = SynonymGroup.objects.create(words="居委会、居民委员会")
    things.group, things.collection = Group.objects.create(name="无人"), Collection.get_first_root_node()
    # What the address of a page is below the site's root.
    for name in ("course", "lesson", "quiz", "draft", "draft_lesson", "case", "hidden_case"):
        url_path = Page.objects.get(pk=getattr(things, name).pk).url_path
        setattr(things, f"{name}_path", url_path.removeprefix(things.home.url_path))
