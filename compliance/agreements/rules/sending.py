"""Sending an agreement: who may be asked to sign, until when, and one at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engagements.lifecycle.rules import Refused

LONGEST_SIGNING_DAYS = 90
"""How many days, at most, an agreement may wait for its signatures before it expires."""


FOUR_EYES = (
    "Your organisation asks for two people: whoever sends an agreement does not countersign it."
)


class SendingRefused(Refused):
    """The agreement cannot be sent like this; names every reason."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """What is true when somebody wants to send an agreement. People are compared by id."""

    sender_id: str
    client_signatory: tuple[str, str]
    partner_signatory: tuple[str, str]
    may_sign_for_client: frozenset[str]
    may_countersign: frozenset[str]
    sign_by: date
    kind: str
    one_is_open: bool
    four_eyes: bool = False


def check_sending(sending: Sending, *, today: date) -> None:
    """Refuse with `SendingRefused`, for every reason at once.

    `client_signatory` and `partner_signatory` are id and name; `sign_by` is the last day to sign.
    """
    SendingRefused.if_any((*_people(sending), *_circumstances(sending, today)))


def _people(sending: Sending) -> Iterator[str]:
    (client_id, client_name) = sending.client_signatory
    (partner_id, partner_name) = sending.partner_signatory
    if client_id == sending.sender_id:
        yield "You send this agreement, so you cannot sign it for the client."
    if client_id not in sending.may_sign_for_client:
        yield f"{client_name} is not a signatory of the client."
    if partner_id not in sending.may_countersign:
        yield f"{partner_name} is not a signatory of the partner."
    if sending.four_eyes and partner_id == sending.sender_id:
        yield FOUR_EYES
    if client_id == partner_id:
        yield "Two people have to sign: one for the client, another for the partner."


def _circumstances(sending: Sending, today: date) -> Iterator[str]:
    if sending.one_is_open:
        yield f"A {sending.kind} is already out for signature. Make it void to send another."
    if sending.sign_by < today:
        yield "The last day to sign lies in the past."
    elif (sending.sign_by - today).days > LONGEST_SIGNING_DAYS:
        yield f"The last day to sign may be {LONGEST_SIGNING_DAYS} days away at most."
