"""Registration only: screens, the guards before deletion, the words of the audit trail."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cases.guards import refuse_bulk_delete, refuse_delete
from cases.library_screens import CaseCollectionViewSet, case_chooser
from cases.viewsets import CasesGroup, WaitingCasesPanel

hooks.register("before_delete_page", refuse_delete)
hooks.register("before_bulk_action", refuse_bulk_delete)


@hooks.register("register_admin_viewset")
def register_screens():
    return [CasesGroup(), case_chooser, CaseCollectionViewSet()]


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request, panels) -> None:
    panels.append(WaitingCasesPanel())


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("cases.step", _("Take a step in the review of a case"), _("Took a step in the review"))
    for name, label, message in (
        ("start", _("Begin a case"), _("Began a case")),
        ("renew", _("Begin a new version of a case"), _("Began a new version of the case")),
        ("file_add", _("Add a file to a case"), _("Added a file")),
        ("file_restore", _("Bring a file of a case back"), _("Brought a file back")),
        ("hand_in", _("Hand a case in"), _("Handed the case in")),
        ("answer", _("Answer a remark"), _("Answered a remark")),
    ):
        actions.register_action(f"cases.{name}", label, message)


@hooks.register("register_log_actions")
def review_log_actions(actions):
    for name, label, message in (
        ("remark", _("Remark at a section"), _("Made a remark at a section")),
        ("remark_removed", _("Take a remark back"), _("Took a remark back")),
        ("expert_asked", _("Ask an expert"), _("Asked an expert for a review")),
        ("expert_let_off", _("Let an expert off"), _("No longer waits for an expert")),
        ("recused", _("Recuse"), _("An expert recused")),
        ("reviewed", _("Hand in a review"), _("Handed in a review")),
        ("evidence", _("Check a proof"), _("Checked a proof")),
        ("evidence_level", _("Set the evidence level"), _("Set the evidence level")),
        ("proof", _("Tick a proof-reading"), _("Ticked a proof-reading")),
        ("put_back", _("Put the draft back"), _("Put the draft back to the published text")),
        ("alive", _("Confirm that it is still so"), _("Confirmed that it is still so")),
    ):
        actions.register_action(f"cases.{name}", label, message)
