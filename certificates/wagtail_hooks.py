"""Registration only: the words of the audit trail, and the screens."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from certificates.viewsets import CertificateGroup


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("certificates.issue", _("Issue a certificate"), _("Issued the certificate"))
    actions.register_action("certificates.block", _("Stop a certificate"), _("Stopped: a character cannot be printed"))
    actions.register_action("certificates.set_seal", _("Set the seal image"), _("Set the seal image"))


@hooks.register("register_admin_viewset")
def register_certificates():
    return CertificateGroup()
