"""Registration only: screens, guards, the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def guidance_log_actions(actions):
    for name, label, message in (
        ("expert_profile", _("Write the profile of an expert"), _("Wrote the profile of the expert")),
        ("expert_assigned", _("Assign an expert"), _("Assigned the expert")),
        ("expert_ended", _("End an assignment"), _("Ended the assignment")),
        ("guidance_logged", _("Log guidance"), _("Logged guidance")),
        ("guidance_rated", _("Say how guidance helped"), _("Said how the guidance helped")),
        ("action_done", _("Tick an agreed action off"), _("Ticked an agreed action off")),
        ("action_reopened", _("Open an agreed action again"), _("Opened an agreed action again")),
        ("question_asked", _("Ask an expert"), _("Asked")),
        ("question_answered", _("Answer a question"), _("Answered the question")),
        ("question_passed_on", _("Pass a question on"), _("Passed the question on")),
        ("question_closed", _("Close a question"), _("Closed the question")),
        ("question_escalated", _("Bring a late question before the district"), _("Brought before the district")),
        ("answer_published", _("Make an answer public"), _("Made the answer public")),
        ("answer_unpublished", _("Take a public answer back"), _("Took the public answer back")),
    ):
        actions.register_action(f"practice.{name}", label, message)
