"""What `manage.py check` says about certificates."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.utils.translation import gettext as _

from typesetting.engine import weasyprint_problem

# The Debian and Ubuntu packages WeasyPrint loads; other systems have them under similar names.
INSTALL_COMMAND = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@register("certificates")
def check_pdf_engine(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A warning, not an error: without Pango only the making of PDF files waits."""
    problem = weasyprint_problem()
    if problem is None:
        return []
    return [
        Warning(
            _("Certificates cannot be made into PDF files: the Pango libraries are missing. Everything else works."),
            hint=_("Install them, then restart: %(command)s") % {"command": INSTALL_COMMAND},
            obj=problem,
            id="certificates.W001",
        )
    ]
