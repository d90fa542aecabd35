"""Mails go where EMAIL_URL says, and wait as files where it says nothing."""

import runpy

from portal.settings import env, mail


def mail_settings(monkeypatch, url):
    monkeypatch.setattr(env, "EMAIL_URL", url)
    return runpy.run_path(mail.__file__)


def test_without_a_server_mails_wait_as_files(monkeypatch):
    settings = mail_settings(monkeypatch, "")

    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.filebased.EmailBackend"
    assert settings["EMAIL_FILE_PATH"] == env.DATA / "mail"


def test_a_server_is_reached_encrypted_and_with_its_password(monkeypatch):
    settings = mail_settings(monkeypatch, "smtp+tls://portal:s%40fe@mail.example.test:587")

    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert settings["EMAIL_HOST"] == "mail.example.test"
    assert settings["EMAIL_PORT"] == 587
    assert settings["EMAIL_HOST_USER"] == "portal"
    assert settings["EMAIL_HOST_PASSWORD"] == "s@fe"
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["EMAIL_USE_SSL"] is False
