"""The approval as data, made from code so that every installation has the same."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from courses.models import CatalogPage, OrganisationReviewTask, ReviewLevel

WORKFLOW = "课程两步审核"
TASKS = {ReviewLevel.TOWN: "镇街初审", ReviewLevel.DISTRICT: "区级复核"}
# What Wagtail's own migrations leave behind, in English; rights come from role grants here.
STOCK_WORKFLOW, STOCK_TASK, STOCK_GROUPS = "Moderators approval", "Moderators approval", ("Moderators", "Editors")
RETIRED = "系统自带审核（停用）"


@transaction.atomic
def setup_workflow() -> Workflow:
    """Make the two-step approval, hand the catalog to it and retire Wagtail's stock set-up. Safe to run again."""
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    for order, (level, name) in enumerate(TASKS.items()):
        task = OrganisationReviewTask.objects.filter(level=level).first()
        if task is None:
            task = OrganisationReviewTask.objects.create(name=name, level=level, active=True)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    for catalog in CatalogPage.objects.all():
        WorkflowPage.objects.update_or_create(page_id=catalog.pk, defaults={"workflow": workflow})
    _retire_stock()
    return workflow


def _retire_stock() -> None:
    for workflow in Workflow.objects.filter(name=STOCK_WORKFLOW):
        workflow.workflow_pages.all().delete()
        workflow.name, workflow.active = RETIRED, False
        workflow.save()
    GroupApprovalTask.objects.filter(name=STOCK_TASK).update(name=RETIRED, active=False)
    for group in Group.objects.filter(name__in=STOCK_GROUPS):
        if not group.user_set.exists():
            group.delete()
