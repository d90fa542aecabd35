"""Asking for files at addresses that others chose, with real servers on the loopback address."""

import time
from threading import Event

import pytest

from portal.fetching import FetchRefused, Guard, Limits, addresses_of, checked, fetch, is_public
from tests.portal.servers import certificate_for, giving, serving

BODY = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
PUBLIC = "93.184.215.14"


def guard_for(port, host="127.0.0.1", **changes):
    """A guard by an operator who lets this one server in."""
    return Guard(allowed=frozenset({f"{host}:{port}"}), **changes)


def refusal(address, **words):
    with pytest.raises(FetchRefused) as refused:
        fetch(address, **({"guard": Guard()} | words))
    return str(refused.value)


def test_a_file_is_fetched_from_a_server_the_operator_lets_in():
    with serving(giving(BODY)) as (port, asked):
        body = fetch(f"http://127.0.0.1:{port}/cal.ics?key=1#top", guard=guard_for(port))

    assert body == BODY
    assert asked == ["/cal.ics?key=1"]


def test_over_tls_the_number_is_pinned_and_the_name_is_that_of_the_certificate(tmp_path):
    server, trust = certificate_for("calendar.test", tmp_path)
    with serving(giving(BODY), tls=server) as (port, _):
        guard = guard_for(
            port, "calendar.test", tls=trust, resolve=lambda host, port: ["127.0.0.1"]
        )

        assert fetch(f"webcal://calendar.test:{port}/cal.ics", guard=guard) == BODY


def test_a_certificate_for_another_name_is_not_trusted(tmp_path):
    server, trust = certificate_for("other.test", tmp_path)
    with serving(giving(BODY), tls=server) as (port, asked):
        guard = guard_for(
            port, "calendar.test", tls=trust, resolve=lambda host, port: ["127.0.0.1"]
        )

        said = refusal(f"https://calendar.test:{port}/", guard=guard)

    assert said == "That address could not be reached."
    assert asked == []


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378::1",
        "fd00:ec2::254",
        "fe80::1%eth0",
        "ff02::1",
        "nonsense",
    ],
)
def test_no_address_of_a_private_network_is_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_internet_are_public(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_however_the_loopback_address_is_written_it_is_not_asked(host):
    assert "private network" in refusal(f"https://{host}/")


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    guard = Guard(resolve=lambda host, port: [PUBLIC, "10.0.0.1"])

    assert "private network" in refusal("https://calendar.test/", guard=guard)


def test_a_name_is_resolved_once_and_what_it_says_later_leads_nowhere():
    said = []

    def rebinding(host, port):
        said.append(host)
        return ["127.0.0.1"] if len(said) == 1 else ["10.0.0.1"]

    with serving(giving(BODY)) as (port, _):
        guard = guard_for(port, "calendar.test", resolve=rebinding)

        assert fetch(f"http://calendar.test:{port}/", guard=guard) == BODY

    assert said == ["calendar.test"]


def test_a_redirect_into_the_private_network_is_not_followed():
    with (
        serving(giving(b"secret")) as (inner, asked_inside),
        serving(giving(b"", status=302, Location=f"http://127.0.0.1:{inner}/")) as (port, _),
    ):
        said = refusal(f"http://127.0.0.1:{port}/", guard=guard_for(port))

    assert "Only addresses that begin with https://" in said
    assert asked_inside == []


def test_a_redirect_to_a_name_that_is_private_is_refused_by_its_number():
    with serving(giving(b"", status=301, Location="https://metadata.test/latest")) as (port, _):
        guard = guard_for(
            port, resolve=lambda host, port: ["169.254.169.254" if "meta" in host else host]
        )

        assert "private network" in refusal(f"http://127.0.0.1:{port}/", guard=guard)


def test_a_redirect_within_what_is_allowed_is_followed():
    def answer(handler):
        path = "/here" if handler.path == "/" else ""
        (giving(b"", status=307, Location=path) if path else giving(BODY))(handler)

    with serving(answer) as (port, asked):
        assert fetch(f"http://127.0.0.1:{port}/", guard=guard_for(port)) == BODY

    assert asked == ["/", "/here"]


def test_a_redirect_to_what_is_no_address_is_told():
    with serving(giving(b"", status=302, Location="https://[broken/")) as (port, _):
        said = refusal(f"http://127.0.0.1:{port}/", guard=guard_for(port))

    assert said == "That address leads to another one that is none."


def test_letters_beyond_ascii_are_asked_for_as_a_browser_would():
    with serving(giving(BODY)) as (port, asked):
        fetch(f"http://127.0.0.1:{port}/Jörg a%20b.ics?of=Zoë&key=1%2B1", guard=guard_for(port))

    assert asked == ["/J%C3%B6rg%20a%20b.ics?of=Zo%C3%AB&key=1%2B1"]


def test_redirects_come_to_an_end():
    with serving(giving(b"", status=302, Location="/again")) as (port, asked):
        said = refusal(f"http://127.0.0.1:{port}/", guard=guard_for(port))

    assert said == "That address leads on and on to others."
    assert len(asked) == 4


def test_an_error_is_told_with_its_number():
    with serving(giving(b"", status=404)) as (port, _):
        assert "(404)" in refusal(f"http://127.0.0.1:{port}/", guard=guard_for(port))


@pytest.mark.parametrize("declared", [True, False])
def test_what_is_too_large_is_not_taken(declared):
    def answer(handler):
        handler.send_response(200)
        if declared:
            handler.send_header("Content-Length", str(3 << 20))
        handler.end_headers()
        try:
            handler.wfile.write(b"x" * (3 << 20))
        except OSError:
            handler.close_connection = True

    with serving(answer) as (port, _):
        said = refusal(
            f"http://127.0.0.1:{port}/", guard=guard_for(port), limits=Limits(size=1 << 20)
        )

    assert said == "What is there is larger than 1 MB."


def test_a_server_that_drips_is_left_when_the_time_is_over():
    left = Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        while not left.wait(0.05):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    began = time.monotonic()
    with serving(drip) as (port, _):
        said = refusal(
            f"http://127.0.0.1:{port}/", guard=guard_for(port), limits=Limits(seconds=0.5)
        )
        left.set()

    assert said == "That address took too long to answer."
    assert time.monotonic() - began < 5


def test_an_answer_that_breaks_off_is_not_taken_for_the_whole():
    def breaking(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"BEGIN:VCALENDAR")

    with serving(breaking) as (port, _):
        said = refusal(f"http://127.0.0.1:{port}/", guard=guard_for(port))

    assert said == "That address could not be reached."


def test_a_name_that_does_not_exist_is_told():
    def nobody(host, port):
        raise OSError("no such name")

    said = refusal("https://nowhere.test/", guard=Guard(resolve=nobody))

    assert said == "There is no nowhere.test on the internet."


@pytest.mark.parametrize(
    "address",
    [
        "",
        "calendar",
        "https://",
        "https://[broken/",
        "https://calendar.test:port/",
        "https://calendar.test/\nHost: inside",
        "https://calendar.test/" + "a" * 2000,
        "http://calendar.test/",
        "https://calendar.test:8443/",
        "ftp://calendar.test/",
        "file:///etc/passwd",
        "https://me:secret@calendar.test/",
    ],
)
def test_an_address_that_is_not_fit_is_refused_before_anybody_is_asked(address):
    with pytest.raises(FetchRefused):
        checked(address, Guard())


def test_the_machine_itself_has_its_loopback_address():
    assert "127.0.0.1" in addresses_of("localhost", 443)
