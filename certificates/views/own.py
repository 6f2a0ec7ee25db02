"""A person's own certificates, and the stored files."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from certificates.models import Certificate, CertificateRevision
from typesetting.engine import weasyprint_problem


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every certificate of the person, newest first, with those still being made."""
    certificates = list(
        Certificate.objects.filter(holder=request.user)
        .select_related("enrollment__course")
        .prefetch_related("revisions")
    )
    waiting = any(certificate.status == "pending" for certificate in certificates)
    context = {
        "certificates": certificates,
        "problem": weasyprint_problem() if waiting else None,
        "section": "learning",
    }
    return render(request, "certificates/mine.html", context)


@login_required
@require_safe
def download(request: HttpRequest, uuid, revision: int) -> HttpResponse:
    """The stored file: for the holder, and for registrars in scope. Bytes are never made anew."""
    found = CertificateRevision.objects.select_related("certificate__holder").filter(
        certificate__uuid=uuid, number=revision
    )
    row = found.first()
    if row is None or not _may_have(request.user, row.certificate):
        raise Http404
    name = f"{row.facts['title']}-{row.facts['holder_name']}-{row.facts['course_title']}.pdf"
    inline = "inline" in request.GET
    response = FileResponse(
        row.file.open("rb"), content_type="application/pdf", as_attachment=not inline, filename=name
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _may_have(user, certificate: Certificate) -> bool:
    if certificate.holder_id == user.pk:
        return True
    return Certificate.objects.visible_to(user).filter(pk=certificate.pk).exists()
