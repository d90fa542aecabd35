"""Who may sign an agreement, in what order, and what has to hold at that moment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from unicodedata import normalize

from compliance.agreements.rules.disclosure import CURRENT_DISCLOSURE
from compliance.agreements.rules.states import AgreementKind, AgreementState, Step
from engagements.lifecycle.rules import Refused

SECOND_FACTOR_SECONDS = 300
"""How long ago, at most, the second factor was shown when somebody signs."""


class Side(StrEnum):
    """The side somebody signs for. The client signs first, the partner countersigns."""

    CLIENT = "client"
    PARTNER = "partner"


TURN = {Side.CLIENT: AgreementState.SENT, Side.PARTNER: AgreementState.CLIENT_SIGNED}
STEP = {Side.CLIENT: Step.SIGN_FOR_CLIENT, Side.PARTNER: Step.COUNTERSIGN}


@dataclass(frozen=True)
class Place:
    """Where on the document a side signs: page from 0, box in points (left, bottom, right, top)."""

    page: int
    box: tuple[float, float, float, float]


class SigningReason(StrEnum):
    """Why a signature was refused; pages use it to lead to where the matter is settled."""

    NOT_YOUR_TURN = "not_your_turn"
    TOO_LATE = "too_late"
    NOT_THE_SIGNATORY = "not_the_signatory"
    SENDER_MAY_NOT_SIGN = "sender_may_not_sign"
    FOUR_EYES = "four_eyes"
    SIGNED_FOR_THE_OTHER_SIDE = "signed_for_the_other_side"
    NO_NAME_OR_TITLE = "no_name_or_title"
    ANOTHER_NAME = "another_name"
    DRAWING_UNREADABLE = "drawing_unreadable"
    NO_AUTHORITY = "no_authority"
    NO_CONSENT = "no_consent"
    BUTTON_NOT_PRESSED = "button_not_pressed"
    NOT_OPENED = "not_opened"
    DOCUMENT_CHANGED = "document_changed"
    SECOND_FACTOR_NEEDED = "second_factor_needed"


def button_words(side: Side, kind: AgreementKind, organisation: str) -> str:
    """Give the words on the button that signs: pressing them is the act of signing."""
    verb = "Sign" if side is Side.CLIENT else "Countersign"
    return f"{verb} the {kind.short} for {organisation}"


def authority_words(organisation: str) -> str:
    """Give the statement by which a signer says that they may bind the organisation."""
    return f"I am authorised to sign this agreement for {organisation}, and I mean to bind it."


class SigningRefused(Refused):
    """This person cannot sign this agreement now; the message says why, `reason` for the page."""

    def __init__(self, reason: SigningReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class SigningAttempt:
    """Everything that is true when somebody presses the button.

    People are compared by id (any text that is unique to the account). `shown_sha256` comes with
    the form and is the document the signer looked at; `stored_sha256` is read under the lock.
    `pressed` are the words on the button as they were sent, `button` those that belong there.
    `opened_at` is when the signatory first opened the document. `sign_by` is the last day for
    signing, `second_factor_at` when a second factor was last shown. `four_eyes` says that the
    partner lets nobody countersign what they sent themselves.
    """

    side: Side
    state: AgreementState
    signer_id: str
    signatory_id: str
    signatory_name: str
    sender_id: str
    client_signer_id: str | None
    typed_name: str
    typed_title: str
    authority_confirmed: bool
    accepted_disclosure: str | None
    pressed: str
    button: str
    opened_at: datetime | None
    shown_sha256: str
    stored_sha256: str
    second_factor_at: datetime | None
    sign_by: date | None = None
    four_eyes: bool = False


def check_signing(attempt: SigningAttempt, *, at: datetime) -> Step:
    """Give the step that the signature takes, or refuse with `SigningRefused`.

    `at` and `second_factor_at` are aware datetimes; `sign_by` counts in the zone of `at`.
    """
    _check_turn(attempt, at)
    _check_person(attempt)
    _check_intent(attempt)
    _check_document(attempt)
    _check_second_factor(attempt, at)
    return STEP[attempt.side]


def _check_turn(attempt: SigningAttempt, at: datetime) -> None:
    if attempt.state is not TURN[attempt.side]:
        message = f"It is not your turn to sign: this agreement is {attempt.state.words}."
        raise SigningRefused(SigningReason.NOT_YOUR_TURN, message)
    if attempt.sign_by is not None and at.date() > attempt.sign_by:
        message = "The time for signing is over. Ask the sender to send the agreement again."
        raise SigningRefused(SigningReason.TOO_LATE, message)


def _check_person(attempt: SigningAttempt) -> None:
    if attempt.side is Side.CLIENT and attempt.signer_id == attempt.sender_id:
        message = "You sent this agreement. Whoever sends it cannot sign it for the client."
        raise SigningRefused(SigningReason.SENDER_MAY_NOT_SIGN, message)
    if attempt.signer_id != attempt.signatory_id:
        message = f"Only {attempt.signatory_name} can sign this agreement for the {attempt.side}."
        raise SigningRefused(SigningReason.NOT_THE_SIGNATORY, message)
    if attempt.four_eyes and attempt.signer_id == attempt.sender_id:
        message = (
            "You sent this agreement. Your organisation asks for somebody else to countersign."
        )
        raise SigningRefused(SigningReason.FOUR_EYES, message)
    if attempt.side is Side.PARTNER and attempt.signer_id == attempt.client_signer_id:
        message = "You signed this agreement for the client. Somebody else has to countersign it."
        raise SigningRefused(SigningReason.SIGNED_FOR_THE_OTHER_SIDE, message)


def _check_intent(attempt: SigningAttempt) -> None:
    if not (attempt.typed_name.strip() and attempt.typed_title.strip()):
        message = "Type your full name and your title."
        raise SigningRefused(SigningReason.NO_NAME_OR_TITLE, message)
    if not _same_name(attempt.typed_name, attempt.signatory_name):
        message = (
            f"This agreement is to be signed by {attempt.signatory_name}. Type that name; "
            "if it is not yours as it should stand there, tell whoever sent the agreement."
        )
        raise SigningRefused(SigningReason.ANOTHER_NAME, message)
    if not attempt.authority_confirmed:
        message = "Confirm that you may sign for this organisation."
        raise SigningRefused(SigningReason.NO_AUTHORITY, message)
    if attempt.accepted_disclosure != CURRENT_DISCLOSURE:
        message = "Agree to electronic records first, or ask for the agreement on paper."
        raise SigningRefused(SigningReason.NO_CONSENT, message)
    if attempt.pressed != attempt.button:
        message = f"Nothing was signed. To sign, press the button “{attempt.button}”."
        raise SigningRefused(SigningReason.BUTTON_NOT_PRESSED, message)


def _same_name(typed: str, named: str) -> bool:
    """Whether both are the same name; capitals, spaces and forms of one letter do not count."""
    return _bare(typed) == _bare(named)


def _bare(name: str) -> str:
    return " ".join(normalize("NFKC", name).casefold().split())


def _check_document(attempt: SigningAttempt) -> None:
    if attempt.opened_at is None:
        message = "Open the agreement and read it first. You consent to having been able to."
        raise SigningRefused(SigningReason.NOT_OPENED, message)
    if not attempt.stored_sha256 or attempt.shown_sha256 != attempt.stored_sha256:
        message = (
            "The document is not the one you were shown. Nothing was signed. "
            "Read the current document and sign again."
        )
        raise SigningRefused(SigningReason.DOCUMENT_CHANGED, message)


def _check_second_factor(attempt: SigningAttempt, at: datetime) -> None:
    shown = attempt.second_factor_at
    if shown is None or not 0 <= (at - shown).total_seconds() <= SECOND_FACTOR_SECONDS:
        message = "Confirm with your second factor that it is you. That counts for five minutes."
        raise SigningRefused(SigningReason.SECOND_FACTOR_NEEDED, message)
