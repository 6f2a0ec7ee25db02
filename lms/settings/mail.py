"""How mail leaves the house, from the environment: EMAIL_URL in one piece, or EMAIL_HOST and its companions."""

from environs import Env

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PARTS = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")


def mail_settings(env: Env) -> dict[str, object]:
    """Django's settings, and MAIL_CONFIGURED: without a server nobody is offered mail, and none is sent by itself."""
    if url := env.str("EMAIL_URL", ""):
        parsed = env.dj_email_url("EMAIL_URL")
        found = {name: parsed[name] for name in PARTS}
        # The parser reads these two as plain SMTP, which would send the password in clear.
        found["EMAIL_USE_TLS"] = found["EMAIL_USE_TLS"] or url.startswith("smtp+tls:")
        found["EMAIL_USE_SSL"] = found["EMAIL_USE_SSL"] or url.startswith("smtp+ssl:")
        found["EMAIL_PORT"] = found["EMAIL_PORT"] or (465 if found["EMAIL_USE_SSL"] else 587)
        return found | {"EMAIL_BACKEND": parsed.get("EMAIL_BACKEND", SMTP), "MAIL_CONFIGURED": True}
    if host := env.str("EMAIL_HOST", ""):
        return {
            "EMAIL_HOST": host,
            "EMAIL_PORT": env.int("EMAIL_PORT", 25),
            "EMAIL_HOST_USER": env.str("EMAIL_HOST_USER", ""),
            "EMAIL_HOST_PASSWORD": env.str("EMAIL_HOST_PASSWORD", ""),
            "EMAIL_USE_TLS": env.bool("EMAIL_USE_TLS", False),
            "EMAIL_USE_SSL": env.bool("EMAIL_USE_SSL", False),
            "MAIL_CONFIGURED": True,
        }
    return {"MAIL_CONFIGURED": False}
