"""CMS screens of courses: the list of courses, and the report of those whose content is due for a look."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.actions.move_page import MovePageAction
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.views.pages.ordering import SetPagePositionView
from wagtail.admin.views.reports import PageReportView
from wagtail.admin.viewsets.pages import PageListingViewSet, PageViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.enums import CMS_ROLES, Role
from accounts.policies import current_roles
from accounts.viewsets import SafeExportMixin
from courses.models import CatalogPage, CoursePage, LessonPage, ModulePage

WORKING_ACTIONS = {"add", "change", "publish", "lock", "unlock"}
COURSE_ROLES = (Role.AUTHOR, Role.TOWN_REVIEWER, Role.DISTRICT_REVIEWER, Role.DISTRICT_ADMIN)


def courses_of(user):
    """Courses the person works on in any way: writes, reviews or administers."""
    policy = policy_registry.get_by_type(CoursePage)
    allowed = policy.instances_user_has_any_permission_for(user, WORKING_ACTIONS)
    found = CoursePage.objects.filter(pk__in=allowed.values("pk"))
    # An annotation and not a join: Wagtail reads the pages of a list once more by their kind.
    return found.annotate(unit_name=F("organisation__name_short"))


def courses_due(user):
    """Live courses whose review date has come and which this person may edit: theirs to look at."""
    allowed = policy_registry.get_by_type(CoursePage).instances_user_has_permission_for(user, "change")
    due = CoursePage.objects.review_due().filter(pk__in=allowed.values("pk"))
    return due.select_related("organisation").order_by("review_by", "pk")


class ReviewByColumn(Column):
    """The review date, marked when it has come."""

    cell_template_name = "courses/admin/review_by_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        return super().get_cell_context_data(instance, parent_context) | {"course": instance}


class CourseFilterSet(PageFilterSet):
    class Meta:
        model = CoursePage
        fields = ["theme", "level", "live"]


class CourseIndexView(SafeExportMixin, IndexView):
    # Somebody who writes nothing yet must reach the button that begins a course; rows are cut below.
    any_permission_required = None
    permission_required = None
    default_ordering = "code"

    def get_base_queryset(self):
        return self.annotate_queryset(courses_of(self.request.user))

    @cached_property
    def add_url(self) -> str | None:
        # Wagtail asks whether the person may add any page anywhere; a course is added to the catalog alone.
        catalogs = (catalog.permissions_for_user(self.request.user) for catalog in CatalogPage.objects.all())
        return reverse(self.add_url_name) if any(rights.can_add_subpage() for rights in catalogs) else None


class ChooseCatalogView(ChooseParentView):
    """A new course goes straight to the catalog: there is nothing to choose."""

    def get_valid_parent_pages(self, user):
        allowed = [page.pk for page in CatalogPage.objects.all() if page.permissions_for_user(user).can_add_subpage()]
        return Page.objects.filter(pk__in=allowed)


class PartPositionView(SetPagePositionView):
    """Put a module or unit in its place. Authors may, although they publish nothing: order is no part of a draft."""

    def post(self, request: HttpRequest, page_to_move_id: int, *args, **kwargs) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_to_move_id)
        parent = page.get_parent().specific
        if not parent.permissions_for_user(request.user).can_reorder_children():
            return super().post(request, page_to_move_id, *args, **kwargs)  # answers with Wagtail's refusal
        siblings = list(parent.get_children())
        position = request.GET.get("position", "")
        target = siblings[int(position)] if position.isdigit() and int(position) < len(siblings) else None
        if target is None:
            MovePageAction(page, parent, pos="last-child", user=request.user).execute(skip_permission_checks=True)
        elif target.pk != page.pk:
            side = "left" if int(position) < siblings.index(page) else "right"
            MovePageAction(page, target, pos=side, user=request.user).execute(skip_permission_checks=True)
        return HttpResponse("")


class CourseMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.is_superuser or bool(current_roles(request.user).intersection(COURSE_ROLES))


def hours_in_figures(course: CoursePage) -> str:
    """6, 8.5: without needless zeros."""
    return f"{course.hours.normalize():f}"


class CourseListingViewSet(PageListingViewSet):
    model = CoursePage
    name = "courses"
    icon = "clipboard-list"
    menu_label = _("Courses")
    menu_order = 110
    menu_item_class = CourseMenuItem
    add_to_admin_menu = True
    index_view_class = CourseIndexView
    choose_parent_view_class = ChooseCatalogView
    filterset_class = CourseFilterSet
    columns = [
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("organisation", label=_("Owning unit"), accessor="unit_name", width="14%"),
        Column("hours", label=_("Credit hours"), accessor=hours_in_figures, sort_key="hours", width="8%"),
        ReviewByColumn("review_by", label=_("Review by"), sort_key="review_by", width="18%"),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
    ]
    list_export = ["code", "title", "organisation.name_full", "theme", "level", "hours", "teacher", "review_by", "live"]
    export_headings = {"organisation.name_full": _("Owning unit"), "live": _("Published")}


class ModulePageViewSet(PageViewSet):
    model = ModulePage
    set_page_position_view_class = PartPositionView


class LessonPageViewSet(PageViewSet):
    model = LessonPage
    set_page_position_view_class = PartPositionView


class ReviewDuePanel(Component):
    """On the start page of the CMS: what this person should look at again."""

    name = "review_due"
    template_name = "courses/admin/review_due_panel.html"
    order = 230

    def get_context_data(self, parent_context) -> dict:
        user = parent_context["request"].user
        courses = (
            list(courses_due(user)[:10]) if user.is_superuser or current_roles(user).intersection(COURSE_ROLES) else []
        )
        return {"courses": courses}


class ReviewDueReport(SafeExportMixin, PageReportView):
    """Courses due for review, cut to what the person works on; the export too."""

    index_url_name = "courses_review_due"
    index_results_url_name = "courses_review_due_results"
    page_title = _("Courses due for review")
    header_icon = "time"
    model = CoursePage
    columns = [
        PageTitleColumn("title", label=_("Title"), classname="title"),
        Column("organisation", label=_("Owning unit"), accessor="unit_name"),
        ReviewByColumn("review_by", label=_("Review by")),
    ]
    list_export = ["code", "title", "organisation.name_full", "review_by"]
    export_headings = {"organisation.name_full": _("Owning unit")}
    any_permission_required = None
    permission_required = None

    def get_base_queryset(self):
        due = courses_of(self.request.user).review_due().order_by("review_by", "pk")
        return due.annotate_site_root_state().annotate_approved_schedule().prefetch_workflow_states()


class ReviewDueMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return request.user.is_superuser or bool(current_roles(request.user).intersection(CMS_ROLES))
