"""What becomes of a document that was handed in to be read."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from compliance.vendors.rules.reports import ReportRefused


class UploadState(StrEnum):
    """Where a document stands. Nothing of it counts before it is `RECORDED` by a person."""

    WAITING = "waiting"
    READ = "read"
    UNREADABLE = "unreadable"
    RECORDED = "recorded"

    @property
    def words(self) -> str:
        """The state as the end of a sentence that begins "This document"."""
        return _WORDS[self]


class UploadStep(StrEnum):
    """What may be done to it."""

    READ = "read"
    GIVE_UP = "give_up"
    RECORD = "record"
    READ_ANEW = "read_anew"


_WORDS = {
    UploadState.WAITING: "is being read",
    UploadState.READ: "has been read",
    UploadState.UNREADABLE: "could not be read",
    UploadState.RECORDED: "has been recorded",
}

UPLOAD_TRANSITIONS: Mapping[UploadState, Mapping[UploadStep, UploadState]] = MappingProxyType(
    {
        UploadState.WAITING: {
            UploadStep.READ: UploadState.READ,
            UploadStep.GIVE_UP: UploadState.UNREADABLE,
        },
        UploadState.READ: {
            UploadStep.RECORD: UploadState.RECORDED,
            UploadStep.READ_ANEW: UploadState.WAITING,
        },
        UploadState.UNREADABLE: {
            UploadStep.RECORD: UploadState.RECORDED,
            UploadStep.READ_ANEW: UploadState.WAITING,
        },
        UploadState.RECORDED: {},
    }
)


def advance_upload(state: UploadState, step: UploadStep) -> UploadState:
    """Give the state after `step`; refuse where the table has no such step."""
    try:
        return UPLOAD_TRANSITIONS[state][step]
    except KeyError:
        raise ReportRefused(f"This document {state.words}.") from None
