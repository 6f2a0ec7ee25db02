"""Doors into a course and out of it. Each is a POST; asked with GET it leads to the course."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import CoursePage
from learning.enums import OPEN_STATUSES
from learning.forms import ApplicationForm, InviteForm, WithdrawForm
from learning.invite_codes import normal_code
from learning.models import Enrollment, InviteCode
from learning.services import EnrollmentRefused, apply, enroll, redeem_invite, withdraw

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _course(key) -> CoursePage:
    return get_object_or_404(CoursePage.objects.live(), translation_key=key)


def _page_with(request: HttpRequest, course: CoursePage, form: Form) -> HttpResponse:
    """The course page again, with what was typed and what is wrong with it."""
    request.join_form = form
    response = course.serve(request)
    response.status_code = 422
    return response


@GET_OR_POST
@login_required
def join(request: HttpRequest, key) -> HttpResponse:
    """Join an open course and go to its first unit."""
    course = _course(key)
    if request.method != "POST":
        return redirect(course.url)
    try:
        row = enroll(learner=request.user, course=course, retake=request.POST.get("retake") == "1")
    except EnrollmentRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(course.url)
    if row.may_read:
        messages.success(request, _("You are in. Begin whenever you like; your progress is kept."))
    return redirect(course.url)


@GET_OR_POST
@login_required
def send_application(request: HttpRequest, key) -> HttpResponse:
    """Apply; on an error the course page comes back with the text in its field."""
    course = _course(key)
    if request.method != "POST":
        return redirect(course.url)
    form = ApplicationForm(request.POST)
    if not form.is_valid():
        return _page_with(request, course, form)
    try:
        apply(
            learner=request.user, course=course, application=form.cleaned_data["application"],
            retake=request.POST.get("retake") == "1",
        )  # fmt: skip
    except EnrollmentRefused as refusal:
        form.add_error("application", str(refusal.message))
        return _page_with(request, course, form)
    except ValidationError as error:
        form.add_error("application", error.messages)
        return _page_with(request, course, form)
    messages.success(request, _("Your application was sent. You will find the answer in your notices."))
    return redirect(course.url)


@GET_OR_POST
@login_required
def enter_code(request: HttpRequest, key) -> HttpResponse:
    """Use an invite code on the page of a course."""
    course = _course(key)
    if request.method != "POST":
        return redirect(course.url)
    form = InviteForm(request.POST)
    if form.is_valid() and _redeem(request, form, course):
        return redirect(course.url)
    return _page_with(request, course, form)


@GET_OR_POST
@login_required
def join_by_code(request: HttpRequest) -> HttpResponse:
    """The page for people who hold a code and do not know the course; `?code=` fills the field (a printed link)."""
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent, initial={"code": request.GET.get("code", "")[:40]})
    if request.method == "POST" and form.is_valid():
        row = _redeem(request, form, None)
        if row:
            return redirect(row.course.url)
    status = 422 if form.errors else 200
    return render(request, "learning/join.html", {"form": form, "section": "learning"}, status=status)


def _redeem(request: HttpRequest, form: InviteForm, course: CoursePage | None) -> Enrollment | None:
    """Use the code; a refusal becomes the field's error."""
    code = form.cleaned_data["code"]
    invite = InviteCode.objects.filter(code=normal_code(code)).first()
    mine = Enrollment.objects.filter(learner=request.user, status__in=OPEN_STATUSES, course=invite and invite.course)
    already = invite is not None and mine.exists()
    try:
        row = redeem_invite(learner=request.user, code=code, course=course)
    except EnrollmentRefused as refusal:
        form.add_error("code", str(refusal.message))
        return None
    if already:
        messages.info(request, _("You are in this course already; no place of the code was used."))
    else:
        messages.success(request, _("You are in. Begin whenever you like; your progress is kept."))
    return row


@GET_OR_POST
@login_required
def leave(request: HttpRequest, key) -> HttpResponse:
    """Ask once more, with room for a reason, then leave the course or take the application back."""
    course = get_object_or_404(CoursePage, translation_key=key)
    row = Enrollment.objects.filter(learner=request.user, course=course, status__in=OPEN_STATUSES).first()
    back = course.url if course.live else "/learn/"
    if row is None:
        return redirect(back)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(enrollment=row, reason=form.cleaned_data["reason"])
        except EnrollmentRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("You left “%(course)s”. What you learned is kept.") % {"course": course.title})
        return redirect(back)
    context = {"form": form, "course": course, "enrollment": row, "back": back, "section": "learning"}
    return render(request, "learning/leave.html", context, status=422 if form.errors else 200)
