"""One's own profile, and the help for whoever cannot get in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from accounts.enums import PEOPLE_ADMIN_ROLES
from accounts.forms import NoticeChoicesForm, ProfileForm
from accounts.models import User
from accounts.queries import home_unit, people_with
from accounts.services import confirm_address, end_other_sessions, may_ask, update_profile
from accounts.tasks import send_confirmation
from accounts.views.personal import PersonalView


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
        values = {name: form.cleaned_data[name] for name in ("phone", "audience", "email")}
        before = self.request.user.email
        person = update_profile(person=self.request.user, **values)
        messages.success(self.request, _("Your profile was saved."))
        if person.email != before:
            ask_for_confirmation(self.request, person)
        return super().form_valid(form)

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        unit = home_unit(user)
        return {
            "choices_form": NoticeChoicesForm(person=user),
            "may_mail": settings.MAIL_CONFIGURED,
            "posts": user.memberships.select_related("organisation").order_by("until", "-since"),
            "grants": user.role_grants.current().select_related("organisation").order_by("organisation__path", "role"),
            "administrators": people_with(unit, *PEOPLE_ADMIN_ROLES).exclude(pk=user.pk)[:3] if unit else [],
            "agreements": user.consents.select_related("document").order_by("-at")[:5],
            "today": timezone.localdate(),
        } | super().get_context_data(**kwargs)


class NoticeChoicesView(ProfileView):
    """The part of the profile that says what one wants to be told; a page of its own only when something is wrong."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = NoticeChoicesForm(request.POST, person=request.user)
        if form.is_valid():
            form.save()
            messages.success(request, _("Your choice of notices was saved."))
            return redirect(f"{reverse('accounts:profile')}#notices")
        person = User.objects.get(pk=request.user.pk)
        return self.render_to_response(self.get_context_data(form=ProfileForm(instance=person), choices_form=form))


class AskForMailView(PersonalView, View):
    """Another mail to an address that is not confirmed yet."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        ask_for_confirmation(request, request.user)
        return redirect("accounts:profile")


class ConfirmMailView(PersonalView, View):
    """The link in the mail. Whoever follows it is logged in as the person who gave the address, so a GET is enough."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        if confirm_address(person=request.user, token=token):
            messages.success(request, _("Your e-mail address is confirmed."))
        else:
            messages.error(
                request, _("This link belongs to another account or address, or is too old. Ask for a new one below.")
            )
        return redirect("accounts:profile")


class EndOtherSessionsView(PersonalView, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = end_other_sessions(person=request.user)
        update_session_auth_hash(request, person)
        messages.success(request, _("All other devices are logged out."))
        return redirect("accounts:profile")


def ask_for_confirmation(request: HttpRequest, person: User) -> None:
    """Send the link and say so; nothing where there is no address to prove."""
    if not settings.MAIL_CONFIGURED or not person.email or person.mail_address:
        return
    if may_ask(person=person):
        send_confirmation.enqueue(person.pk)
        messages.info(request, _("A mail is on its way to %(email)s. Follow the link in it.") % {"email": person.email})
    else:
        messages.warning(request, _("A mail was sent a moment ago. Look for it, or try again later."))
