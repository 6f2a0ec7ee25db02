"""The CMS screens for people: list, new account, profile, posts and rights, temporary password."""

import django_filters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, Q, Value
from django.db.models.functions import Replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.log_actions import log

from accounts.admin_forms import GrantForm, PostForm
from accounts.enums import PEOPLE_READER_ROLES, Audience, Role
from accounts.models import Membership, Organisation, User
from accounts.queries import grantable_at, may_manage, units_for
from accounts.services import (
    add_membership,
    create_person,
    end_grant,
    end_membership,
    grant_role,
    reset_password,
    update_person,
)


def _units_in_reach(request) -> "Organisation":
    return units_for(request.user, *PEOPLE_READER_ROLES)


class PeopleFilterSet(WagtailFilterSet):
    unit = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Unit and below"), queryset=_units_in_reach, method="within_unit"
    )
    audience = django_filters.ChoiceFilter(label=gettext_lazy("Who they are"), choices=Audience.choices)

    class Meta:
        model = User
        fields = ["unit", "audience", "is_active"]

    def within_unit(self, queryset, name, unit):
        return queryset.within(Organisation.objects.within(unit))


class PeopleIndexView(generic.IndexView):
    any_permission_required = ["add", "change", "view"]

    def get_base_queryset(self):
        running = Membership.objects.current().select_related("organisation").order_by("since", "pk")
        people = super().get_base_queryset()
        return people.prefetch_related(Prefetch("memberships", queryset=running, to_attr="running_posts"))

    def search_queryset(self, queryset):
        """By name, beginning of the number, user name, or pinyin with or without blanks."""
        words = self.search_query.strip()
        if not words:
            return queryset
        spoken = Replace("name_sort", Value(" "), Value(""))
        return queryset.annotate(spoken=spoken).filter(
            Q(name__icontains=words)
            | Q(phone__startswith=words)
            | Q(username__istartswith=words)
            | Q(spoken__startswith=words.lower().replace(" ", ""))
        )

    def get_edit_url(self, instance) -> None:
        """The name leads to the page of the person, from which the profile is edited."""

    def to_row_dict(self, item) -> dict:
        return {
            "name": item.name,
            "username": item.username,
            "phone": item.phone or "",
            "audience": item.get_audience_display(),
            "posts": posts_in_words(item),
            "last_login": item.last_login,
        }


def posts_in_words(person: User) -> str:
    return "；".join(str(post) for post in person.running_posts)


class PersonCreateView(generic.CreateView):
    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"by": self.request.user}

    def form_valid(self, form) -> HttpResponse:
        values = form.cleaned_data
        try:
            person, password = create_person(
                name=values["name"],
                phone=values["phone"] or "",
                audience=values["audience"],
                organisation=values["organisation"],
                post=values["post"],
                by=self.request.user,
            )
        except ValidationError as error:
            # Somebody took the number between the check of the form and now.
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        return _show_password(self.request, person, password, created=True)


class PersonEditView(generic.EditView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_manage(request.user, get_object_or_404(User, pk=kwargs["pk"])):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> User:
        person = User.objects.get(pk=self.object.pk)
        return update_person(person=person, by=self.request.user, **self.form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("people:inspect", args=[self.object.pk])


class PersonHistoryView(history.HistoryView):
    any_permission_required = ["add", "change", "view"]


class PersonView(generic.InspectView):
    """One person: profile, posts, rights. Posts and rights are given and ended here, each by its service."""

    any_permission_required = ["add", "change", "view"]
    template_name = "accounts/admin/person.html"
    page_title = gettext_lazy("Person")
    forms = {"add_post": PostForm, "grant": GrantForm}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Whoever looks at somebody's data leaves a trace."""
        log(instance=self.object, action="accounts.person_viewed", user=request.user)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        user, person = self.request.user, self.object
        grants = list(person.role_grants.current().select_related("organisation").order_by("organisation__path"))
        for grant in grants:
            grant.may_end = user.pk != person.pk and Role(grant.role) in grantable_at(user, grant.organisation)
        reach = set(units_for(user, *PEOPLE_READER_ROLES).values_list("pk", flat=True))
        posts = list(person.memberships.select_related("organisation").order_by("until", "-since"))
        may_write = self.user_has_permission("change") and user.pk != person.pk
        bound = kwargs.pop("bound", {})
        empty = {key: form(by=user) for key, form in self.forms.items()} if may_write else {}
        return super().get_context_data(**kwargs) | {
            "person": person,
            "grants": grants,
            "posts": [(post, may_write and post.until is None and post.organisation_id in reach) for post in posts],
            "may_manage": may_manage(user, person),
            "forms": empty | bound,
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.user_has_permission("change"):
            raise PermissionDenied
        action = request.POST.get("action", "")
        if action in self.forms:
            form = self.forms[action](request.POST, by=request.user)
            if not form.is_valid() or not self._give(action, form):
                return self.render_to_response(self.get_context_data(bound={action: form}))
        elif action == "end_post":
            end_membership(membership=self._mine("memberships"), by=request.user)
        elif action == "end_grant":
            end_grant(grant=self._mine("role_grants"), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("people:inspect", self.object.pk)

    def _mine(self, relation: str):
        number = self.request.POST.get("id", "")
        return get_object_or_404(getattr(self.object, relation), pk=number if number.isdigit() else 0)

    def _give(self, action: str, form) -> bool:
        values = form.cleaned_data
        try:
            if action == "add_post":
                add_membership(person=self.object, by=self.request.user, **values)
            else:
                role = Role(values.pop("role"))
                grant_role(person=self.object, by=self.request.user, role=role, **values)
        except PermissionDenied:
            form.add_error(None, _("You cannot give this right at this unit."))
        except ValidationError as error:
            form.add_error(None, error.messages)
        return form.is_valid()


class ResetPasswordView(generic.InspectView):
    """Ask first, then give a temporary password and show it once."""

    any_permission_required = ["change"]
    template_name = "accounts/admin/reset_password.html"
    page_title = gettext_lazy("Reset the password")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_manage(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        password = reset_password(person=self.object, by=request.user)
        return _show_password(request, self.object, password, created=False)


def _show_password(request: HttpRequest, person: User, password: str, *, created: bool) -> HttpResponse:
    """The only place that ever shows a temporary password; it is stored nowhere in readable form."""
    context = {"person": person, "password": password, "created": created, "page_title": _("Temporary password")}
    response = render(request, "accounts/admin/temporary_password.html", context)
    response["Cache-Control"] = "no-store"
    return response
