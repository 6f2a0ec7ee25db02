"""Registration only: screens, guards, the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def help_log_actions(actions):
    for name, label, message in (
        ("help_posted", _("Ask for help"), _("Asked for help")),
        ("help_expert_asked", _("Ask an expert for advice"), _("Asked an expert for advice")),
        ("help_answered", _("Answer a call for help"), _("Answered a call for help")),
        ("help_thanked", _("Thank for an answer"), _("Thanked for an answer")),
        ("help_solved", _("Mark a call for help as solved"), _("Marked the call for help as solved")),
        ("help_closed", _("Close a call for help"), _("Closed the call for help")),
        ("help_reopened", _("Take a call for help up again"), _("Took the call for help up again")),
    ):
        actions.register_action(f"practice.{name}", label, message)


@hooks.register("register_log_actions")
def visit_log_actions(actions):
    for name, label, message in (
        ("site_registered", _("Register a visit site"), _("Registered a visit site")),
        ("site_changed", _("Change a visit site"), _("Changed the visit site")),
        ("slot_opened", _("Open a time for visits"), _("Opened a time for visits")),
        ("slot_cancelled", _("Call a time for visits off"), _("Called a time for visits off")),
        ("visit_asked", _("Ask for a visit"), _("Asked for a visit")),
        ("visit_accepted", _("Agree to a visit"), _("Agreed to the visit")),
        ("visit_declined", _("Decline a visit"), _("Declined the visit")),
        ("visit_cancelled", _("Call a visit off"), _("Called the visit off")),
        ("visit_done", _("Record a visit"), _("Recorded that the visit took place")),
        ("visit_feedback", _("Give feedback on a visit"), _("Gave feedback on the visit")),
    ):
        actions.register_action(f"practice.{name}", label, message)
