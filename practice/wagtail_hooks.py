"""Registration only: screens, guards, the words of the audit trail."""

from wagtail import hooks

from practice.trail import ACTIONS
from practice.viewsets import CheckSheetViewSet, MaturityRuleViewSet


@hooks.register("register_admin_viewset")
def register_screens():
    return [MaturityRuleViewSet(), CheckSheetViewSet()]


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, label, message in ACTIONS:
        actions.register_action(f"practice.{name}", label, message)
