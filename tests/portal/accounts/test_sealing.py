"""Secrets that are stored locked."""

import pytest

from portal.accounts.sealing import SealBroken, lock, unlock


def test_what_is_locked_does_not_show_and_comes_back():
    locked = lock("calendar", "https://calendar.example/secret")

    assert "secret" not in locked
    assert unlock("calendar", locked) == "https://calendar.example/secret"


def test_a_lock_opens_for_its_own_purpose_only():
    with pytest.raises(SealBroken):
        unlock("feed", lock("calendar", "words"))


def test_words_that_nobody_locked_do_not_open():
    with pytest.raises(SealBroken):
        unlock("calendar", "words")


def test_a_former_key_still_opens(settings):
    locked = lock("calendar", "words")

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"

    assert unlock("calendar", locked) == "words"
