"""Registration only: CMS screens and the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from assessments.viewsets import QuestionsGroup

register_snippet(QuestionsGroup)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("assessments.attempt.submit", _("Hand in a quiz"), _("Handed in a quiz"))
