"""The one way in, for the site and the CMS alike, and the pages about oneself. Included at the root.

Of the login library only what is used has an address: there is no signing up and no resetting by mail here.
"""

from allauth.account import views as allauth_views
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts.audit_screens import AuditTrailView
from accounts.presence import ping_within_scope
from accounts.views import inbox, privacy, profile

own = [
    path("profile/", profile.ProfileView.as_view(), name="profile"),
    path("sessions/end/", profile.EndOtherSessionsView.as_view(), name="end_sessions"),
    path("inbox/", inbox.InboxView.as_view(), name="inbox"),
    path("inbox/read/", inbox.ReadNoticesView.as_view(), name="read_all"),
    path("inbox/choices/", profile.NoticeChoicesView.as_view(), name="notice_choices"),
    path("inbox/<uuid:uuid>/", inbox.OpenNoticeView.as_view(), name="open_notice"),
    path("inbox/<uuid:uuid>/read/", inbox.ReadNoticeView.as_view(), name="read_notice"),
    path("mail/ask/", profile.AskForMailView.as_view(), name="ask_for_mail"),
    path("mail/<str:token>/", profile.ConfirmMailView.as_view(), name="confirm_mail"),
    path("consent/", privacy.ConsentView.as_view(), name="consent"),
    path("consent/decline/", privacy.DeclineConsentView.as_view(), name="decline"),
    path("privacy/", privacy.PrivacyView.as_view(), name="privacy"),
    path("privacy/withdraw/", privacy.WithdrawConsentView.as_view(), name="withdraw"),
    path("privacy/<str:version>/", privacy.PrivacyView.as_view(), name="privacy_version"),
]

urlpatterns = [
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/password/change/", allauth_views.password_change, name="account_change_password"),
    path("account/password/help/", profile.PasswordHelpView.as_view(), name="account_reset_password"),
    path("account/signup/", profile.PasswordHelpView.as_view(), name="account_signup"),
    # Wagtail brings a login form of its own; it must not be a second way in.
    path("cms/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # And a profile of its own, with a first and a last name; there is one profile.
    path("cms/account/", RedirectView.as_view(pattern_name="accounts:profile")),
    # Wagtail's history of everything shows entries of every unit; this one is the auditor's, within the units.
    path("cms/reports/site-history/", require_admin_access(AuditTrailView.as_view()), name="audit_trail"),
    path(
        "cms/reports/site-history/results/",
        require_admin_access(AuditTrailView.as_view(results_only=True)),
        name="audit_trail_results",
    ),
    # Under Wagtail's own address, which would tell everybody who is at work on any record.
    path(
        "cms/editing-sessions/ping/<str:app_label>/<str:model_name>/<str:object_id>/<int:session_id>/",
        require_admin_access(ping_within_scope),
    ),
    path("account/", include((own, "accounts"))),
]
