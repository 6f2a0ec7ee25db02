"""Issue: once, with a number of its own, with a stored file, or not at all and for a named reason."""

import hashlib

import pytest
from django.core.management import call_command
from django.utils import timezone

from certificates.models import Award, Certificate, CertificateRevision
from certificates.numbering import is_well_formed
from certificates.services import issue, make_document
from certificates.services.issuing import NotEarned
from certificates.tasks import make_certificate
from learning.enums import EnrollmentStatus
from learning.models import Enrollment
from tests import factories
from tests.certificates import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_pdf(monkeypatch):
    """Rendering has tests of its own; here the bytes only need to be stored and hashed."""
    monkeypatch.setattr("certificates.services.issuing.render_pdf", lambda facts: f"%PDF {facts.number}".encode())
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: None)


def test_completing_a_course_makes_one_certificate_with_a_stored_file(
    learner, quick_pdf, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enrollment = builders.completed(learner)
    certificate = Certificate.objects.get()
    revision = certificate.revisions.get()
    year = timezone.localdate().year
    assert certificate.number.startswith(f"PY-{year}-C1-000001-")
    assert is_well_formed(certificate.number)
    assert (certificate.status, certificate.enrollment, certificate.organisation) == (
        "valid",
        enrollment,
        enrollment.organisation,
    )
    assert revision.file.read() == f"%PDF {certificate.number}".encode()
    assert revision.sha256 == hashlib.sha256(f"%PDF {certificate.number}".encode()).hexdigest()
    assert revision.facts["holder_name"] == learner.name
    assert [notice.url for notice in learner.notices.all()] == ["/certificates/"]


def test_issuing_twice_gives_the_same_certificate_and_the_same_file(learner, quick_pdf):
    enrollment = builders.completed(learner)
    first = issue(enrollment=enrollment)
    make_document(certificate=first)
    again = issue(enrollment=enrollment)
    make_document(certificate=again)
    make_certificate.enqueue(again.pk)
    assert (Certificate.objects.count(), CertificateRevision.objects.count()) == (1, 1)
    assert again.pk == first.pk


def test_numbers_of_a_programme_follow_each_other(quick_pdf):
    enrollments = [builders.completed(factories.person()), builders.completed(factories.person(), title="另一门课")]
    serials = [issue(enrollment=enrollment).number.split("-")[3] for enrollment in enrollments]
    assert serials == ["000001", "000002"]


def test_nothing_is_issued_before_completion(learner):
    enrollment = builders.completed(learner)
    other = Enrollment.objects.create(
        learner=learner, course=enrollment.course, status=EnrollmentStatus.ACTIVE, method="open"
    )
    with pytest.raises(NotEarned):
        issue(enrollment=other)


def test_a_course_without_an_award_gives_none(learner):
    assert issue(enrollment=builders.completed(learner, award=False)) is None


def test_a_character_no_font_has_stops_the_certificate_and_is_named(quick_pdf):
    learner = factories.person(name="𰻞小明")
    certificate = make_document(certificate=issue(enrollment=builders.completed(learner)))
    assert certificate.status == "blocked"
    assert certificate.problems == [
        {"field": "holder_name", "character": "𰻞", "codepoint": "U+30EDE", "private": False}
    ]
    assert not CertificateRevision.objects.exists()
    learner.name = "赵小明"
    learner.save()
    assert make_document(certificate=certificate).status == "valid"


def test_a_later_change_of_name_or_title_leaves_the_certificate_as_it_was(learner, quick_pdf):
    enrollment = builders.completed(learner)
    certificate = make_document(certificate=issue(enrollment=enrollment))
    before = certificate.revisions.get().facts
    learner.name = "改名之后"
    learner.save()
    enrollment.course.title = "改了标题"
    enrollment.course.save_revision().publish()
    make_document(certificate=certificate)
    assert certificate.revisions.get().facts == before


def test_without_pango_the_certificate_waits_and_the_command_catches_up(learner, monkeypatch):
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: "缺少系统库 Pango")
    certificate = make_document(certificate=issue(enrollment=builders.completed(learner)))
    assert (certificate.status, CertificateRevision.objects.count()) == ("pending", 0)
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: None)
    monkeypatch.setattr("certificates.services.issuing.render_pdf", lambda facts: b"%PDF")
    call_command("issue_certificates", verbosity=0)
    certificate.refresh_from_db()
    assert certificate.status == "valid"


def test_the_command_issues_what_a_lost_event_left_out(learner, quick_pdf):
    enrollment = builders.completed(learner, award=False)
    Award.objects.create(course=enrollment.course, template=builders.template())
    call_command("issue_certificates", verbosity=0)
    assert Certificate.objects.get().status == "valid"
