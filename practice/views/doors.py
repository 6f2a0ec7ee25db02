"""Who gets in: a record that the person may see, or one that they may write in; any other does not exist."""

from functools import wraps
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from practice.models import Replication

WITH = ("case__organisation", "adopter", "town", "owner", "mentor", "submission__case")


def seen(view):
    """Give the view a replication the person may see; whoever may not is led to its public summary if it has one."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID, **kwargs) -> HttpResponseBase:
        row = Replication.objects.visible_to(request.user).select_related(*WITH).filter(uuid=uuid).first()
        if row is not None:
            return view(request, row, **kwargs)
        if Replication.objects.public().filter(uuid=uuid).exists():
            return to_summary(uuid)
        raise Http404

    return never_cache(login_required(wrapped))


def worked_on(view):
    """Give the view a replication the person works on."""

    @wraps(view)
    def wrapped(request: HttpRequest, uuid: UUID, **kwargs) -> HttpResponseBase:
        row = Replication.objects.editable_by(request.user).select_related(*WITH).filter(uuid=uuid).first()
        if row is None:
            raise Http404
        return view(request, row, **kwargs)

    return never_cache(login_required(wrapped))


def to_summary(uuid: UUID) -> HttpResponse:
    return redirect("practice:adoption", uuid)


def to_record(row: Replication) -> HttpResponse:
    return redirect("practice:replication", row.uuid)
