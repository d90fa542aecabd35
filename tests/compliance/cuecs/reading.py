"""What the tests of duties look at: controls, the line of readiness, mails, the trail."""

from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind
from compliance.cuecs.queries import cuec_duties_of
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.compliance.cuecs.relying import TODAY


def controls(cast, engagement, *, today=TODAY):
    with cast.at(cast.lakeview):
        return cuec_duties_of(engagement, today=today)


def states(cast, engagement, *, today=TODAY):
    return [one.state for one in controls(cast, engagement, today=today)]


def line(cast, engagement, *, today=TODAY):
    with cast.at(cast.lakeview):
        lines = standpoint(engagement, today=today).readiness.lines
    return next(
        (one for one in lines if one.requirement.kind is RequirementKind.USER_CONTROLS), None
    )


def mailed(cast, words):
    with cast.at(cast.lakeview):
        found = Mail.objects.filter(subject__contains=words)
        return sorted(found.values_list("to", flat=True))


def trail(cast, name):
    with cast.at(cast.lakeview):
        return AuditEvent.objects.filter(action=name).count()
