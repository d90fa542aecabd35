"""Downloads: whole or in ranges, never run by the browser, never read into memory."""

import resource

import pytest
from django.test import RequestFactory

from portal.files.rules import FileMissing
from portal.files.streaming import download

# A response that is closed has Django look after the database connections of the process.
pytestmark = pytest.mark.django_db

DATA = bytes(range(256)) * 4


@pytest.fixture
def stored(store):
    return store.put_bytes(DATA)


@pytest.fixture
def get(store, stored):
    def got(method="GET", name="report.pdf", **headers):
        request = RequestFactory().generic(method, "/", headers=headers)
        return download(request, store=store, sha256=stored.sha256, name=name)

    return got


def body(response):
    data = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return data


def test_a_file_is_downloaded_whole(get, stored):
    response = get()

    assert response.status_code == 200
    assert response["Content-Length"] == "1024"
    assert response["ETag"] == f'"{stored.sha256}"'
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert body(response) == DATA


def test_a_browser_is_told_to_run_and_to_keep_nothing(get):
    response = get()

    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    response.close()


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("Prüfung.pdf", "attachment; filename*=utf-8''Pr%C3%BCfung.pdf"),
        ('a"b.pdf', 'attachment; filename="a\\"b.pdf"'),
        ("a\r\nSet-Cookie: x=y.pdf", 'attachment; filename="aSet-Cookie x=y.pdf"'),
        ("../../etc/passwd", 'attachment; filename="etc passwd"'),
    ],
)
def test_a_name_cannot_break_out_of_its_header(get, name, disposition):
    response = get(name=name)

    assert response["Content-Disposition"] == disposition
    response.close()


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=0-", 0, 1023),
        ("bytes=100-199", 100, 199),
        ("bytes=1000-5000", 1000, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=-5000", 0, 1023),
    ],
)
def test_a_range_is_sent_alone(get, asked, first, last):
    response = get(Range=asked)

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/1024"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert body(response) == DATA[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_outside_of_the_file_is_said_so(get, asked):
    response = get(Range=asked)

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"
    assert body(response) == b""


@pytest.mark.parametrize(
    "asked",
    ["bytes=9-3", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,5-6", "bytes=0-" + "9" * 5000],
)
def test_an_odd_range_gets_the_whole_file(get, asked):
    response = get(Range=asked)

    assert response.status_code == 200
    assert body(response) == DATA


def test_a_range_counts_only_while_the_file_is_the_same(get, stored):
    same = get(Range="bytes=0-9", **{"If-Range": f'"{stored.sha256}"'})
    other = get(Range="bytes=0-9", **{"If-Range": '"another"'})
    dated = get(Range="bytes=0-9", **{"If-Range": "Sun, 22 Nov 2026 10:00:00 GMT"})

    assert [len(body(response)) for response in (same, other, dated)] == [10, 1024, 1024]


def test_a_file_that_the_browser_has_is_not_sent_again(get, stored):
    response = get(**{"If-None-Match": f'"{stored.sha256}"'})

    assert response.status_code == 304
    assert body(response) == b""


def test_a_range_does_not_count_for_anything_but_get(get):
    response = get("HEAD", Range="bytes=0-9")

    assert response.status_code == 200
    assert response["Content-Length"] == "1024"
    response.close()


def test_a_large_file_is_not_read_into_memory(store):
    size = 64 << 20
    chunk = bytes(1 << 20)
    stored = store.put_stream(chunk for _ in range(size >> 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for headers in ({}, {"Range": "bytes=1-"}):
        request = RequestFactory().get("/", headers=headers)
        response = download(request, store=store, sha256=stored.sha256, name="a.pdf")
        sent = sum(len(part) for part in response.streaming_content)
        response.close()
        assert sent == size - len(headers)

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 25 * 1024


def test_the_front_server_sends_the_bytes_where_there_is_one(get, store, stored, settings):
    settings.X_ACCEL_PREFIX = "/inside/"

    response = get(Range="bytes=0-9")

    assert response.status_code == 200
    assert response["X-Accel-Redirect"] == f"/inside/{store.relative(stored.sha256)}"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert body(response) == b""


def test_bytes_that_are_gone_are_missed_in_words(store):
    with pytest.raises(FileMissing, match="missing from the store"):
        download(RequestFactory().get("/"), store=store, sha256="0" * 64, name="a.pdf")


def test_an_unread_range_closes_its_file(get, recwarn):
    get(Range="bytes=0-9").close()

    assert [warning for warning in recwarn if warning.category is ResourceWarning] == []
