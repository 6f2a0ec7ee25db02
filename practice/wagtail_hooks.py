"""Registration only: screens, guards, the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from practice.viewsets import MaturityRuleViewSet


@hooks.register("register_admin_viewset")
def register_screens():
    return [MaturityRuleViewSet()]


@hooks.register("register_log_actions")
def replication_log_actions(actions):
    for name, label, message in (
        ("adopt", _("Adopt a case"), _("Noted that the unit means to adopt the case")),
        ("plan", _("Write the plan of a replication"), _("Wrote the plan")),
        ("trainee", _("Name somebody to be trained"), _("Named somebody to be trained")),
        ("trainee_removed", _("Take somebody off the plan"), _("Took somebody off the plan")),
        ("step", _("Lead a replication on"), _("Led the replication on")),
        ("log", _("Write a line of a log"), _("Wrote a line of the log")),
        ("strike", _("Strike a line of a log out"), _("Struck a line of the log out")),
        ("confirm", _("Confirm an outcome"), _("Confirmed the outcome")),
        ("unconfirm", _("Take a confirmation back"), _("Took a confirmation back")),
        ("new_case", _("Begin a case from a replication"), _("Began a case from the replication")),
    ):
        actions.register_action(f"practice.{name}", label, message)


@hooks.register("register_log_actions")
def brand_log_actions(actions):
    for name, label, message in (
        ("stage", _("Move a brand to another stage"), _("Moved the brand to another stage")),
        ("sign", _("Sign a criterion of a brand"), _("Signed a criterion")),
        ("unsign", _("Take a signature back"), _("Took a signature back")),
        ("brand_review", _("Write the yearly review of a brand"), _("Wrote the yearly review")),
    ):
        actions.register_action(f"practice.{name}", label, message)
