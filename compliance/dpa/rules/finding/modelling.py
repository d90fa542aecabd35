"""Finds what language models add: training, retention, zero retention, and people who read."""

import re
from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Stance, Strength
from compliance.dpa.rules.finding.cues import DATA, Cue, Weighed, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Paper, durations

_MODELS = (
    r"(?:(?:ai|ml|language|learning|foundation|generative|intelligence|third-party|our|its|public|"
    r"general|provider) "
    r"(?:\w+ )?models?|models?|\bllms?\b|artificial intelligence|machine learning|\bai\b|"
    r"algorithms?|neural)"
)
_TRAINS = r"(?:train(?:s|ed|ing)?|fine-?tun\w*|re-?train\w*|improv\w*|develop\w*)"
_OF_PEOPLE = (
    r"(?:security|privacy|awareness|gdpr|employee|staff|personnel|compliance|appropriate|regular|"
    r"annual|receiv\w+|undert\w+|"
    r"provid\w+|complet\w+|protection|mandatory) (?:\w+ ){0,3}training|"
    r"(?<!no )training (?:on|of (?:staff|"
    r"personnel|employees)|for|"
    r"programs?|in|regarding)|trained (?:in|on (?:gdpr|data protection|privacy))|model clauses|"
    r"business model"
)
TRAINING = (
    Cue(
        3,
        own=rf"\b(?:train(?:s|ed|ing)?|fine-?tun\w*|re-?train\w*)\b.{{0,120}}\b{_MODELS}|"
        rf"\b{_MODELS}.{{0,60}}\btrain(?:ed|ing)?\b|"
        rf"\b(?:improv\w*|develop\w*|enhanc\w*|build\w*)\b.{{0,60}}\b(?:ai|machine[- ]learning|"
        rf"language|foundation|artificial intelligence) (?:\w+ )?(?:models?|algorithms?|systems?)",
        not_=_OF_PEOPLE,
        likelier=((rf"{DATA}|code|queries", 0.7), (r"\bnot\b|never|prohibit|\bno\b|\bmay\b", 0.5)),
    ),
    Cue(
        2.5,
        own=r"\b(?:improv|train|develop|enhanc)\w*\b.{0,30}\bmodels?\b|"
        rf"\buse[sd]?\b.{{0,60}}\b{DATA}\b.{{0,20}}\bfor training\b",
        says=(rf"\b{DATA}\b",),
        not_=_OF_PEOPLE,
    ),
    Cue(
        3,
        own=r"\bno training on|(?:model|ai|product) training\b|\bfor (?:any )?(?:training|"
        r"machine learning) (?:purposes|of)|"
        r"machine learning (?:purposes|training)",
        not_=_OF_PEOPLE,
    ),
)
_NEVER = (
    r"\b(?:not|never|no|nor|neither|prohibit\w*|without|refrain\w*|exclud\w*|forbid\w*|"
    r"forbidden|cannot|none|opt(?:ed)? out of)\b"
)
_ALLOWED = (
    r"\b(?:may|can|is permitted to|are permitted to|reserves? the right|authori[sz]es?|grants?|"
    r"will|agrees? that|"
    r"for the (?:following )?purposes?)\b"
)
_CONTENT = (
    r"(?:prompts?|inputs?|outputs?|completions?|conversations?|queries|api (?:data|content)|"
    r"customer content|"
    r"abuse|inference|generations?)"
)
RETENTION = (
    Cue(
        3,
        own=rf"\b{_CONTENT}\b.{{0,120}}\b(?:retain\w*|retention|stor\w+|kept|delet\w+|log(?:s|"
        rf"ged)?)\b|\b(?:retain\w*|"
        rf"retention|stor(?:e|es|ed)|kept|delet\w+)\b.{{0,120}}\b{_CONTENT}\b",
        says=(r"\b(?:hours?|days?|months?|years?|not|zero|no)\b",),
        not_=r"train|data entry|\binput validation",
    ),
)
ZERO = (
    Cue(
        3,
        own=r"zero[- ](?:data[- ])?retention|\bzdr\b",
    ),
    Cue(
        2.5,
        own=rf"(?:not|never|no)\b.{{0,30}}\b(?:retain\w*|stor\w+|persist\w*|log(?:s|"
        rf"ged)?)\b.{{0,80}}\b{_CONTENT}|"
        rf"\b{_CONTENT}\b.{{0,60}}\b(?:not|never)\b.{{0,20}}(?:retain|stor|persist|log)",
    ),
)
READERS = (
    Cue(
        3,
        own=rf"\b(?:human|manual)(?:ly)? (?:\w+ )?review\w*|\b(?:humans?|personnel|employees|"
        rf"staff|people|reviewers)\b.{{0,80}}"
        rf"\b(?:review|read|view)\w*\b.{{0,80}}\b(?:{_CONTENT}|content|customer data)|"
        rf"human[- ](?:access|in-the-loop)",
        not_=r"review\w* (?:the |this )?(?:security|policies|access|agreement)|access reviews?|"
        r"automated individual",
    ),
    Cue(
        2,
        own=r"\bas humans can access your data|\b(?:authori[sz]ed )?personnel may access\b",
    ),
)


def modelling(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of training, retention and review."""
    found = [
        _training(paper, weigh(units, TRAINING)),
        _plain(paper, weigh(units, RETENTION), "retention", "Times of retention are named here."),
        _plain(paper, weigh(units, ZERO), "zero-retention", "Zero retention is spoken of here."),
        _plain(paper, weigh(units, READERS), "human-review", "People who may read are named."),
    ]
    return [one for one in found if one]


def _training(paper: Paper, weighed: list[Weighed]) -> Proposal | None:
    if not weighed:
        return None
    stance = _stance(weighed)
    if stance is Stance.SILENT:
        return None
    ruled_out = stance is Stance.PROHIBITED
    how = Strength.FULL if ruled_out else Strength.WEAK
    reason = "Training is ruled out." if ruled_out else "Training is allowed."
    return Proposal(
        "training-on-data",
        places(paper, weighed),
        how,
        reason,
        confidence(weighed),
        stance=stance,
    )


def _stance(weighed: list[Weighed]) -> Stance:
    """Permitted where any sentence allows it without the customer's word, else prohibited."""
    stances = {_of_sentence(one.unit.text) for one in weighed}
    if Stance.PERMITTED in stances and Stance.PROHIBITED not in stances:
        return Stance.PERMITTED
    return Stance.PROHIBITED if Stance.PROHIBITED in stances else Stance.SILENT


def _of_sentence(text: str) -> Stance:
    if re.search(r"opt(?:s|ed|ing)?[- ]out", text) and re.search(_ALLOWED, text):
        return Stance.PERMITTED
    if re.search(_NEVER, text):
        return Stance.PROHIBITED
    return Stance.PERMITTED if re.search(_ALLOWED, text) else Stance.SILENT


def _plain(paper: Paper, weighed: list[Weighed], item_id: str, reason: str) -> Proposal | None:
    if not weighed:
        return None
    times = list(durations(weighed[0].unit.own))
    return Proposal(
        item_id,
        places(paper, weighed),
        Strength.FULL,
        reason,
        min(0.6, confidence(weighed)),
        times[0] if times else None,
    )
