"""Registration only: CMS screens and the words of the audit trail."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from assessments.models import Question
from assessments.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_snippet_listing_buttons")
def regrade_button(snippet, user, next_url=None) -> list:
    """From a question to those who were asked it with a wrong key."""
    if not isinstance(snippet, Question):
        return []
    url = reverse("assessments:regrade", args=[snippet.uid])
    return [Button(_("Mark anew"), url=url, icon_name="rotate", priority=60)]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("assessments.attempt.submit", _("Hand in a quiz"), _("Handed in a quiz"))
    for name, label, message in (
        ("mark", _("Mark an answer"), _("Marked an answer")),
        ("second", _("Ask for a second marker"), _("Asked for a second marker")),
        ("marked", _("Finish marking"), _("The last answer was marked")),
    ):
        actions.register_action(f"assessments.attempt.{name}", label, message)
    actions.register_action(
        "assessments.allowance", _("Grant extra time or a make-up"), _("Granted extra time or a make-up")
    )
    actions.register_action(
        "assessments.allowance_end", _("Take extra time or a make-up back"), _("Took extra time or a make-up back")
    )
    actions.register_action("assessments.regrade", _("Mark anew after a correction"), _("Marked attempts anew"))
