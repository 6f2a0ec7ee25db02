"""Accounts of the demonstration, through the same services an administrator's screens use."""

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.duties import notice_in_force
from accounts.enums import NoticeKind, Role
from accounts.models import Organisation, User
from accounts.services import create_person, grant_role, notify, record_consent
from lms.demo.people import PEOPLE, Person

# Printed by `load_demo`; it passes the rules for passwords.
PASSWORD = "gongzhi-demo-2026"  # noqa: S105  a public password of invented people
# Has still to change the first password and to read the privacy notice, so that both can be tried.
NEWCOMER = "hezijian"


def load_people() -> dict[str, User]:
    """Everybody of `people` by user name. Accounts that exist are left alone, whatever was changed in them."""
    units = {unit.slug: unit for unit in Organisation.objects.all()}
    secret = ""
    for row in PEOPLE:
        if User.objects.filter(username=row["username"]).exists():
            continue
        # Hashing is slow on purpose, so once for all.
        secret = secret or make_password(PASSWORD)
        _add(row, units, secret)
    return {user.username: user for user in User.objects.filter(username__in=[row["username"] for row in PEOPLE])}


@transaction.atomic
def _add(row: Person, units: dict[str, Organisation], secret: str) -> None:
    person, _temporary = create_person(
        name=row["name"], organisation=units[row["unit"]], phone=row["phone"], audience=row["audience"],
        post=row["post"], username=row["username"],
    )  # fmt: skip
    person.password = secret
    person.must_change_password = row["username"] == NEWCOMER
    person.save(update_fields=["password", "must_change_password"])
    for role, unit in row["roles"]:
        grant_role(person=person, organisation=units[unit], role=Role(role))
    notice = notice_in_force()
    if notice is not None and row["username"] != NEWCOMER:
        record_consent(person=person, notice=notice)
    notify(
        users=[person], kind=NoticeKind.NEWS, text="欢迎使用共治学堂。先到课程目录看看有哪些课适合您。",
        url="/courses/", key="demo-welcome",
    )  # fmt: skip
