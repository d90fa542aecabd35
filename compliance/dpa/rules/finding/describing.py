"""Finds what is processed, what is said of unlawful instructions, and where data is kept."""

from collections.abc import Sequence

from compliance.dpa.rules.finding.candidates import Proposal, Strength
from compliance.dpa.rules.finding.cues import Cue, confidence, places, weigh
from compliance.dpa.rules.finding.units import Unit
from compliance.reading.rules import Paper

_WRONG = r"(?:infring|violat|unlawful|contraven|non-compliant|contrary to|in breach of)"
PROCESSED = (
    Cue(
        2,
        own=r"subject[- ]matter|duration of (?:the )?processing|natures? and purposes?|"
        r"categories of (?:data subjects|personal data)|types? of personal data",
        customer_owes=True,
        likelier=(
            (r"schedule|annex|appendix|exhibit|set out|described", 0.7),
            (r"subject[- ]matter[^/]{0,60}duration|nature[^/]{0,60}purpose", 0.7),
        ),
    ),
)
UNLAWFUL = (
    Cue(
        3,
        own=rf"\b(?:inform|notif|tell|advis|alert)\w*\b.{{0,160}}instruction.{{0,120}}{_WRONG}|"
        rf"instruction.{{0,120}}{_WRONG}.{{0,120}}\b(?:inform|notif|tell|advis|alert)",
    ),
)
REGIONS = (
    Cue(
        2.5,
        own=r"\b(?:host|stor|process|locat|kept|resid)\w*\b.{0,80}\b(?:in|within|inside)\b.{0,40}"
        r"\b(?:eu\b|eea\b|european union|european economic area|united states|usa?\b|germany|"
        r"ireland|united kingdom|uk\b|canada|australia|switzerland|regions?\b)",
        not_=r"established in|laws of|means",
    ),
)


def describing(paper: Paper, units: Sequence[Unit]) -> list[Proposal]:
    """What the document says of these; how much it must say is for the reviewer to weigh."""
    asked = (
        ("28(3)", PROCESSED, "What is processed is described here, at least in part."),
        ("unlawful-instructions", UNLAWFUL, "The controller is told of unlawful instructions."),
        ("data-regions", REGIONS, "Places of processing or storage are named here."),
    )
    found = []
    for item_id, cues, reason in asked:
        weighed = weigh(units, cues)
        if weighed:
            sure = min(0.6, confidence(weighed))
            shown = places(paper, weighed)
            found.append(Proposal(item_id, shown, Strength.FULL, reason, sure))
    return found
