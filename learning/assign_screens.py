"""The CMS views that bring people into courses: assigning, and invite codes."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.queries import units_for
from learning.admin_forms import ASSIGNING_ROLES, PEOPLE_AT_ONCE, AssignForm, PickForm, standing_of
from learning.enums import EnrollmentStatus
from learning.models import Enrollment, InviteCode
from learning.services import EnrollmentRefused, assign, create_invite, expire_invite
from learning.services.enrollments import free_places

# People in these states are shown, but there is nothing to assign.
SETTLED = (EnrollmentStatus.ACTIVE, EnrollmentStatus.COMPLETED)


class AssignView(WagtailAdminTemplateMixin, View):
    """Assign people: choose course and unit, look at the people and their standing, confirm."""

    template_name = "learning/admin/assign.html"
    page_title = gettext_lazy("Assign people to a course")
    model = Enrollment

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not units_for(request.user, *ASSIGNING_ROLES).exists():
            messages.error(request, _("You may not assign anybody."))
            return redirect("wagtailadmin_home")
        self.choice = AssignForm(request.GET or None, by=request.user)
        self.ready = self.choice.is_bound and self.choice.is_valid()
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list:
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": reverse("enrollment:index"), "label": _("Enrollments")}, here]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.render_to_response(self._context(None))

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.ready:
            return redirect("enrollment:assign")
        form = PickForm(request.POST, people=self.choice.people())
        if form.is_valid():
            course = self.choice.cleaned_data["course"]
            values = form.cleaned_data
            try:
                rows = assign(learners=values["people"], course=course, by=request.user, due_on=values["due_on"])
            except EnrollmentRefused as refusal:
                form.add_error(None, str(refusal.message))
            else:
                words = ngettext("%(count)d person assigned to “%(course)s”.",
                                 "%(count)d people assigned to “%(course)s”.", len(rows))  # fmt: skip
                messages.success(request, words % {"count": len(rows), "course": course.title})
                return redirect(f"{reverse('enrollment:index')}?{urlencode({'course': course.pk})}")
        return self.render_to_response(self._context(form), status=422)

    def _context(self, form: PickForm | None) -> dict:
        context = self.get_context_data() | {"choice": self.choice, "ready": self.ready}
        if not self.ready:
            return context
        course, people = self.choice.cleaned_data["course"], self.choice.people()
        shown: list[User] = list(people[: PEOPLE_AT_ONCE + 1])
        standing = standing_of(course, shown)
        ticked = set(form.data.getlist("people")) if form else None
        rows = []
        for person in shown[:PEOPLE_AT_ONCE]:
            row = standing.get(person.pk)
            settled = row is not None and row.status in SETTLED
            chosen = not settled and (ticked is None or str(person.pk) in ticked)
            rows.append({"person": person, "row": row, "settled": settled, "chosen": chosen})
        return context | {
            "pick": form or PickForm(people=people),
            "rows": rows,
            "new": sum(not row["settled"] for row in rows),
            "cut": len(shown) > PEOPLE_AT_ONCE,
            "limit": PEOPLE_AT_ONCE,
            "left": free_places(course),
            "course": course,
        }


class InviteIndexView(generic.IndexView):
    any_permission_required = ["view"]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("course", "organisation", "created_by")

    def to_row_dict(self, item: InviteCode) -> dict:
        return {
            "code": item.code,
            "course": item.course.title,
            "organisation": item.organisation.name_full,
            "uses": item.uses,
            "max_uses": item.max_uses,
            "expires_on": item.expires_on,
            "created_by": str(item.created_by or ""),
        }


class InviteCreateView(generic.CreateView):
    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form) -> HttpResponse:
        values = form.cleaned_data
        try:
            invite = create_invite(
                course=values["course"], organisation=values["course"].organisation, by=self.request.user,
                max_uses=values["max_uses"], expires_on=values["expires_on"], code=values["ticket"],
            )  # fmt: skip
        except EnrollmentRefused as refusal:
            form.add_error(None, str(refusal.message))
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        return redirect("invitecode:inspect", invite.pk)


class InviteView(generic.InspectView):
    """One code, large enough to read out, with the address to pass on; ended here."""

    any_permission_required = ["view"]
    template_name = "learning/admin/invite.html"
    page_title = gettext_lazy("Invite code")

    def get_context_data(self, **kwargs) -> dict:
        address = f"{reverse('learning:join_by_code')}?{urlencode({'code': self.object.code})}"
        people = self.object.enrollments.all().visible_to(self.request.user).select_related("learner")
        return super().get_context_data(**kwargs) | {
            "invite": self.object,
            "address": f"{settings.SITE_URL}{address}",
            "people": people[:200],
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            expire_invite(invite=self.object, by=request.user)
        except EnrollmentRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The code lets nobody in any more."))
        return redirect("invitecode:inspect", self.object.pk)
