"""What clearance works with: kinds of requirements, grounds, and the evidence that settles them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from compliance.evidence.rules import EvidenceKind
from engagements.lifecycle.rules import Party, Stage
from portal.accounts.roles import Right


class RequirementKind(StrEnum):
    """What a requirement asks for. Pages link from it to where that is settled.

    `EVIDENCE_KINDS` are settled by evidence of the same kind (`USER_CONTROLS` by one piece for
    each control); the other two by facts alone.
    """

    SCOPE = "scope"
    SERVICES = "services"
    PARTNER_BAA = "partner_baa"
    VENDOR_BAA = "vendor_baa"
    SOC2_REPORT = "soc2_report"
    USER_CONTROLS = "user_controls"
    DPA_REVIEW = "dpa_review"
    RETENTION = "retention"
    PCI_ATTESTATION = "pci_attestation"
    QUESTIONNAIRE = "questionnaire"
    MILESTONES = "milestones"

    @property
    def label(self) -> str:
        """The kind as people read it."""
        return _KIND_LABELS[self]


EVIDENCE_KINDS = frozenset(RequirementKind) - {RequirementKind.SCOPE, RequirementKind.SERVICES}

SETTLES: Mapping[EvidenceKind, RequirementKind] = MappingProxyType(
    {
        EvidenceKind.EXECUTED_BAA: RequirementKind.VENDOR_BAA,
        EvidenceKind.RETENTION_PROOF: RequirementKind.RETENTION,
        EvidenceKind.PCI_ATTESTATION: RequirementKind.PCI_ATTESTATION,
        EvidenceKind.ANSWERED_QUESTIONNAIRE: RequirementKind.QUESTIONNAIRE,
    }
)
"""Which requirement a record of evidence made elsewhere is for."""


class Basis(StrEnum):
    """Why something is asked for at all."""

    LAW = "law"
    CONTRACT = "contract"
    STANDARD = "standard"

    @property
    def label(self) -> str:
        """The basis as people read it."""
        return _BASIS_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing that has to be true before the engagement is cleared.

    `id` is the rule's ("BAA-2"), `key` unique within the engagement. `why` is plain language and
    `citations` where it comes from; without a citation it is the partner's standard and says so.
    `gates` is the stage that is not over until this is met. `settled_by` ends the sentence
    "Settled by ...". `service_id` is None for what concerns the whole engagement.
    """

    id: str
    kind: RequirementKind
    title: str
    why: str
    citations: tuple[str, ...]
    basis: Basis
    owed_by: Party
    gates: Stage
    settled_by: str
    service_id: str | None = None

    @property
    def key(self) -> str:
        """The rule's id, with the service's where there is one: "BAA-2:7f3a"."""
        return self.id if self.service_id is None else f"{self.id}:{self.service_id}"


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One piece of evidence as the features that keep it describe it to clearance.

    - `kind` and `service_id` say which requirement it is for (None: the whole engagement).
    - `accepted` says that it has passed every step of its own: an executed agreement, an accepted
      review. Only then, and only without `problems`, it counts.
    - `effective_from` is the first day it counts, None while that is not known (then it does not
      count); `effective_until` the last day, None where no end is in sight.
    - `label` names it: "BAA of 22 November 2026". `state_words` end the sentence that begins
      "{label} is": "sent to the client for signature".
    - `problems` are sentences that say why it does not count although it is here.
    - `waiting_on` has the next move for something half done, since `since`; `right` is what that
      move takes in the portal, where the feature knows better than the kind of requirement, and
      `move` names it where the feature has a better name for it than the requirement's. `due_on`
      is the day by which it is to be made, where one was set.

    For milestones: one piece of evidence, accepted when the client has accepted every milestone
    that comes before go-live (go-live itself waits for clearance).
    """

    kind: RequirementKind
    label: str
    accepted: bool
    service_id: str | None = None
    effective_from: date | None = None
    effective_until: date | None = None
    state_words: str = ""
    problems: tuple[str, ...] = ()
    waiting_on: Party | None = None
    since: date | None = None
    right: Right | None = None
    move: str = ""
    due_on: date | None = None

    @property
    def counts(self) -> bool:
        """Whether it settles its requirement on the days between its first and its last."""
        return self.accepted and not self.problems and self.effective_from is not None


_KIND_LABELS = {
    RequirementKind.SCOPE: "Scope",
    RequirementKind.SERVICES: "Vendor services",
    RequirementKind.PARTNER_BAA: "BAA with the partner",
    RequirementKind.VENDOR_BAA: "BAA with a vendor",
    RequirementKind.SOC2_REPORT: "SOC 2 report",
    RequirementKind.USER_CONTROLS: "User entity controls",
    RequirementKind.DPA_REVIEW: "DPA review",
    RequirementKind.RETENTION: "Retention setting",
    RequirementKind.PCI_ATTESTATION: "PCI DSS attestation",
    RequirementKind.QUESTIONNAIRE: "Questionnaire",
    RequirementKind.MILESTONES: "Milestones",
}

_BASIS_LABELS = {
    Basis.LAW: "Required by law",
    Basis.CONTRACT: "Required by contract",
    Basis.STANDARD: "The partner's standard",
}
