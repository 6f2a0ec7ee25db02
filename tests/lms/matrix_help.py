"""Help: for everybody to read, for the administrator of the district to keep. Columns as in `matrix_doors`."""

from types import SimpleNamespace

from lms.models import HelpIndexPage, HelpPage
from tests import factories

HELP = """
help | |  | ooo oooo oooo o oo ooo
wagtail_serve | help_path | | ooo oooo oooo o oo ooo
wagtailadmin_pages:edit | help.pk | | ldd dddd dddd d do ddd
wagtailadmin_pages:add | =lms =helppage help_index.pk | | ldd dddd dddd d do ddd
wagtailadmin_pages:delete | help.pk | | ldd dddd dddd d do ddd
search | | ?q=登录&tab=help | ooo oooo oooo o oo ooo
"""


def add_help(things: SimpleNamespace) -> None:
    things.help_index = factories.publish(factories.home(), HelpIndexPage(title="帮助", slug="help"))
    things.help = factories.publish(
        things.help_index, HelpPage(title="登录", lead="怎样登录", body="<p>点“登录”。</p>")
    )
    things.help_path = "help/deng-lu/"
