"""Telling networks apart without keeping their addresses."""

import runpy

import pytest
from django.test import RequestFactory

from portal.accounts.networks import network_of
from portal.settings import auth, env


def seen_from(address):
    return network_of(RequestFactory().get("/", REMOTE_ADDR=address))


def test_a_network_is_known_again_and_its_address_is_not_told():
    assert seen_from("203.0.113.7") == seen_from("203.0.113.7")
    assert seen_from("203.0.113.7") != seen_from("203.0.113.8")
    assert len(seen_from("203.0.113.7")) == 64


def test_the_addresses_of_one_household_are_one_network():
    assert seen_from("2001:db8:1:2::1") == seen_from("2001:db8:1:2:ffff::9")
    assert seen_from("2001:db8:1:2::1") != seen_from("2001:db8:1:3::1")


@pytest.mark.parametrize("address", ["", "unix:"])
def test_where_nothing_is_known_nothing_is_said(address):
    assert seen_from(address) == ""


def through_proxy(forwarded):
    asked = RequestFactory().get("/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR=forwarded)
    return network_of(asked)


def test_behind_a_proxy_visitors_are_told_apart_by_what_the_proxy_saw(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert through_proxy("203.0.113.7") == seen_from("203.0.113.7")
    assert through_proxy("198.51.100.1, 203.0.113.7") == seen_from("203.0.113.7")


def test_without_a_proxy_nobody_is_believed_about_where_they_come_from(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0

    assert through_proxy("203.0.113.7") == seen_from("10.0.0.2")


@pytest.mark.parametrize(
    ("url", "proxies"), [("http://127.0.0.1:8000", 0), ("https://portal.example.test", 1)]
)
def test_behind_https_one_proxy_is_trusted_unless_said_otherwise(monkeypatch, url, proxies):
    monkeypatch.setattr(env, "PUBLIC_URL", url)
    monkeypatch.setattr(env, "PROXIES", None)

    assert runpy.run_path(auth.__file__)["ALLAUTH_TRUSTED_PROXY_COUNT"] == proxies

    monkeypatch.setattr(env, "PROXIES", 2)
    assert runpy.run_path(auth.__file__)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
