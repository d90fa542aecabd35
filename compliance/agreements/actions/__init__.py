"""What is done with templates and agreements, one use case per function."""

from compliance.agreements.actions.ending import (
    ask_for_paper,
    decline,
    let_expire,
    make_void,
    terminate,
)
from compliance.agreements.actions.following import pass_on
from compliance.agreements.actions.opening import Copy, NotThere, file_of, open_document
from compliance.agreements.actions.paper import confirm_paper, record_paper, return_paper
from compliance.agreements.actions.phi import record_phi
from compliance.agreements.actions.sealing import execute, put_off_sealing
from compliance.agreements.actions.sending import prepare_agreement, put_off_sending, send
from compliance.agreements.actions.signing import Circumstances, Intent, note_refusal, sign
from compliance.agreements.actions.telling import note_failure
from compliance.agreements.actions.templates import (
    enter_template,
    fill_templates,
    revise_template,
    set_policy,
)
from compliance.agreements.actions.tending import ask_to_remind, remind, remind_everybody, tend
from compliance.agreements.actions.theirs import (
    Offer,
    Typeset,
    give_up_reading,
    note_reading,
    offer_their_paper,
    open_their_paper,
    receive_their_paper,
    review_their_paper,
)

__all__ = [
    "Circumstances",
    "Copy",
    "Intent",
    "NotThere",
    "Offer",
    "Typeset",
    "ask_for_paper",
    "ask_to_remind",
    "confirm_paper",
    "decline",
    "enter_template",
    "execute",
    "file_of",
    "fill_templates",
    "give_up_reading",
    "let_expire",
    "make_void",
    "note_failure",
    "note_reading",
    "note_refusal",
    "offer_their_paper",
    "open_document",
    "open_their_paper",
    "pass_on",
    "prepare_agreement",
    "put_off_sealing",
    "put_off_sending",
    "receive_their_paper",
    "record_paper",
    "record_phi",
    "remind",
    "remind_everybody",
    "return_paper",
    "review_their_paper",
    "revise_template",
    "send",
    "set_policy",
    "sign",
    "tend",
    "terminate",
]
