"""Answering a call for help."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.queries import units_for
from cases.models import CasePage
from practice.help_forms import AnswerForm, take
from practice.models import HelpPost, VisitSite
from practice.models.replications import WORKING_ROLES
from practice.proposals import matching_cases
from practice.services.helping import Over, answer_help
from practice.views.help import SECTION, answering_grants, post_or_404

MOST_OFFERED = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def help_answer(request: HttpRequest, uuid) -> HttpResponse:
    """Words, cases worth reading, perhaps an invitation."""
    post = post_or_404(request, uuid)
    units = answering_grants(request.user, post)
    if not units.exists():
        raise PermissionDenied
    form = _form(request, post, units)
    if request.method == "POST" and form.is_valid():
        try:
            answer_help(post=post, by=request.user, **form.cleaned_data)
        except Over:
            form.add_error(None, _("This call for help has ended; your answer was not sent."))
        except ValidationError as error:
            take(form, error)
        else:
            messages.success(request, _("Thank you. The asking unit has been told of your answer."))
            return redirect("practice:help_post", post.uuid)
    elif request.method != "POST" and not post.is_open:
        messages.info(request, _("This call for help has ended already."))
        return redirect("practice:help_post", post.uuid)
    context = {"post": post, "form": form, "section": SECTION}
    return render(request, "practice/help/answer.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, post: HelpPost, units) -> AnswerForm:
    """The newest cases of one's own units come with what fits the post; more would be a list to get lost in."""
    working = units_for(request.user, *WORKING_ROLES)
    own = CasePage.objects.in_library().filter(organisation__in=working).order_by("-version_on", "-pk")
    offered = {case.pk for case in matching_cases(post)} | set(own.values_list("pk", flat=True)[:MOST_OFFERED])
    cases = CasePage.objects.in_library().filter(Q(pk__in=offered)).select_related("organisation")
    sites = VisitSite.objects.public().filter(unit__in=working).order_by("title", "pk")
    typed = request.POST if request.method == "POST" else None
    return AnswerForm(typed, units=units, cases=cases.order_by("title", "pk"), sites=sites)
