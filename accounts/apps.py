"""Who people are and where they stand."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and units")

    def ready(self) -> None:
        import wagtailmedia
        from wagtail.documents import get_document_model
        from wagtail.images import get_image_model
        from wagtail.models import Page
        from wagtail.permissions import register_permission_policy

        from accounts import receivers  # noqa: F401  connects the listeners
        from accounts.policies import RoleLibraryPolicy, page_policy, register_role_permissions
        from accounts.rights import ROLE_PERMISSIONS

        register_permission_policy(Page, page_policy)
        for roles, permissions in ROLE_PERMISSIONS:
            register_role_permissions(roles, permissions)
        for library in (get_image_model(), get_document_model(), wagtailmedia.get_media_model()):
            policy = RoleLibraryPolicy(library, owner_field_name="uploaded_by_user")
            # "Exact" wins over what the libraries register themselves, in whichever order apps get ready.
            register_permission_policy(library, policy, exact_class=True)
        # The media library asks its own function instead of Wagtail's registry; it must answer like the registry.
        wagtailmedia.get_permission_policy = lambda: policy
