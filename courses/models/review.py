"""The steps of the approval: the town looks first, the district decides. Rights come from role grants, not groups."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState

from accounts.enums import Level, Role
from accounts.models import Organisation, User
from accounts.queries import can, people_with, units_for
from courses.models.course import CoursePage


class ReviewLevel(models.TextChoices):
    TOWN = "town", _("Town")
    DISTRICT = "district", _("District")


ROLE_OF_LEVEL = {ReviewLevel.TOWN: Role.TOWN_REVIEWER, ReviewLevel.DISTRICT: Role.DISTRICT_REVIEWER}


def responsible_unit(page: Page) -> Organisation | None:
    """The unit that answers for `page`: the course's, or the district for what stands above the courses."""
    course = CoursePage.objects.containing(page).first()
    return course.organisation if course else Organisation.objects.filter(depth=1).order_by("path").first()


class ReturnForm(forms.Form):
    """Why something goes back to its author: without a reason nobody knows what to change."""

    comment = forms.CharField(
        label=_("What should be changed"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what should be changed, so that the author can do it.")},
    )  # fmt: skip


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Remark"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class OrganisationReviewTask(Task):
    """One step of the approval. Whoever holds the reviewer's role at the course's unit or above may decide, except the
    person who handed it in. Made by `setup_workflow`; the level never changes.

    A course that belongs to no town (the district's own, or one of its departments') skips the town's step.
    """

    level = models.CharField(_("level"), max_length=10, choices=ReviewLevel.choices)

    admin_form_fields = [*Task.admin_form_fields, "level"]
    admin_form_readonly_on_edit_fields = [*Task.admin_form_readonly_on_edit_fields, "level"]

    class Meta:
        verbose_name = _("Review by unit")
        verbose_name_plural = _("Reviews by unit")

    @classmethod
    def get_description(cls) -> str:
        return _("Reviewers of the unit a course belongs to decide; each sees only the courses of their own units.")

    @property
    def role(self) -> Role:
        return ROLE_OF_LEVEL[ReviewLevel(self.level)]

    def applies_to(self, page: Page) -> bool:
        if self.level == ReviewLevel.DISTRICT:
            return True
        unit = responsible_unit(page)
        return bool(unit) and (unit.level == Level.TOWN or unit.get_ancestors().filter(level=Level.TOWN).exists())

    def reviewers(self, page: Page) -> models.QuerySet[User]:
        """Whom to ask about `page`."""
        unit = responsible_unit(page)
        return people_with(unit, self.role) if unit else User.objects.none()

    def start(self, workflow_state, user=None):
        page = workflow_state.content_object
        if self.level == ReviewLevel.DISTRICT:
            # What the district sent back was changed since: the town looks at the new text first.
            first = workflow_state.get_next_task()
            if first is not None and first.pk != self.pk:
                return first.specific.start(workflow_state, user=user)
        elif not self.applies_to(page):
            return TaskState.objects.create(
                workflow_state=workflow_state, task=self, revision=page.get_latest_revision(),
                status=TaskState.STATUS_SKIPPED, finished_at=timezone.now(),
            )  # fmt: skip
        return super().start(workflow_state, user=user)

    def user_may_decide(self, page: Page, user) -> bool:
        state = page.current_workflow_state
        if not user.is_active or (state is not None and state.requested_by_id == user.pk):
            return False
        unit = responsible_unit(page)
        return unit is not None and can(user, unit, self.role)

    def user_can_access_editor(self, obj, user):
        return self.user_may_decide(obj, user)

    def locked_for_user(self, obj, user):
        return not self.user_may_decide(obj, user)

    def user_can_lock(self, obj, user):
        return self.user_may_decide(obj, user)

    def user_can_unlock(self, obj, user):
        return self.user_may_decide(obj, user)

    def get_actions(self, obj, user):
        if not self.user_may_decide(obj, user):
            return []
        return [
            ("reject", _("Return with a reason"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a remark"), True),
        ]

    def get_form_for_action(self, action):
        return ReturnForm if action == "reject" else CommentForm

    @transaction.atomic
    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide, and lead to a page the person may see: the text itself is closed to them from now on."""
        page = task_state.workflow_state.content_object
        # The view checked the page it was opened for; a hand-made request may name the task of another.
        if not self.user_may_decide(page, user):
            raise PermissionDenied
        comment = str(kwargs.get("comment") or "").strip()[:500]
        if action_name == "reject" and not comment:
            return reverse("courses_reviewed", args=[page.pk, "reason"])
        if task_state.status == TaskState.STATUS_IN_PROGRESS:  # a second click finds it decided
            super().on_action(task_state, user, action_name, comment=comment)
        return reverse("courses_reviewed", args=[page.pk, action_name])

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return waiting.exclude(workflow_state__requested_by=user)
        units = units_for(user, self.role)
        if not units.exists():
            return waiting.none()
        rows = list(waiting.exclude(workflow_state__requested_by=user).values_list("pk", "workflow_state__object_id"))
        pages = Page.objects.in_bulk([int(object_id) for _pk, object_id in rows])
        # A course stands two levels below the home page; the path of anything in it begins with the course's.
        allowed = set(CoursePage.objects.owned_by(units).values_list("path", flat=True))
        mine = [pk for pk, object_id in rows if (page := pages.get(int(object_id))) and _inside(page, allowed)]
        return waiting.filter(pk__in=mine)


def _inside(page: Page, paths: set[str]) -> bool:
    return any(page.path[:end] in paths for end in range(page.steplen, len(page.path) + 1, page.steplen))
