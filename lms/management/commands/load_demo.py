"""Load courses, people and learning records to try the site with, and print the accounts."""

import unicodedata

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.enums import Role
from lms.demo.loader import load_demo, strangers
from lms.demo.loader_people import NEWCOMER, PASSWORD
from lms.demo.people import PEOPLE


class Command(BaseCommand):
    help = "Load the demonstration: courses, cases, invented people with printed accounts, what they did. Repeatable."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--yes-this-is-a-demo", action="store_true", help="Needed where DEBUG is off: these passwords are public."
        )
        parser.add_argument("--force", action="store_true", help="Load even though other people have accounts here.")

    def handle(self, *args, **options) -> None:
        if not settings.DEBUG and not options["yes_this_is_a_demo"]:
            raise CommandError("The demo has public passwords. On a server add --yes-this-is-a-demo.")
        if strangers() and not options["force"]:
            raise CommandError("Other people have accounts here; demo passwords are public. Add --force to load it.")
        report = load_demo()
        self.stdout.write(accounts_table())
        if report.unprinted:
            self.stdout.write(f"{report.unprinted}张证书暂时无法生成：请安装Pango后运行 issue_certificates。")


def accounts_table() -> str:
    """Who can log in, as what, with which password, and what to try."""
    rows = [("角色", "姓名", "用户名", "手机号码", "可以试什么")]
    for person in PEOPLE:
        roles = "、".join(str(Role(role).label) for role, _unit in person["roles"]) or "学员"
        purpose = person["purpose"] + ("（首次登录要改密码、读规则）" if person["username"] == NEWCOMER else "")
        rows.append((roles, person["name"], person["username"], person["phone"], purpose))
    columns = list(zip(*rows, strict=True))
    widths = [max(map(_width, column)) for column in columns[:-1]]
    lines = ["  ".join([*map(_padded, row, widths), row[-1]]).rstrip() for row in rows]
    return "\n".join([*lines, "", f"所有账号的密码：{PASSWORD}", f"后台：{settings.SITE_URL}/cms/"])


def _width(text: str) -> int:
    """Columns on a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
