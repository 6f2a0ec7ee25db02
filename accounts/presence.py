"""Who else has a record open in the CMS: asked by the editor every few seconds."""

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.views.editing_sessions import ping


def ping_within_scope(request: HttpRequest, app_label: str, model_name: str, object_id: str, **kwargs) -> HttpResponse:
    """Wagtail's answer names the people at work on a record, and asks for the right per model only.

    A model with a scope of its own answers for the rows the person may see. Pages have no `visible_to`: Wagtail checks
    each of them. Raises Http404.
    """
    try:
        rows = apps.get_model(app_label, model_name)._default_manager.all()
    except LookupError as error:
        raise Http404 from error
    if hasattr(rows, "visible_to"):
        try:
            seen = rows.visible_to(request.user).filter(pk=unquote(object_id)).exists()
        except (ValueError, ValidationError):
            seen = False
        if not seen:
            raise Http404
    return ping(request, app_label, model_name, object_id, **kwargs)
