"""What the CMS learns from this app: audit actions, menus, rights in the libraries, our name and colours."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.audit_screens import may_audit
from accounts.scoped import ScopedDeleteBulkAction
from accounts.viewsets import PeopleGroup

# After Wagtail's own action of the same name, which it replaces for scoped snippets.
hooks.register("register_bulk_action", ScopedDeleteBulkAction, order=1000)

ACTIONS = {
    "accounts.password_reset": (_("Password reset"), _("Gave a temporary password")),
    "accounts.password_changed": (_("Password changed"), _("Changed the own password")),
    "accounts.sessions_ended": (_("Devices logged out"), _("Logged out all other devices")),
    "accounts.profile_changed": (_("Profile changed"), _("Changed the profile")),
    "accounts.post_added": (_("Post added"), _("Added a post")),
    "accounts.post_ended": (_("Post ended"), _("Ended a post")),
    "accounts.role_granted": (_("Right given"), _("Gave a right")),
    "accounts.role_ended": (_("Right taken back"), _("Took a right back")),
    "accounts.consent_given": (_("Privacy notice agreed to"), _("Agreed to the privacy notice")),
    "accounts.consent_withdrawn": (_("Consent withdrawn"), _("Withdrew the agreement to the privacy notice")),
    "accounts.notices_chosen": (_("Notices chosen"), _("Chose what to be told")),
    "accounts.address_confirmed": (_("Mail address confirmed"), _("Confirmed the mail address")),
    "accounts.unit_changed": (_("Unit changed"), _("Changed the unit from a list")),
    "accounts.unit_moved": (_("Unit moved"), _("Moved the unit to another parent")),
    "accounts.person_viewed": (_("Person looked at"), _("Looked at the person’s data")),
    "accounts.list_exported": (_("List exported"), _("Exported a list")),
}


@hooks.register("register_log_actions")
def register_actions(registry) -> None:
    for action, (label, message) in ACTIONS.items():
        registry.register_action(action, label, message)


@hooks.register("register_admin_viewset")
def register_people():
    return PeopleGroup()


@hooks.register("construct_settings_menu")
def hide_wagtails_own_people_screens(request, items) -> None:
    """Rights come from grants: Wagtail's screens for users and groups would only mislead."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in {"users", "groups"}]


@hooks.register("construct_reports_menu")
def audit_trail_for_auditors(request, items) -> None:
    if not may_audit(request.user):
        items[:] = [item for item in items if item.name != "site-history"]


@hooks.register("construct_help_menu")
def help_in_the_language_of_the_site(request, items) -> None:
    """Wagtail's news and its guide for editors are pages in English on a foreign host."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new-in-wagtail", "editor-guide"))]


@hooks.register("insert_global_admin_css")
def admin_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
