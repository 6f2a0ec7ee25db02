"""Registration only: screens, guards, the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from practice.viewsets import CheckSheetViewSet, MaturityRuleViewSet


@hooks.register("register_admin_viewset")
def register_screens():
    return [MaturityRuleViewSet(), CheckSheetViewSet()]


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


@hooks.register("register_log_actions")
def community_log_actions(actions):
    for name, label, message in (
        ("org_register", _("Register an organisation"), _("Registered the organisation")),
        ("org_save", _("Edit an organisation"), _("Edited the organisation")),
        ("org_member", _("Name a core member"), _("Named a core member")),
        ("org_member_removed", _("Take a core member off"), _("Took a core member off")),
        ("org_confirm", _("Confirm an organisation"), _("Confirmed the organisation")),
        ("org_return", _("Return an organisation"), _("Returned the organisation with a reason")),
        ("org_close", _("Close an organisation"), _("Closed the organisation")),
        ("leader_nominate", _("Nominate a community leader"), _("Nominated the person")),
        ("leader_step", _("Write a step of a community leader"), _("Wrote a step of the way")),
        ("leader_withdraw", _("End the way of a community leader"), _("Ended the way early")),
        ("check_start", _("Begin a self-check"), _("Began the self-check")),
        ("check_finish", _("Finish a self-check"), _("Finished the self-check")),
        ("check_review", _("Answer a self-check"), _("Answered the self-check")),
    ):
        actions.register_action(f"practice.{name}", label, message)
