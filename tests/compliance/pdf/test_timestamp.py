"""Time-stamps: our own tokens, and an outside service over HTTP."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import algos, tsp
from countersign_cli.main import main
from cryptography.hazmat.primitives.serialization import Encoding

from compliance.pdf.keystore import FileKeyStore, Purpose
from compliance.pdf.pki import make_crl
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import Level, seal_packet, sign_agreement
from compliance.pdf.timestamp import POLICY, PortalTimeStamper, built_in, external
from tests.compliance.pdf import packets
from tests.compliance.pdf.fixtures import AT


def request(nonce: int | None = None) -> tsp.TimeStampReq:
    imprint = {
        "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
        "hashed_message": sha256(b"document").digest(),
    }
    fields = {"version": 1, "message_imprint": imprint, "cert_req": True}
    return tsp.TimeStampReq(fields if nonce is None else fields | {"nonce": nonce})


async def info(stamper: PortalTimeStamper, nonce: int | None = None) -> tsp.TSTInfo:
    reply = await stamper.async_request_tsa_response(request(nonce))
    return reply["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed


def test_a_token_says_when_by_the_clock_it_was_given_in_utc(keys):
    east = AT.astimezone(tz=datetime.fromisoformat("2026-03-02T16:03:00+02:00").tzinfo)

    told = asyncio.run(info(built_in(keys, clock=lambda: east).stamper, nonce=5))

    assert told["gen_time"].native == AT
    assert told["gen_time"].native.tzinfo == UTC
    assert told["policy"].native == POLICY
    assert told["accuracy"]["seconds"].native == 1
    assert told["nonce"].native == 5
    assert told["message_imprint"]["hashed_message"].native == sha256(b"document").digest()


def test_every_token_has_a_serial_number_of_its_own(time):
    serials = {asyncio.run(info(time.stamper))["serial_number"].native for _ in range(5)}

    assert len(serials) == 5


@pytest.fixture
def outside(tmp_path) -> FileKeyStore:
    """The keys of an authority that has nothing to do with the portal."""
    keys = FileKeyStore(tmp_path / "outside", b"x", name="Meridian Time")
    keys.ensure(at=AT)
    return keys


@pytest.fixture
def service(outside: FileKeyStore) -> Iterator[str]:
    """That authority on a loopback address."""
    stamper = built_in(outside, clock=lambda: AT).stamper

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = asyncio.run(stamper.async_request_tsa_response(tsp.TimeStampReq.load(body)))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(reply.dump())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_outside_authority_dates_a_long_term_seal(
    service, outside, keys, small_packet, root_file, tmp_path
):
    root = outside.current(Purpose.ROOT)
    crl = make_crl(root, [], at=AT)
    sealed, theirs = tmp_path / "sealed.pdf", tmp_path / "theirs.der"
    theirs.write_bytes(root.certificate.public_bytes(Encoding.DER))

    seal_packet(
        small_packet.with_name("unsealed.pdf"),
        sealed,
        keys=keys,
        time=external(service, roots=[root.certificate], crls=[crl]),
        at=AT,
        reason="Seal",
        level=Level.B_LTA,
    )

    assert main(["verify", f"--root={root_file}", f"--root={theirs}", str(sealed)]) == 0
    assert main(["verify", f"--root={root_file}", str(sealed)]) == 1


def test_an_authority_nobody_vouches_for_seals_nothing(service, keys, small_packet, tmp_path):
    target = tmp_path / "sealed.pdf"
    crl = make_crl(keys.current(Purpose.ROOT), [], at=AT)

    with pytest.raises(SealRefused):
        seal_packet(
            small_packet.with_name("unsealed.pdf"),
            target,
            keys=keys,
            time=external(service, roots=[], crls=[crl]),
            at=AT,
            reason="Seal",
        )

    assert list(tmp_path.glob("*sealed.pdf*")) == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "silent"])
def test_a_silent_authority_means_no_seal_at_all(address, keys, small_packet, tmp_path, silent):
    target = tmp_path / "sealed.pdf"
    unreachable = external(
        silent if address == "silent" else address,
        roots=[keys.current(Purpose.ROOT).certificate],
        crls=[make_crl(keys.current(Purpose.ROOT), [], at=AT)],
        timeout=0.2,
    )

    with pytest.raises(SealRefused, match="No time-stamp could be obtained"):
        seal_packet(
            small_packet.with_name("unsealed.pdf"),
            target,
            keys=keys,
            time=unreachable,
            at=AT,
            reason="Seal",
        )

    assert list(tmp_path.glob("*sealed.pdf*")) == []


@pytest.fixture
def silent() -> Iterator[str]:
    """Accepts a connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_a_time_stamp_with_the_wrong_time_is_not_accepted(keys):
    unsigned, signatures = packets.agreement(at=AT)
    before_the_keys = built_in(keys, clock=lambda: AT - timedelta(days=400))

    with pytest.raises(SealRefused):
        sign_agreement(unsigned, signatures=signatures, keys=keys, time=before_the_keys, at=AT)
