"""Pages about oneself: profile, inbox, privacy, and the help for whoever cannot get in."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView, View

from accounts.duties import has_agreed, notice_in_force, remember_consent
from accounts.enums import PEOPLE_ADMIN_ROLES
from accounts.forms import ProfileForm
from accounts.models import Notice, PrivacyNotice, User
from accounts.queries import home_unit, people_with
from accounts.services import (
    end_other_sessions,
    mark_read,
    record_consent,
    update_profile,
    withdraw_consent,
)


@method_decorator(never_cache, name="dispatch")
class PersonalView(LoginRequiredMixin):
    """Nothing personal stays in a shared computer's cache."""


def _next(request: HttpRequest, otherwise: str) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else otherwise


class PasswordHelpView(TemplateView):
    """Whom to ask for a new password or an account. Names of administrators are shown to nobody outside."""

    template_name = "account/password_help.html"


class ProfileView(PersonalView, FormView):
    form_class = ProfileForm
    template_name = "accounts/profile.html"
    success_url = reverse_lazy("accounts:profile")

    def get_form_kwargs(self) -> dict:
        # A copy: a refused number must not show up in the page's header.
        person = User.objects.get(pk=self.request.user.pk)
        return super().get_form_kwargs() | {"instance": person}

    def form_valid(self, form) -> HttpResponse:
        values = form.cleaned_data
        update_profile(person=self.request.user, phone=values["phone"], audience=values["audience"])
        messages.success(self.request, _("Your profile was saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        unit = home_unit(user)
        return super().get_context_data(**kwargs) | {
            "posts": user.memberships.select_related("organisation").order_by("until", "-since"),
            "grants": user.role_grants.current().select_related("organisation").order_by("organisation__path", "role"),
            "administrators": people_with(unit, *PEOPLE_ADMIN_ROLES).exclude(pk=user.pk)[:3] if unit else [],
            "agreements": user.consents.select_related("document").order_by("-at")[:5],
            "today": timezone.localdate(),
        }


class EndOtherSessionsView(PersonalView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = end_other_sessions(person=request.user)
        update_session_auth_hash(request, person)
        messages.success(request, _("All other devices are logged out."))
        return redirect("accounts:profile")


class InboxView(PersonalView, ListView):
    template_name = "accounts/inbox.html"
    context_object_name = "notices"
    paginate_by = 20

    def get_queryset(self):
        return Notice.objects.filter(user=self.request.user)


class ReadNoticesView(PersonalView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if mark_read(person=request.user):
            messages.success(request, _("All lines are marked as read."))
        return redirect("accounts:inbox")


class OpenNoticeView(PersonalView, View):
    """Read one line and go where it leads. Reading is a change, so it is posted."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = get_object_or_404(Notice, pk=pk, user=request.user)
        mark_read(person=request.user, notice=notice)
        return redirect(notice.url or reverse("accounts:inbox"))


class ConsentView(PersonalView, TemplateView):
    """The notice in force, to be agreed to before anything else."""

    template_name = "accounts/consent.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if has_agreed(request.user):
            return redirect(_next(request, "/"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        notice = notice_in_force()
        if notice is not None and request.POST.get("version") != notice.version:
            # A newer version came into force while the page was open: read that one.
            messages.warning(request, _("The notice has changed in the meantime. Please read the new version."))
            return redirect(f"{reverse('accounts:consent')}?next={_next(request, '/')}")
        if notice is not None:
            record_consent(person=request.user, notice=notice)
        remember_consent(request.session, request.user)
        return redirect(_next(request, "/"))

    def get_context_data(self, **kwargs) -> dict:
        earlier = self.request.user.consents.filter(withdrawn_at=None).exists()
        context = {"notice": notice_in_force(), "renewed": earlier, "next": _next(self.request, "")}
        return super().get_context_data(**kwargs) | context


class DeclineConsentView(PersonalView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.info(request, _("You are logged out. Nothing was recorded; you can come back and agree at any time."))
        return redirect("/")


class PrivacyView(DetailView):
    """One version of the notice, open to everybody; with one's own agreements for whoever is logged in."""

    template_name = "accounts/privacy.html"
    context_object_name = "notice"

    def get_object(self, queryset=None) -> PrivacyNotice | None:
        version = self.kwargs.get("version")
        if version is None:
            return notice_in_force()
        found = PrivacyNotice.objects.in_force().filter(version=version).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        current = notice_in_force()
        agreements = user.consents.select_related("document").order_by("-at") if user.is_authenticated else []
        return super().get_context_data(**kwargs) | {
            "current": current,
            "earlier": PrivacyNotice.objects.in_force().filter(~Q(pk=current.pk)) if current else [],
            "agreements": agreements,
            "may_withdraw": any(agreement.withdrawn_at is None for agreement in agreements),
        }


class WithdrawConsentView(PersonalView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        withdraw_consent(person=request.user)
        logout(request)
        messages.info(
            request, _("Your agreement is withdrawn and you are logged out everywhere. Certificates stay valid.")
        )
        return redirect("/")
