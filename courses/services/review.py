"""Telling people what waits for them in the approval of courses, and what became of what they handed in."""

import logging
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import TaskState, WorkflowState

from accounts.enums import NoticeKind
from accounts.services import notify

logger = logging.getLogger(__name__)


@translation.override(settings.LANGUAGE_CODE)
def tell_reviewers(*, state: TaskState) -> int:
    """Inbox and mail to everyone who may decide this step, and to nobody else; returns how many were told."""
    workflow_state = state.workflow_state
    page = workflow_state.content_object
    reviewers = list(state.task.specific.reviewers(page).exclude(pk=workflow_state.requested_by_id))
    author = workflow_state.requested_by
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    facts = {"title": state.revision.object_str, "author": author.name if author else "", "task": state.task.name}
    told = notify(
        users=reviewers, kind=NoticeKind.TASK, url=url, key=f"review:{state.pk}",
        text=gettext("Waiting for your review: “%(title)s”, handed in by %(author)s (%(task)s)") % facts,
    )  # fmt: skip
    context = facts | {"url": f"{settings.WAGTAILADMIN_BASE_URL}{url}", "site_name": settings.SITE_NAME}
    subject = gettext("For review: %(title)s") % facts
    for person in reviewers:
        if person.email:
            body = render_to_string("courses/mail/review_wanted.txt", context | {"person": person})
            transaction.on_commit(partial(_send, subject, body, person.email))
    return told


@translation.override(settings.LANGUAGE_CODE)
def tell_author(*, state: WorkflowState, by=None) -> int:
    """Inbox line to whoever handed the page in: approved, or returned and why."""
    if state.requested_by is None or (by is not None and by.pk == state.requested_by_id):
        return 0
    page, decided = state.content_object, state.current_task_state
    facts = {"title": page.get_latest_revision_as_object().title, "reason": decided.comment if decided else ""}
    if state.status == WorkflowState.STATUS_APPROVED:
        text = gettext("Approved and published: “%(title)s”") % facts
    else:
        text = gettext("Returned for changes: “%(title)s”. %(reason)s") % facts
    return notify(
        users=[state.requested_by], kind=NoticeKind.RESULT, text=text,
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        key=f"reviewed:{state.pk}:{decided.pk if decided else 0}:{state.status}",
    )  # fmt: skip


def _send(subject: str, body: str, to: str) -> None:
    try:
        EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated"}).send()
    except OSError:
        # The line in the inbox stands; a mail server that is down must not undo a submission.
        logger.exception("A review mail could not be sent")
