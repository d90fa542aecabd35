"""Time-stamps: our own tokens."""

import asyncio
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from asn1crypto import algos, tsp

from compliance.pdf.refusals import SealRefused
from compliance.pdf.sign import sign_agreement
from compliance.pdf.timestamp import POLICY, PortalTimeStamper, built_in
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


def test_a_time_stamp_with_the_wrong_time_is_not_accepted(keys):
    unsigned, signatures = packets.agreement(at=AT)
    before_the_keys = built_in(keys, clock=lambda: AT - timedelta(days=400))

    with pytest.raises(SealRefused):
        sign_agreement(unsigned, signatures=signatures, keys=keys, time=before_the_keys, at=AT)
