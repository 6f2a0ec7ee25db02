"""What the CMS learns from courses: screens, menus, the start-page panel, and what follows a copy or a decision."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from courses.models import CoursePage, OrganisationReviewTask
from courses.reach import PAGE_ACTIONS, within_reach
from courses.services import settle_copy
from courses.views import reviewed
from courses.viewsets import (
    CourseListingViewSet,
    LessonPageViewSet,
    ModulePageViewSet,
    ReviewDueMenuItem,
    ReviewDuePanel,
    ReviewDueReport,
)

# After Wagtail's own actions of the same names, which they replace.
for page_action in PAGE_ACTIONS:
    hooks.register("register_bulk_action", page_action, order=1000)


@hooks.register("register_admin_viewset")
def register_screens():
    return [CourseListingViewSet(), ModulePageViewSet(), LessonPageViewSet()]


@hooks.register("register_admin_urls")
def register_doors():
    return [
        path("courses/reviewed/<int:page_id>/<slug:action>/", reviewed, name="courses_reviewed"),
        path("reports/review-due/", ReviewDueReport.as_view(), name="courses_review_due"),
        path(
            "reports/review-due/results/", ReviewDueReport.as_view(results_only=True), name="courses_review_due_results"
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_report():
    return ReviewDueMenuItem(
        _("Courses due for review"), reverse("courses_review_due"), name="review-due", icon_name="time", order=700
    )


@hooks.register("construct_homepage_panels")
def add_review_due_panel(request, panels) -> None:
    panels.append(ReviewDuePanel())


@hooks.register("construct_page_chooser_queryset")
def choose_within_reach(pages, request):
    return within_reach(pages, request.user)


@hooks.register("before_move_page")
def refuse_move(request, page, destination) -> None:
    """Wagtail asks for the right when the page is moved, but names the page in the question before that."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@hooks.register("after_copy_page")
def settle_copied_course(request, page, new_page) -> None:
    if isinstance(new_page.specific, CoursePage):
        settle_copy(copy=new_page.specific, by=request.user)


@hooks.register("after_edit_page")
def leave_after_deciding(request, page):
    """A decision taken inside the editor closes it behind the reviewer: lead them to a page that is open."""
    action = request.POST.get("workflow-action-name")
    if not request.POST.get("action-workflow-action") or page.permissions_for_user(request.user).can_edit():
        return None
    states = page.workflow_states.order_by("-pk")[:1]
    decided = any(
        isinstance(task.specific, OrganisationReviewTask) for state in states for task in state.workflow.tasks
    )
    return redirect("courses_reviewed", page.pk, action) if decided else None
