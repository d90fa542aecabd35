"""A time-stamping authority as they are in the world: its own root, an intermediate, addresses.

Certificates name where their revocation list is to be fetched; a server on the loopback address
answers time-stamp queries (RFC 3161 over HTTP) and hands out the lists.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from compliance.pdf.pki import Credential, make_crl
from compliance.pdf.timestamp import PortalTimeStamper

YEAR = timedelta(days=365)
Answer = Callable[[tsp.TimeStampReq], bytes]


@dataclass
class Authority:
    """The keys of the authority, and what its server says."""

    clock: Callable[[], datetime]
    at: str = ""
    answer: Answer | None = None
    lists: dict[str, bytes] = field(default_factory=dict)

    def found(self) -> None:
        """Make root, intermediate and stamping key; the server's address has to be known."""
        now = self.clock()
        self.root = issue("Meridian Root", None, now, ca=1)
        self.between = issue("Meridian CA", self.root, now, ca=0, crl=f"{self.at}root.crl")
        self.stamping = issue("Meridian Time", self.between, now, crl=f"{self.at}between.crl")
        self.lists = {
            f"/{name}.crl": make_crl(issuer, [], at=now).public_bytes(Encoding.DER)
            for name, issuer in (("root", self.root), ("between", self.between))
        }

    def reply(self, request: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """A good answer, with the intermediate certificate in it."""
        stamper = PortalTimeStamper(self.stamping, self.between.certificate, clock=self.clock)
        return asyncio.run(stamper.async_request_tsa_response(request))


@contextmanager
def serving(authority: Authority) -> Iterator[Authority]:
    """The authority on a loopback address, for as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request = tsp.TimeStampReq.load(body)
            answer = authority.answer or (lambda asked: authority.reply(asked).dump())
            self._send("application/timestamp-reply", answer(request))

        def do_GET(self) -> None:
            self._send("application/pkix-crl", authority.lists[self.path])

        def _send(self, kind: str, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    authority.at = f"http://127.0.0.1:{server.server_port}/"
    authority.found()
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def issue(
    name: str, issuer: Credential | None, at: datetime, *, ca: int | None = None, crl: str = ""
) -> Credential:
    """A certificate below `issuer`; `ca` is how many authorities may stand below it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    above = issuer or Credential(None, key)  # type: ignore[arg-type]
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + 10 * YEAR)
        .add_extension(x509.BasicConstraints(ca=ca is not None, path_length=ca), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(above.key.public_key()),
            critical=False,
        )
        .add_extension(_usage(ca is not None), critical=True)
    )
    if ca is None:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    if crl:
        place = x509.DistributionPoint([x509.UniformResourceIdentifier(crl)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
    return Credential(builder.sign(above.key, hashes.SHA256()), key)


def _usage(is_ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_ca,
        crl_sign=is_ca,
        encipher_only=False,
        decipher_only=False,
    )
