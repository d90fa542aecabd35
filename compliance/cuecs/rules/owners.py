"""Whose duty a user entity control most likely is: a proposal, which a person confirms."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from engagements.lifecycle.rules import Party

USUAL_DAYS = 30
"""How much time is proposed for a duty."""


@dataclass(frozen=True)
class Proposal:
    """A side, and why."""

    side: Party
    reason: str


# In this order: a sentence about keys of users is about keys.
_CUES = (
    (
        re.compile(
            r"\bkeys?\b|encrypt|secrets?\b|certificates?\b|\bTLS\b|cryptograph", re.IGNORECASE
        ),
        Proposal(Party.PARTNER, "keys and encryption of the deployment"),
    ),
    (
        re.compile(
            r"\bconfigur|\bharden|firewall|network|security groups?\b|\bpatch|\bback-?ups?\b"
            r"|\bdeploy|\bAPI\b|instances?\b|operating systems?\b|\bstorage\b",
            re.IGNORECASE,
        ),
        Proposal(Party.PARTNER, "configuration of the deployment"),
    ),
    (
        re.compile(
            r"\busers?'?\b|\baccess\b|account|password|authenticat|multi-?factor|\bMFA\b|identit"
            r"|credential|personnel|employee|terminat|\bleavers?\b",
            re.IGNORECASE,
        ),
        Proposal(Party.CLIENT, "people and their access"),
    ),
    (
        re.compile(r"workstation|endpoints?\b|devices?\b|laptop|browser|mobile", re.IGNORECASE),
        Proposal(Party.CLIENT, "the client's own devices"),
    ),
)
_OTHERWISE = Proposal(Party.CLIENT, "the report leaves it to whoever uses the service")


def propose_owner(text: str) -> Proposal:
    """Propose a side for a control, from its words."""
    return next((proposal for cue, proposal in _CUES if cue.search(text)), _OTHERWISE)


def propose_due(today: date) -> date:
    """Propose a date."""
    return today + timedelta(days=USUAL_DAYS)
