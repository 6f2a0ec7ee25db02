"""The privacy notice: reading it, agreeing to it, taking that back."""

from django.contrib import messages
from django.contrib.auth import logout
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from accounts.duties import has_agreed, notice_in_force, remember_consent
from accounts.models import PrivacyNotice
from accounts.services import record_consent, withdraw_consent
from accounts.views.personal import PersonalView, next_url


class ConsentView(PersonalView, TemplateView):
    """The notice in force, to be agreed to before anything else."""

    template_name = "accounts/consent.html"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if has_agreed(request.user):
            return redirect(next_url(request, "/"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        notice = notice_in_force()
        if notice is not None and request.POST.get("version") != notice.version:
            # A newer version came into force while the page was open: read that one.
            messages.warning(request, _("The notice has changed in the meantime. Please read the new version."))
            return redirect(f"{reverse('accounts:consent')}?next={next_url(request, '/')}")
        if notice is not None:
            record_consent(person=request.user, notice=notice)
        remember_consent(request.session, request.user)
        return redirect(next_url(request, "/"))

    def get_context_data(self, **kwargs) -> dict:
        earlier = self.request.user.consents.filter(withdrawn_at=None).exists()
        context = {"notice": notice_in_force(), "renewed": earlier, "next": next_url(self.request, "")}
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
