"""Mail from the environment: the password never travels in clear because of how an address was spelled."""

import pytest
from environs import Env

from lms.settings.mail import mail_settings

NAMES = (
    "EMAIL_URL",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_USE_TLS",
    "EMAIL_USE_SSL",
)


def found(monkeypatch, **given):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return mail_settings(Env())


def test_without_a_server_there_is_no_mail(monkeypatch):
    assert found(monkeypatch) == {"MAIL_CONFIGURED": False}


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("submission://he:secret@mail.example.org", True, False, 587),
        ("smtp+tls://he:secret@mail.example.org:587", True, False, 587),
        ("smtp+ssl://he:secret@mail.example.org", False, True, 465),
        ("smtp://he:secret@mail.example.org:465?ssl=true", False, True, 465),
        ("smtp://he:secret@mail.example.org", False, False, 25),
    ],
)
def test_one_address(monkeypatch, url, tls, ssl, port):
    values = found(monkeypatch, EMAIL_URL=url)
    assert values["MAIL_CONFIGURED"]
    assert (values["EMAIL_USE_TLS"], values["EMAIL_USE_SSL"], values["EMAIL_PORT"]) == (tls, ssl, port)
    assert [values[name] for name in ("EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD")] == [
        "mail.example.org", "he", "secret",
    ]  # fmt: skip


def test_the_parts_by_themselves(monkeypatch):
    values = found(monkeypatch, EMAIL_HOST="mail.example.org", EMAIL_PORT="465", EMAIL_USE_SSL="true")
    assert values == {
        "EMAIL_HOST": "mail.example.org", "EMAIL_PORT": 465, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True, "MAIL_CONFIGURED": True,
    }  # fmt: skip
