"""The addresses of drafts of cases, and what everybody is answered there; columns as in `matrix_doors`.

Nobody of these actors contributes for 东沙村, so its draft does not exist for them; its town and the district review
what it handed in. Who may write is tried in `tests/cases/test_scope.py`.
"""

from types import SimpleNamespace

from django.utils import timezone

from cases.models import Comment
from cases.services.handing_in import hand_in, withdraw
from tests import factories
from tests.cases import builders as cases

CASE, CONTACT = "毕宿换物角", "参宿老李13900002222"

DRAFTS = """
cases:mine | |  | ldd dddd dddd d dd ddd
cases:start | |  | ldd dddd dddd d dd ddd
cases:renew | pending_case.translation_key | | mmm mmmm mmmm m mm mmm
cases:submission | submission.uuid | | ldd dddd dddd d dd ddd
cases:go_on | submission.uuid | | ldd dddd dddd d dd ddd
cases:section | submission.uuid =basics | | ldd dddd dddd d dd ddd
cases:section | submission.uuid =nothing | | ldd dddd dddd d dd ddd
cases:gaps | submission.uuid | | ldd dddd dddd d dd ddd
cases:preview | submission.uuid | | ldd dddd dddd d dd ddd
cases:hand_in | submission.uuid | | ldd dddd dddd d dd ddd
cases:withdraw | submission.uuid | | ldd dddd dddd d dd ddd
cases:upload | submission.uuid =pictures | | mmm mmmm mmmm m mm mmm
cases:restore | submission.uuid pending_file.uuid | | mmm mmmm mmmm m mm mmm
cases:answer | remark.uuid | | mmm mmmm mmmm m mm mmm
cases:changes | submission.uuid =1 =2 | | ldd ddoo dddd d oo ddd
cases:file | pending_file.uuid | | ldd ddoo dddd d oo ddd
cases:thumb | pending_file.uuid | | ldd ddoo dddd d oo ddd
"""


def add_drafts(things: SimpleNamespace) -> tuple[str, ...]:
    """A case of another village of the town, handed in twice, with a picture and a remark; nothing of it is public."""
    sections = cases.draft_sections()
    sections["basics"]["title"], sections["conditions"]["contact"] = CASE, CONTACT
    author = cases.contributor(factories.unit("dongsha", parent=things.town, level="village", name="东沙村"))
    draft = cases.submission(author, basics=sections["basics"], conditions=sections["conditions"])
    things.pending_file = cases.with_picture(draft, author)
    section = draft.sections.get(key="pictures")
    section.data["pictures"][3] |= {"caption": "换物角", "alt": "长桌", "consent": True}
    section.save()
    first = hand_in(submission=draft, by=author)
    withdraw(submission=first, by=author)
    things.submission = hand_in(submission=draft, by=author)
    things.pending_case = things.submission.case
    things.remark = Comment.objects.create(
        submission=things.submission, version=things.submission.versions.first(), section="results",
        text="数字从哪里来", author=author, released_at=timezone.now(),
    )  # fmt: skip
    return CASE, CONTACT
