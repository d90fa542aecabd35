"""A captured answer is read strictly, and with a secret in it not at all."""

import json

import pytest

from compliance.retention.rules import (
    CaptureRefused,
    check_secrets,
    check_text,
    read_capture,
)

KEY = "sk-" + "a1B2c3D4" * 4


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": {"b": 1, "b": 1}}', "stands twice"),
        (b'{"a": NaN}', "NaN is not a number of JSON"),
        (b'{"a": -Infinity}', "not a number of JSON"),
        (b'{"a": "\xff"}', "not written in UTF-8"),
        (b'{"a": "\\ud800"}', "cannot be shown"),
        (b'{"a": "\\u0000"}', "cannot be shown"),
        (b'{"\\u0000": 1}', "cannot be shown"),
        (b'{"\\ud800": {"a": 1}}', "cannot be shown"),
        (b'{"mode": {"\\ud800": {}}}', "cannot be shown"),
        (b'{"mode": {"\\ud800": []}}', "cannot be shown"),
        (b"[" * 17 + b"]" * 17, "deeper than 16"),
        (b"[" * 100_000, "deeper than 16"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "deeper than 16"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "a number that is too long"),
        (json.dumps(list(range(5_001))).encode(), "more than 5,000 values"),
        (b'"' + b"x" * (256 * 1024) + b'"', "at most 256 KB"),
    ],
)
def test_what_is_not_one_plain_answer_is_refused_with_the_reason(raw, words):
    with pytest.raises(CaptureRefused, match=words) as refused:
        read_capture(raw)

    assert "Nothing of it was kept." in str(refused.value)


def test_brackets_in_text_are_no_levels_and_a_mark_at_the_beginning_is_no_fault():
    raw = b"\xef\xbb\xbf" + json.dumps({"a": "[{" * 60, 'b"': "\\"}).encode()

    assert read_capture(raw) == {"a": "[{" * 60, 'b"': "\\"}


SECRETS = [
    {"type": KEY},
    {"keys": [{"value": KEY}]},
    {KEY: 1},
    {"api_key": "0123456789abcdef"},
    {"apiKey": "0123456789abcdef"},
    {"clientSecret": "0123456789abcdef"},
    {"access_token": "0123456789abcdef"},
    {"api_keys": ["0123456789abcdef"]},
    {"access_tokens": ["0123456789abcdef"]},
    {"key1": "0123456789abcdef0123456789abcdef"},
    {"password": "correct horse"},
    {"headers": {"Authorization": "Bearer abcdefghijklmnopqrst"}},
    {"note": "curl -H 'Authorization: Bearer abcdefghijklmnopqrst'"},
    {"id": "AKIAABCDEFGHIJKLMNOP"},
    {"id": "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"},
    {"pem": "-----BEGIN RSA PRIVATE KEY-----"},
    {"url": "https://x.example/y?sv=1&sig=abcdefghijklmnopqrstuv"},
    {"google": "AIza" + "a" * 35},
]


@pytest.mark.parametrize("document", SECRETS, ids=lambda one: next(iter(one))[:12])
def test_a_secret_is_recognised_and_named_by_its_place_never_by_its_value(document):
    with pytest.raises(CaptureRefused, match="looks like a key or a token") as refused:
        check_secrets(document)

    value = next(iter(document.values()))
    assert not isinstance(value, str) or value not in str(refused.value)


@pytest.mark.parametrize(
    "document",
    [
        {"object": "organization.data_retention", "type": "zero_data_retention"},
        {"api_key": "sk-...abcd"},
        {"apiKey": "********abcd"},
        {"api_key": "REDACTED BY ME"},
        {"max_tokens": "unlimited"},
        {"max_tokens": 4096, "token_limit": "4096 tokens a day"},
        {"kmsKeyArn": "arn:aws:kms:us-east-1:111122223333:key/1234abcd"},
        {"keyPrefix": "bedrock-logs/", "bucketName": "acme-logs"},
        {"password": ""},
    ],
    ids=lambda one: next(iter(one)),
)
def test_what_only_sounds_like_a_secret_is_taken(document):
    check_secrets(document)


@pytest.mark.parametrize("line", [f"export OPENAI={KEY}", "api_key: 0123456789abcdef"])
def test_a_secret_in_writing_is_named_by_its_line(line):
    with pytest.raises(CaptureRefused, match="in line 2"):
        check_text(f"settings\n{line}\n")


def test_writing_without_secrets_is_taken():
    check_text("prompt logging: off\ntoken limit: 4096\napi_key: sk-...abcd\n")
