"""Telling networks apart without keeping their addresses."""

import pytest
from django.test import RequestFactory

from portal.accounts.networks import network_of


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
