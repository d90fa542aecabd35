"""For how long what settles a requirement counts, in words that complete "It counts ..."."""

from compliance.clearance.rules.papers import SETTLES, RequirementKind
from compliance.cuecs.rules import LONGEST_DAYS
from compliance.dpa.rules import REVIEW_VALID_DAYS
from compliance.evidence.rules import KINDS, EvidenceKind, KindRule
from compliance.vendors.rules import BRIDGE_LIMIT_DAYS, FRESH_MONTHS


def counts_for(kind: RequirementKind) -> str:
    """Say for how long, with the days that the rules themselves reckon with."""
    return _LASTS.get(kind) or _of_records(kind)


def _of_records(kind: RequirementKind) -> str:
    rules = [KINDS[evidence] for evidence, settled in SETTLES.items() if settled is kind]
    return _of_record(rules[0]) if rules else "from its first day until its last"


def _of_record(rule: KindRule) -> str:
    if rule.longest_days is None:
        return "from its first day until its last, or without an end where the paper names none"
    return f"until the last day that is recorded with it, {rule.longest_days} days at most"


_FACTS = "as long as the facts stay as they are stated"
_LASTS = {
    RequirementKind.SCOPE: _FACTS,
    RequirementKind.SERVICES: _FACTS,
    RequirementKind.PARTNER_BAA: (
        "from the day on which it is in force until its last day, or without an end where it "
        "names none"
    ),
    RequirementKind.SOC2_REPORT: (
        "until the end of its period, or of a bridge letter that the vendor's management signed, "
        f"of which {BRIDGE_LIMIT_DAYS} days count; until {FRESH_MONTHS} months after the period "
        "where the time since was looked at and answered; never longer"
    ),
    RequirementKind.RETENTION: (
        "until the last day to which a second person attests its proof, at most "
        f"{KINDS[EvidenceKind.RETENTION_PROOF].longest_days} days after the setting was captured; "
        "and no longer than until a later capture contradicts the claim"
    ),
    RequirementKind.USER_CONTROLS: (
        f"until the first answer that was accepted runs out, {LONGEST_DAYS} days at most after it "
        "was given"
    ),
    RequirementKind.DPA_REVIEW: f"for {REVIEW_VALID_DAYS} days from its acceptance",
    RequirementKind.MILESTONES: (
        "from the day on which the client accepts the last of them, without an end"
    ),
}
