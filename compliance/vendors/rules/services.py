"""Vendor services and what is known of each: dated positions with their source."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from compliance.evidence.rules import show_date
from engagements.lifecycle.rules import Refused


class ServiceRole(StrEnum):
    """What a service does for an engagement."""

    CLOUD_HOST = "cloud_host"
    MODEL_API = "model_api"

    @property
    def label(self) -> str:
        """The role as people read it."""
        return _ROLE_LABELS[self]


class Topic(StrEnum):
    """What one wants to know of a service; each is a question with a dated answer."""

    BAA = "baa"
    ZERO_RETENTION = "zero_retention"
    TRAINING = "training"
    RETENTION = "retention"
    DPA = "dpa"
    PROCESSOR = "processor"

    @property
    def short(self) -> str:
        """The topic in a word or two."""
        return _SHORT[self]

    @property
    def question(self) -> str:
        """The question that the answer answers."""
        return _QUESTIONS[self]


class Answer(StrEnum):
    """The answer to a topic's question. What nobody has found out stays unknown."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The answer as people read it."""
        return self.value.capitalize()


class PositionRefused(Refused):
    """A position was to be recorded without what makes it checkable."""


class ServiceRefused(Refused):
    """A service cannot be entered as it is described."""


class RegisterInvalid(Refused):
    """The register's text cannot be read; says where."""


@dataclass(frozen=True, kw_only=True)
class Position:
    """What a vendor says about one topic: `answer` in short, `says` in a sentence.

    `as_of` is the day the source was read, `verify_by` the day from which it has to be read again.
    """

    answer: Answer = Answer.UNKNOWN
    says: str = ""
    source: str = ""
    as_of: date | None = None
    verify_by: date | None = None

    @property
    def is_known(self) -> bool:
        """Whether anybody has found out."""
        return self.answer is not Answer.UNKNOWN

    def is_stale(self, today: date) -> bool:
        """Whether the position is due to be verified again; its `verify_by` is the first such day.

        An unknown position is never stale: there is nothing to verify.
        """
        if self.answer is Answer.UNKNOWN:
            return False
        return self.verify_by is None or today >= self.verify_by

    @property
    def past_date(self) -> str:
        """What is said of a position that `is_stale`."""
        if self.verify_by is None:
            return "No day was set by which to verify it again."
        return f"It was to be verified again by {show_date(self.verify_by)}."


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """One vendor service as an engagement uses it.

    The unit is a service and not a vendor: the same vendor's products differ. `id` is unique text,
    `name` what people call it, with the region: "Amazon EC2 (us-east-1)". `touches_data` says that
    the engagement's data is stored in it or passes through it. The two positions are independent:
    neither BAA nor zero retention follows from the other. `contradiction` is the
    sentence in which a captured setting speaks against the one that is claimed; empty for none.
    `leaves_controls` says that the report that counts names complementary user entity controls.
    """

    id: str
    vendor: str
    name: str
    role: ServiceRole
    touches_data: bool = True
    baa: Position = field(default_factory=Position)
    zero_retention: Position = field(default_factory=Position)
    contradiction: str = ""
    leaves_controls: bool = False


@dataclass(frozen=True, kw_only=True)
class RegisterEntry:
    """A service of the register that comes with the portal; `positions` has every topic.

    `feature` says which endpoints or features are meant, `region` how the region is chosen.
    """

    key: str
    vendor: str
    product: str
    access_route: str
    role: ServiceRole
    positions: Mapping[Topic, Position]
    feature: str = ""
    region: str = ""


def check_position(position: Position) -> None:
    """Refuse an answer, other than unknown, without source and date."""
    if position.answer is not Answer.UNKNOWN and not (position.source.strip() and position.as_of):
        raise PositionRefused("Say where this is from and on which day you read it.")


def read_register(text: str) -> tuple[RegisterEntry, ...]:
    """Read the register (TOML). Refuses with `RegisterInvalid` what lacks a source or a date.

    A topic that is not named is unknown.
    """
    try:
        document = tomllib.loads(text)
        entries = tuple(_entries(document))
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise RegisterInvalid(f"The register cannot be read: {error}.") from None
    except KeyError as error:
        raise RegisterInvalid(f"The register lacks {error}.") from None
    if len({entry.key for entry in entries}) < len(entries):
        raise RegisterInvalid("Two services of the register have the same key.")
    return entries


def _entries(document: Mapping[str, list[dict[str, object]]]) -> Iterator[RegisterEntry]:
    for raw in document["service"]:
        entry = dict(raw)
        positions = {topic: _position(entry.pop(topic, {})) for topic in Topic}
        yield RegisterEntry(
            role=ServiceRole(str(entry.pop("role"))),
            positions=positions,
            **entry,  # type: ignore[arg-type]
        )


def _position(raw: object) -> Position:
    known = dict(raw)  # type: ignore[call-overload]
    position = Position(answer=Answer(known.pop("answer", Answer.UNKNOWN)), **known)
    check_position(position)
    return position


_ROLE_LABELS = {ServiceRole.CLOUD_HOST: "Cloud host", ServiceRole.MODEL_API: "Model API"}

_SHORT = {
    Topic.BAA: "BAA",
    Topic.ZERO_RETENTION: "zero retention",
    Topic.TRAINING: "training on inputs",
    Topic.RETENTION: "default retention",
    Topic.DPA: "DPA",
    Topic.PROCESSOR: "processor role",
}

_QUESTIONS = {
    Topic.BAA: "Is it sold under a Business Associate Agreement (BAA)?",
    Topic.ZERO_RETENTION: "Can it be set to keep no prompt and no answer?",
    Topic.TRAINING: "Are models trained on what it is sent, unless one asks for that?",
    Topic.RETENTION: "Does it keep prompts or answers by default?",
    Topic.DPA: "Is a data processing agreement (DPA) offered?",
    Topic.PROCESSOR: "Is the vendor named here the processor of personal data?",
}
