"""The one way in, for the site and the CMS alike, and the pages about oneself. Included at the root.

Of the login library only what is used has an address: there is no signing up and no resetting by mail here.
"""

from allauth.account import views as allauth_views
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from accounts import views
from accounts.audit_screens import AuditTrailView

own = [
    path("profile/", views.ProfileView.as_view(), name="profile"),
    path("sessions/end/", views.EndOtherSessionsView.as_view(), name="end_sessions"),
    path("inbox/", views.InboxView.as_view(), name="inbox"),
    path("inbox/read/", views.ReadNoticesView.as_view(), name="read_all"),
    path("inbox/<int:pk>/open/", views.OpenNoticeView.as_view(), name="open_notice"),
    path("consent/", views.ConsentView.as_view(), name="consent"),
    path("consent/decline/", views.DeclineConsentView.as_view(), name="decline"),
    path("privacy/", views.PrivacyView.as_view(), name="privacy"),
    path("privacy/withdraw/", views.WithdrawConsentView.as_view(), name="withdraw"),
    path("privacy/<str:version>/", views.PrivacyView.as_view(), name="privacy_version"),
]

urlpatterns = [
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/password/change/", allauth_views.password_change, name="account_change_password"),
    path("account/password/help/", views.PasswordHelpView.as_view(), name="account_reset_password"),
    path("account/signup/", views.PasswordHelpView.as_view(), name="account_signup"),
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
    path("account/", include((own, "accounts"))),
]
