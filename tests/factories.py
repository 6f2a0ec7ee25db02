"""Things tests need, made the way the site makes them. Pages are published, people have a post."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page, Site

from accounts.enums import Audience, Level, Role, UnitType
from accounts.models import Membership, Organisation, RoleGrant, User
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage
from lms.models import HomePage

PASSWORD = "Correct-Horse-9"


def district() -> Organisation:
    found = Organisation.objects.filter(slug="panyu").first()
    return found or Organisation.add_root(
        level=Level.DISTRICT, unit_type=UnitType.DISTRICT, name_full="广州市番禺区", name_short="番禺区", slug="panyu"
    )


def unit(
    slug: str, *, parent: Organisation | None = None, level: str = Level.TOWN, name: str = "", **fields
) -> Organisation:
    """A unit by its key, made under `parent` (the district when not given) the first time it is asked for."""
    found = Organisation.objects.filter(slug=slug).first()
    if found:
        return found
    parent = Organisation.objects.get(pk=(parent or district()).pk)
    kinds = {Level.TOWN: UnitType.TOWN, Level.VILLAGE: UnitType.RESIDENTS_COMMITTEE}
    return parent.add_child(
        level=level, slug=slug, name_short=name or slug, name_full=name or slug, pinyin=slug,
        unit_type=fields.pop("unit_type", kinds.get(level, UnitType.DEPARTMENT)), **fields,
    )  # fmt: skip


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"学员{n}")
    # Numbers nobody of the demonstration has: browser tests make people beside them.
    phone = factory.Sequence(lambda n: f"198{n:08d}")
    audience = Audience.CADRE_TOWN
    password = factory.django.Password(PASSWORD)


def person(at: Organisation | None = None, *roles: Role, **fields) -> User:
    """A person with a post at `at` (石碁镇 when not given) and `roles` there."""
    at = at or unit("shiqi", name="石碁镇")
    user = UserFactory(**fields)
    Membership.objects.create(user=user, organisation=at, since=datetime.date(2024, 1, 1))
    for role in roles:
        RoleGrant.objects.create(user=user, organisation=at, role=role, since=datetime.date(2024, 1, 1))
    return user


def ground() -> None:
    """The units and the pages above all others, which any test may ask for; see `conftest.django_db_setup`."""
    for slug, name in (("shiqi", "石碁镇"), ("shiqiao", "市桥街")):
        unit(slug, name=name)
    catalog()


def home() -> HomePage:
    found = HomePage.objects.first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    site = Site.objects.filter(is_default_site=True).first()
    page = root.add_child(instance=HomePage(title="共治学堂", slug="gongzhi"))
    if site is None:
        Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    else:
        site.root_page = page
        site.save()
    return HomePage.objects.get(pk=page.pk)


def catalog() -> CatalogPage:
    found = CatalogPage.objects.first()
    return found or home().add_child(instance=CatalogPage(title="课程", slug="courses"))


def publish(parent: Page, page: Page) -> Page:
    """Add `page` under `parent` and publish it as an editor would.

    What it refers to is not looked up, which costs a tenth of the time of all tests; see the fixture `looked_up`.
    """
    Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def course(title: str = "五社联动基础", *, at: Organisation | None = None, **fields) -> CoursePage:
    values = {
        "code": "C1", "summary": "说清两种口径", "theme": "five_society", "hours": Decimal(6),
        "organisation": at or unit("shiqi", name="石碁镇"),
        "review_by": timezone.localdate() + datetime.timedelta(days=300),
    }  # fmt: skip
    return publish(catalog(), CoursePage(title=title, **(values | fields)))


def module(of: CoursePage, title: str = "治理重心为什么在社区") -> ModulePage:
    return publish(of, ModulePage(title=title))


def lesson(of: ModulePage, title: str = "从管理到治理", *, body: list | None = None, **fields) -> LessonPage:
    """A lesson; `body` is raw StreamField data. Without it: one paragraph."""
    raw = body if body is not None else [{"type": "rich_text", "value": "<p>先问谁的日子会变。</p>", "id": "text-1"}]
    page = LessonPage(title=title, **fields)
    page.body = LessonPage._meta.get_field("body").stream_block.to_python(raw)
    return publish(of, page)


def course_with_lessons(count: int = 2, **fields) -> tuple[CoursePage, list[LessonPage]]:
    """A published course with one module and `count` lessons."""
    made = course(**fields)
    heading = module(made)
    lessons = [lesson(heading, f"第{n}课时") for n in range(1, count + 1)]
    return CoursePage.objects.get(pk=made.pk), lessons
