"""Registration only: the gate before units, the guards before deletion, the words of the audit trail."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.models import UnitPage
from learning.access import access_to
from learning.guards import refuse_bulk_delete, refuse_delete, refuse_document
from learning.services import open_unit
from learning.viewsets import LearningGroup


@hooks.register("before_serve_page", order=10)
def gate(page, request, serve_args, serve_kwargs):
    """Let in whom the rules let in, and say to the others why not and what to do."""
    if not isinstance(page, UnitPage):
        return None
    access = access_to(request.user, page)
    if not access.allowed:
        return render(request, "learning/closed.html", {"access": access, "page": page}, status=403)
    request.unit_access = access
    if access.enrollment is not None:
        row = open_unit(enrollment=access.enrollment, unit=page, known=access.progress)
        if access.progress is None:
            access.rows.append(row)
    return None


@hooks.register("before_serve_document")
def gate_documents(document, request):
    return refuse_document(document, request)


hooks.register("before_delete_page", refuse_delete)
hooks.register("before_bulk_action", refuse_bulk_delete)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("learning.enroll", _("Enroll"), _("Enrolled"))
    actions.register_action("learning.decide", _("Decide on an application"), _("Decided on an application"))
    actions.register_action("learning.withdraw", _("Withdraw"), _("Withdrew"))
    actions.register_action("learning.complete", _("Complete a course"), _("Completed the course"))
    actions.register_action("learning.override", _("Declare completed"), _("Declared completed by staff"))
    actions.register_action("learning.invite", _("Create an invite code"), _("Created an invite code"))


# screens


@hooks.register("register_log_actions")
def enrollment_log_actions(actions):
    actions.register_action("learning.apply", _("Apply for a course"), _("Applied for the course"))
    actions.register_action("learning.expire_invite", _("End an invite code"), _("Ended the invite code"))


@hooks.register("register_admin_viewset")
def register_enrollment_screens():
    return LearningGroup()
