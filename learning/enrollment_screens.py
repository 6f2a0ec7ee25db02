"""The CMS views of enrollments. Each act calls a service, which checks the right once more."""

import django_filters
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import Organisation
from accounts.queries import can, units_for
from courses.models import CoursePage
from learning.admin_forms import ASSIGNING_ROLES, DecisionForm, ReasonForm
from learning.enums import OPEN_STATUSES, EnrollmentStatus
from learning.models import Enrollment
from learning.services import EnrollmentRefused, decide, override_completion, withdraw
from learning.services.enrollments import COURSE_ROLES, may_assign
from learning.studies import studies

CHUNK = 500


def _units(request):
    return units_for(request.user, *ASSIGNING_ROLES)


def _courses(request):
    """Courses with people in them whom this person may see."""
    seen = Enrollment.objects.all().visible_to(request.user).order_by().values("course")
    return CoursePage.objects.filter(pk__in=seen).order_by("title")


class EnrollmentFilterSet(WagtailFilterSet):
    course = django_filters.ModelChoiceFilter(label=gettext_lazy("Course"), queryset=_courses)
    unit = django_filters.ModelChoiceFilter(label=gettext_lazy("Unit and below"), queryset=_units, method="within_unit")
    status = django_filters.ChoiceFilter(label=gettext_lazy("Status"), choices=EnrollmentStatus.choices)

    class Meta:
        model = Enrollment
        fields = ["course", "unit", "status", "method"]

    def within_unit(self, queryset, name, unit):
        return queryset.filter(organisation__in=Organisation.objects.within(unit))


class WithProgress:
    """Enrollments with their progress, read in portions: a town's export does not fit into one query."""

    def __init__(self, queryset) -> None:
        self.queryset = queryset
        self.model = queryset.model

    def __iter__(self):
        for start in range(0, self.queryset.count(), CHUNK):
            yield from attach_progress(list(self.queryset[start : start + CHUNK]))


def attach_progress(rows: list[Enrollment]) -> list[Enrollment]:
    """Give each row `.study`, from the one source of progress."""
    for row, study in zip(rows, studies(rows), strict=True):
        row.study = study
    return rows


class EnrollmentIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self):
        rows = super().get_base_queryset()
        return rows.select_related("learner", "organisation", "course__outline_state", "enrolled_by")

    def search_queryset(self, queryset):
        words = self.search_query.strip()
        if not words:
            return queryset
        return queryset.filter(Q(learner__name__icontains=words) | Q(course__title__icontains=words))

    def get_context_data(self, *args, **kwargs) -> dict:
        context = super().get_context_data(*args, **kwargs)
        attach_progress(list(context["object_list"]) if "object_list" in context else [])
        return context

    @cached_property
    def header_buttons(self) -> list:
        offered = list(super().header_buttons)
        if units_for(self.request.user, *ASSIGNING_ROLES).exists():
            offered.append(HeaderButton(_("Assign people"), url=reverse("enrollment:assign"), icon_name="plus"))
        return offered

    def write_xlsx_response(self, queryset):
        return super().write_xlsx_response(WithProgress(queryset))

    def to_row_dict(self, item: Enrollment) -> dict:
        outline = item.study.outline
        return {
            "learner": item.learner.name,
            "organisation": item.organisation.name_full if item.organisation else "",
            "course": item.course.title,
            "status": item.get_status_display(),
            "method": item.get_method_display(),
            "progress": f"{outline.done}/{outline.total}" if item.may_read else "",
            "due_on": item.due_on,
            "enrolled_at": item.enrolled_at,
            "completed_at": item.completed_at,
        }


class EnrollmentView(generic.InspectView):
    """One enrollment: its facts, the answer to an application, and what staff may do with it."""

    any_permission_required = ["view"]
    template_name = "learning/admin/enrollment.html"
    page_title = gettext_lazy("Enrollment")
    forms = {"approve": DecisionForm, "decline": DecisionForm, "withdraw": ReasonForm, "complete": ReasonForm}

    def get_object(self, queryset=None) -> Enrollment:
        rows = Enrollment.objects.select_related("learner", "course__outline_state", "organisation", "enrolled_by")
        return rows.get(pk=self.pk)

    def get_context_data(self, **kwargs) -> dict:
        row, user = self.object, self.request.user
        course = CoursePage.objects.select_related("organisation").get(pk=row.course_id)
        runs = can(user, course.organisation, *COURSE_ROLES)
        bound = kwargs.pop("bound", {})
        running = row.status in OPEN_STATUSES and row.status != EnrollmentStatus.APPLIED
        return super().get_context_data(**kwargs) | {
            "row": row,
            "study": studies([row])[0],
            "decision": bound.get("decide") or DecisionForm(),
            "may_decide": runs and row.status == EnrollmentStatus.APPLIED,
            "may_end": running and may_assign(user, course, [row.learner]),
            "may_complete": running and runs,
            "end_form": bound.get("withdraw") or ReasonForm(prefix="withdraw"),
            "complete_form": bound.get("complete") or ReasonForm(prefix="complete"),
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        action = request.POST.get("action", "")
        if action not in self.forms:
            return redirect("enrollment:inspect", self.object.pk)
        deciding = action in ("approve", "decline")
        form = self.forms[action](request.POST, prefix=None if deciding else action)
        if form.is_valid():
            try:
                self._act(action, form.cleaned_data["reason"])
            except EnrollmentRefused as refusal:
                form.add_error("reason", str(refusal.message))
            except PermissionError:
                form.add_error("reason", _("You may not do this for this course. Ask the unit that owns it."))
            else:
                messages.success(request, _("Saved."))
                return redirect("enrollment:inspect", self.object.pk)
        key = "decide" if deciding else action
        return self.render_to_response(self.get_context_data(bound={key: form}), status=422)

    def _act(self, action: str, reason: str) -> None:
        user = self.request.user
        if action in ("approve", "decline"):
            decide(enrollment=self.object, by=user, approve=action == "approve", reason=reason)
        elif action == "withdraw":
            withdraw(enrollment=self.object, by=user, reason=reason)
        else:
            override_completion(enrollment=self.object, by=user, reason=reason)
