"""A person's own reading list."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.library import my_reading
from cases.models import CasePage, ReadingItem
from cases.services.reading import drop_case, keep_case, note_case
from cases.views.library import public_case

PER_PAGE = 20


@login_required
@require_safe
def reading(request: HttpRequest) -> HttpResponse:
    """The list, newest first. A case that was taken down is named without a link; the note stays."""
    page = Paginator(my_reading(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/reading.html", {"page": page, "section": "learning"})


@login_required
@require_POST
def keep(request: HttpRequest, key) -> HttpResponse:
    case = public_case(key)
    keep_case(user=request.user, case=case)
    messages.success(request, _("“%(case)s” is on your reading list.") % {"case": case.title})
    return _back(request)


@login_required
@require_POST
def drop(request: HttpRequest, key) -> HttpResponse:
    """One's own entry goes, whether the case can still be read or not."""
    case = get_object_or_404(CasePage, translation_key=key, pk__in=request.user.reading_items.values("case"))
    drop_case(user=request.user, case=case)
    messages.info(request, _("“%(case)s” is no longer on your reading list.") % {"case": case.title})
    return _back(request)


@login_required
@require_POST
def note(request: HttpRequest, uuid) -> HttpResponse:
    item = get_object_or_404(ReadingItem.objects.select_related("case"), uuid=uuid, user=request.user)
    text = request.POST.get("text", "")
    try:
        note_case(user=request.user, item=item, text=text)
    except ValidationError as error:
        page = Paginator(my_reading(request.user), PER_PAGE).get_page(request.POST.get("page"))
        context = {
            "page": page,
            "section": "learning",
            "failed": item.uuid,
            "typed": text,
            "problem": error.messages[0],
        }
        return render(request, "cases/reading.html", context, status=400)
    messages.success(request, _("Note saved."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target if safe else "cases:reading")
