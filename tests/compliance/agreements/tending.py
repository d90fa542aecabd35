"""A day in the life of an agreement, and the mails that it brought."""

from datetime import UTC, datetime

from compliance.agreements import actions
from portal.mail.models import Mail


def noon(day):
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)


def tend(cast, agreement, day):
    with cast.at(cast.lakeview):
        return actions.tend(agreement_id=agreement.pk, at=noon(day))


def mails(cast, start):
    with cast.at(cast.lakeview):
        return sorted(Mail.objects.filter(subject__startswith=start).values_list("to", flat=True))
