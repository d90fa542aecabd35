"""Guessing is slowed down, in a store that outlives the broker."""

from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.cast import PASSWORD


def try_to_sign_in(person, password):
    return Client().post("/account/login/", {"login": person.email, "password": password})


def test_after_some_wrong_passwords_the_right_one_is_not_taken_either(cast):
    for number in range(10):
        try_to_sign_in(cast.lena, f"guess {number}")

    answer = try_to_sign_in(cast.lena, PASSWORD)

    assert answer.status_code != 302
    assert "_auth_user_id" not in answer.client.session


def test_one_persons_wrong_guesses_do_not_shut_another_out(cast):
    try_to_sign_in(cast.lena, "guess")

    assert try_to_sign_in(cast.mona, PASSWORD).status_code == 302


def test_what_is_counted_is_kept_in_the_database(cast):
    cache.set("probe", "here")

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_cache WHERE cache_key LIKE '%%probe'")
        assert cursor.fetchone() == (1,)
