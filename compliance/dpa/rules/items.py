"""The checklist a vendor's data processing agreement is read against."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

CHECKLIST_VERSION = "2026.1"
"""Kept with each review: a review is of the list as it was."""


class ItemGroup(StrEnum):
    """Where an item comes from."""

    CONTRACT = "contract"
    SUB_PROCESSORS = "sub_processors"
    TRANSFERS = "transfers"
    MODELS = "models"

    @property
    def label(self) -> str:
        """The heading the items stand under."""
        return _GROUP_LABELS[self]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a reviewer looks for.

    `asks` is a question that "present" answers with yes. A `required` item that is not fully there
    takes a condition. `may_not_apply` allows the verdict "not applicable". Without a citation the
    item is the partner's standard.
    """

    id: str
    group: ItemGroup
    label: str
    asks: str
    citations: tuple[str, ...] = ()
    required: bool = True
    may_not_apply: bool = False


ITEMS: tuple[Item, ...] = (
    Item(
        id="28(3)",
        group=ItemGroup.CONTRACT,
        label="What is processed",
        asks=(
            "Does it state subject-matter and duration, nature and purpose, the type of personal "
            "data, the categories of data subjects, and the controller's obligations and rights?"
        ),
        citations=("GDPR Art. 28(3)",),
    ),
    Item(
        id="28(3)(a)",
        group=ItemGroup.CONTRACT,
        label="Documented instructions",
        asks=(
            "Is data processed only on documented instructions, transfers to third countries "
            "included, and is the controller told of a legal duty to do otherwise?"
        ),
        citations=("GDPR Art. 28(3)(a)",),
    ),
    Item(
        id="28(3)(b)",
        group=ItemGroup.CONTRACT,
        label="Confidentiality",
        asks="Are the people who process the data bound to confidentiality?",
        citations=("GDPR Art. 28(3)(b)",),
    ),
    Item(
        id="28(3)(c)",
        group=ItemGroup.CONTRACT,
        label="Security",
        asks="Does the processor take the measures of security that Art. 32 requires?",
        citations=("GDPR Art. 28(3)(c)", "GDPR Art. 32"),
    ),
    Item(
        id="28(3)(d)",
        group=ItemGroup.CONTRACT,
        label="Conditions for sub-processors",
        asks="Does the processor respect the conditions for engaging another processor?",
        citations=("GDPR Art. 28(3)(d)",),
    ),
    Item(
        id="28(3)(e)",
        group=ItemGroup.CONTRACT,
        label="Rights of data subjects",
        asks="Does the processor help the controller answer requests of data subjects?",
        citations=("GDPR Art. 28(3)(e)",),
    ),
    Item(
        id="28(3)(f)",
        group=ItemGroup.CONTRACT,
        label="Help with Arts 32 to 36",
        asks=(
            "Does the processor help with security, notices of breaches, impact assessments and "
            "prior consultation?"
        ),
        citations=("GDPR Art. 28(3)(f)", "GDPR Arts 32 to 36"),
    ),
    Item(
        id="28(3)(g)",
        group=ItemGroup.CONTRACT,
        label="Deletion or return",
        asks=(
            "Is all personal data deleted or returned at the end, at the controller's choice, and "
            "are copies deleted?"
        ),
        citations=("GDPR Art. 28(3)(g)",),
    ),
    Item(
        id="28(3)(h)",
        group=ItemGroup.CONTRACT,
        label="Information and audits",
        asks=(
            "Is everything made available that shows compliance, and are audits and inspections "
            "allowed and supported?"
        ),
        citations=("GDPR Art. 28(3)(h)",),
    ),
    Item(
        id="unlawful-instructions",
        group=ItemGroup.CONTRACT,
        label="Unlawful instructions",
        asks="Is the controller told at once if an instruction seems to infringe the law?",
        citations=("GDPR Art. 28(3), last sentence",),
        required=False,
    ),
    Item(
        id="breach-notice",
        group=ItemGroup.CONTRACT,
        label="Notice of breaches",
        asks="Is the controller told of a personal data breach without undue delay, and when?",
        citations=("GDPR Art. 33(2)",),
    ),
    Item(
        id="28(2)",
        group=ItemGroup.SUB_PROCESSORS,
        label="Authorisation of sub-processors",
        asks=(
            "Are sub-processors engaged only with written authorisation, and with notice of "
            "changes and the right to object where it is general?"
        ),
        citations=("GDPR Art. 28(2)",),
    ),
    Item(
        id="28(4)",
        group=ItemGroup.SUB_PROCESSORS,
        label="Same duties for sub-processors",
        asks=(
            "Do the same obligations bind each sub-processor by contract, and does the processor "
            "stay fully liable for it?"
        ),
        citations=("GDPR Art. 28(4)",),
    ),
    Item(
        id="subprocessor-notice-days",
        group=ItemGroup.SUB_PROCESSORS,
        label="Days of notice of a new sub-processor",
        asks="Is a time named between the notice of a new sub-processor and its start?",
        citations=("GDPR Art. 28(2)",),
        required=False,
    ),
    Item(
        id="transfers",
        group=ItemGroup.TRANSFERS,
        label="Transfers to third countries",
        asks=(
            "Is a mechanism named for every country outside the EEA or the UK that the data "
            "reaches: adequacy, standard contractual clauses with their module, or binding rules?"
        ),
        citations=(
            "GDPR Arts 44 to 49",
            "Implementing Decision (EU) 2021/914",
        ),
        may_not_apply=True,
    ),
    Item(
        id="training-on-data",
        group=ItemGroup.MODELS,
        label="No training on inputs or outputs",
        asks=(
            "Is it ruled out that inputs or outputs are used to train or improve models, unless "
            "the customer asks for it?"
        ),
        may_not_apply=True,
    ),
    Item(
        id="retention",
        group=ItemGroup.MODELS,
        label="Retention of prompts and answers",
        asks="Does it say how long prompts and answers are kept, logs against abuse included?",
        may_not_apply=True,
    ),
    Item(
        id="zero-retention",
        group=ItemGroup.MODELS,
        label="Zero retention",
        asks="Is zero retention promised for this service, with what is exempt from it?",
        required=False,
        may_not_apply=True,
    ),
    Item(
        id="human-review",
        group=ItemGroup.MODELS,
        label="People who read prompts",
        asks="Does it say whether, when and by whom prompts and answers may be read by people?",
        required=False,
        may_not_apply=True,
    ),
    Item(
        id="data-regions",
        group=ItemGroup.MODELS,
        label="Where models run",
        asks="Does it name the regions in which prompts are processed and kept?",
        required=False,
        may_not_apply=True,
    ),
)
"""The checklist, in the order in which it is read."""

ITEM: Mapping[str, Item] = MappingProxyType({item.id: item for item in ITEMS})
"""Every item by its id."""

_GROUP_LABELS = {
    ItemGroup.CONTRACT: "The contract with the processor",
    ItemGroup.SUB_PROCESSORS: "Sub-processors",
    ItemGroup.TRANSFERS: "Transfers",
    ItemGroup.MODELS: "What language models add",
}
