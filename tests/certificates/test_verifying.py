"""What a stranger is told: the certified facts, never more, and the same nothing for every miss."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate, InquiryCount
from certificates.services import issue, make_document, verify_by_code, verify_by_number
from certificates.services.verifying import INQUIRIES
from tests import factories
from tests.certificates import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(monkeypatch):
    monkeypatch.setattr("certificates.services.issuing.render_pdf", lambda facts: b"%PDF")
    monkeypatch.setattr("certificates.services.issuing.weasyprint_problem", lambda: None)
    learner = factories.person(name="欧阳㛃婷", phone="19900001234")
    return make_document(certificate=issue(enrollment=builders.completed(learner)))


def test_the_code_shows_the_name_as_printed(certificate):
    answer = verify_by_code(certificate.code.lower().replace("-", " "))
    assert (answer.name, answer.full, answer.valid) == ("欧阳㛃婷", True, True)


def test_the_number_alone_shows_a_masked_name(certificate, client):
    answer = verify_by_number(certificate.number)
    assert (answer.name, answer.full) == ("欧阳**", False)
    page = client.post(reverse("certificates:verify"), {"number": certificate.number}).content.decode()
    assert "欧阳**" in page
    assert "欧阳㛃婷" not in page


def test_number_and_right_name_show_it_and_a_wrong_name_finds_nothing(certificate):
    assert verify_by_number(certificate.number, "欧阳㛃婷").name == "欧阳㛃婷"
    assert verify_by_number(certificate.number, "欧阳娜娜") is None


def test_a_page_tells_no_more_than_the_paper(certificate, client):
    page = client.get(reverse("certificates:by_code", args=[certificate.code])).content.decode()
    assert certificate.number in page
    for secret in ("19900001234", certificate.holder.username, str(certificate.holder.uuid)):
        assert secret not in page


def test_every_miss_looks_the_same(certificate, client):
    url = reverse("certificates:verify")
    asked = [
        {"number": certificate.number, "name": "别人"},
        {"number": "PY-2026-C1-999999-X"},
        {"number": "0000-0000-0000"},
        {"number": "随便写写"},
    ]
    answers = [client.post(url, data) for data in asked]
    assert [answer.status_code for answer in answers] == [404] * 4
    main = {answer.content.decode().split("<h2>", 1)[0].split("<main", 1)[1].split("csrf", 1)[0] for answer in answers}
    assert len(main) == 1


def test_a_certificate_that_is_not_finished_is_not_found(certificate):
    Certificate.objects.update(status="pending", issued_at=None)
    assert verify_by_code(certificate.code) is None
    assert verify_by_number(certificate.number) is None


def test_a_revoked_certificate_says_so_with_reason(certificate, client):
    Certificate.objects.update(status="revoked", revoked_at=timezone.now(), revocation_reason="登记有误")
    page = client.get(reverse("certificates:by_code", args=[certificate.code])).content.decode()
    assert "登记有误" in page
    assert "verdict--revoked" in page


def test_after_many_questions_an_address_is_asked_to_wait_and_others_are_not(certificate, client):
    url = reverse("certificates:verify")
    for _ in range(INQUIRIES):
        assert client.post(url, {"number": "0000-0000-0000"}, REMOTE_ADDR="10.0.0.1").status_code == 404
    assert client.post(url, {"number": certificate.number}, REMOTE_ADDR="10.0.0.1").status_code == 429
    assert client.post(url, {"number": certificate.number}, REMOTE_ADDR="10.0.0.2").status_code == 200
    # Whoever holds the paper is never refused.
    assert (
        client.get(reverse("certificates:by_code", args=[certificate.code]), REMOTE_ADDR="10.0.0.1").status_code == 200
    )


def test_no_address_is_kept_in_the_clear(client):
    client.post(reverse("certificates:verify"), {"number": "0000-0000-0000"}, REMOTE_ADDR="10.0.0.1")
    assert "10.0.0.1" not in InquiryCount.objects.get().address


def test_an_empty_question_says_what_to_enter(client):
    response = client.post(reverse("certificates:verify"), {"number": ""})
    assert response.status_code == 200
    assert response.context["form"].errors["number"]


def test_only_the_holder_and_registrars_in_scope_get_the_file(certificate, login):
    url = reverse("certificates:download", args=[certificate.uuid, 1])
    shiqi, shilou = factories.unit("shiqi"), factories.unit("shilou", name="石楼镇")
    people = {
        "holder": certificate.holder,
        "own registrar": factories.person(shiqi, "town_admin"),
        "district": factories.person(factories.district(), "district_admin"),
        "sibling registrar": factories.person(shilou, "town_admin"),
        "colleague": factories.person(shiqi),
    }
    answers = {name: login(person).get(url).status_code for name, person in people.items()}
    assert answers == {
        "holder": 200, "own registrar": 200, "district": 200, "sibling registrar": 404, "colleague": 404,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_my_certificates_takes_the_same_queries_for_one_and_for_three(
    count, certificate, login, django_assert_num_queries
):
    for n in range(count - 1):
        make_document(certificate=issue(enrollment=builders.completed(certificate.holder, title=f"课程{n}")))
    client = login(certificate.holder)
    url = reverse("certificates:mine")
    client.get(url)
    with django_assert_num_queries(5):
        assert len(client.get(url).context["certificates"]) == count
