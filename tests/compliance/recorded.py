"""Papers about the cloud host that tests of several features start from."""

from compliance.evidence import actions as evidence
from compliance.evidence.rules import EvidenceKind
from compliance.vendors import actions as vendors
from tests.cast import NOON
from tests.papers import REPORT, received

TODAY = NOON.date()


def addendum(cast, engagement, host, *, title="Addendum", until=None, at=NOON):
    """An executed BAA with the host, recorded by the consultant; nobody has accepted it."""
    return evidence.record_evidence(
        engagement=engagement,
        kind=EvidenceKind.EXECUTED_BAA,
        title=title,
        received=received(),
        effective_from=TODAY,
        effective_until=until,
        service_id=host.pk,
        by=cast.carla,
        at=at,
        today=TODAY,
    )


def accepted_addendum(cast, engagement, host, **words):
    """The same, accepted by a second person."""
    held = addendum(cast, engagement, host, **words)
    return evidence.accept_evidence(held=held, by=cast.pavel, at=NOON, today=TODAY)


def reviewed_report(cast, host):
    """A report on the host that the consultant reviewed; nobody has accepted it."""
    report = vendors.receive_report(
        service=host, received=received(), stated=REPORT, by=cast.carla, at=NOON
    )
    vendors.review_report(
        report=report,
        stated={},
        answers={"gap": "Known."},
        by=cast.carla,
        at=NOON,
        today=TODAY,
    )
    return report
