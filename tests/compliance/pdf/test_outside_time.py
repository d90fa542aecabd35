"""Time-stamps of an outside authority over HTTP: good ones, bad ones, and none."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from asn1crypto import algos, tsp
from countersign_cli.main import main
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from compliance.pdf.keystore import FileKeyStore, Purpose
from compliance.pdf.pki import make_crl
from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import Level, seal_packet, sign_agreement
from compliance.pdf.timestamp import TimeService, external
from tests.compliance.pdf import packets
from tests.compliance.pdf.authorities import Authority, serving

# Lists that are fetched are judged by the present, so everything here is made in it.
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> FileKeyStore:
    keys = FileKeyStore(tmp_path_factory.mktemp("own"), b"x", name="Northwall Partners")
    keys.ensure(at=NOW)
    return keys


@pytest.fixture(scope="module")
def meridian() -> Iterator[Authority]:
    with serving(Authority(clock=lambda: NOW)) as authority:
        yield authority


@pytest.fixture
def answering(meridian: Authority) -> Iterator[Authority]:
    """The authority, free to answer what it likes for one test."""
    yield meridian
    meridian.answer = None


@pytest.fixture
def unsealed(small_packet: Path) -> Path:
    return small_packet.with_name("unsealed.pdf")


def seal(unsealed: Path, target: Path, own: FileKeyStore, time: TimeService) -> None:
    seal_packet(unsealed, target, keys=own, time=time, at=NOW, reason="Seal", level=Level.B_LTA)


def pem(path: Path, *certificates: x509.Certificate) -> str:
    path.write_bytes(b"".join(one.public_bytes(Encoding.PEM) for one in certificates))
    return f"--root={path}"


@contextmanager
def speaking(words: bytes | None) -> Iterator[str]:
    """Something on a loopback address that says these words and hangs up; None: never a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def speak() -> None:
            try:
                while True:
                    caller, _ = listener.accept()
                    with caller:
                        caller.recv(65536)
                        if words is None:
                            caller.recv(65536)
                        caller.sendall(words or b"")
            except OSError:
                return

        thread = threading.Thread(target=speak)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_packet_is_sealed_for_the_long_term_with_lists_fetched_from_where_they_are(
    meridian, own, unsealed, tmp_path
):
    sealed = tmp_path / "sealed.pdf"
    ours = own.current(Purpose.ROOT).certificate

    seal(unsealed, sealed, own, external(meridian.at, roots=[meridian.root.certificate]))

    assert main(["verify", pem(tmp_path / "1", ours, meridian.root.certificate), str(sealed)]) == 0
    assert main(["verify", pem(tmp_path / "2", ours), str(sealed)]) == 1


def test_an_agreement_is_dated_by_it_too(meridian, own):
    unsigned, signatures = packets.agreement(at=NOW)
    time = external(meridian.at, roots=[meridian.root.certificate])

    signed = sign_agreement(unsigned, signatures=signatures, keys=own, time=time, at=NOW)

    assert signed.count(b"/DocTimeStamp") == 1


def _other_nonce(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    asked["nonce"] = asked["nonce"].native + 1
    return authority.reply(asked).dump()


def _other_document(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    imprint = {
        "hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
        "hashed_message": bytes(32),
    }
    asked["message_imprint"] = tsp.MessageImprint(imprint)
    return authority.reply(asked).dump()


def _rejection(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    return tsp.TimeStampResp({"status": {"status": "rejection"}}).dump()


def _granted_without(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    return tsp.TimeStampResp({"status": {"status": "granted"}}).dump()


def _web_page(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    return b"<html>Too many requests</html>"


def _cut_off(authority: Authority, asked: tsp.TimeStampReq) -> bytes:
    return authority.reply(asked).dump()[:-9]


@pytest.mark.parametrize(
    "answer",
    [_other_nonce, _other_document, _rejection, _granted_without, _web_page, _cut_off],
    ids=lambda answer: answer.__name__.strip("_"),
)
def test_an_answer_that_is_no_time_stamp_of_this_file_seals_nothing(
    answer, answering, own, unsealed, tmp_path
):
    answering.answer = lambda asked: answer(answering, asked)
    time = external(answering.at, roots=[answering.root.certificate])

    with pytest.raises(SealRefused):
        seal(unsealed, tmp_path / "sealed.pdf", own, time)

    assert list(tmp_path.glob("*sealed.pdf*")) == []


def test_an_authority_nobody_vouches_for_seals_nothing(meridian, own, unsealed, tmp_path):
    stranger = own.current(Purpose.ROOT).certificate

    with pytest.raises(SealRefused):
        seal(unsealed, tmp_path / "sealed.pdf", own, external(meridian.at, roots=[stranger]))

    assert list(tmp_path.glob("*sealed.pdf*")) == []


def test_an_authority_without_its_revocation_list_seals_nothing(own, unsealed, tmp_path):
    with serving(Authority(clock=lambda: NOW)) as authority:
        authority.lists["/between.crl"] = b"gone"
        time = external(authority.at, roots=[authority.root.certificate])

        with pytest.raises(SealRefused):
            seal(unsealed, tmp_path / "sealed.pdf", own, time)

    assert list(tmp_path.glob("*sealed.pdf*")) == []


@pytest.mark.parametrize("says", [None, b"SSH-2.0-OpenSSH_9.2\r\n", b""])
def test_a_service_that_does_not_speak_http_means_no_seal_at_all(says, own, unsealed, tmp_path):
    root = own.current(Purpose.ROOT)
    lists = [make_crl(root, [], at=NOW)]
    with speaking(says) as address:
        time = external(address, roots=[root.certificate], crls=lists, timeout=0.5)

        with pytest.raises(SealRefused, match="No time-stamp could be obtained"):
            seal(unsealed, tmp_path / "sealed.pdf", own, time)

    assert list(tmp_path.glob("*sealed.pdf*")) == []


def test_an_address_where_nobody_is_means_no_seal_at_all(own, unsealed, tmp_path):
    root = own.current(Purpose.ROOT)
    lists = [make_crl(root, [], at=NOW)]
    time = external("http://127.0.0.1:9/", roots=[root.certificate], crls=lists, timeout=0.5)

    with pytest.raises(SealRefused, match="No time-stamp could be obtained"):
        seal(unsealed, tmp_path / "sealed.pdf", own, time)

    assert list(tmp_path.glob("*sealed.pdf*")) == []
