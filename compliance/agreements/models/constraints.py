"""What the database itself demands of an agreement, whoever writes to it."""

from django.db import models
from django.db.models import F, Q

from compliance.agreements.rules import (
    NEEDS_REASON,
    OPEN_STATES,
    WAS_EXECUTED,
    AgreementState,
)

OPEN = [state.value for state in sorted(OPEN_STATES)]
UNSENT = [AgreementState.PREPARING.value, AgreementState.VOID.value]
EXECUTED = [state.value for state in sorted(WAS_EXECUTED)]
SIGNED_BY_BOTH = [AgreementState.COUNTERSIGNED.value, *EXECUTED]
SIGNED_BY_CLIENT = [AgreementState.CLIENT_SIGNED.value, *SIGNED_BY_BOTH]
WITH_REASON = [state.value for state in sorted(NEEDS_REASON)]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["engagement", "kind"],
        condition=Q(state__in=OPEN),
        name="one_open_agreement_per_kind",
    ),
    models.CheckConstraint(
        name="agreement_sent_has_its_document",
        condition=Q(state__in=UNSENT)
        | (Q(document__isnull=False, sent_at__isnull=False) & ~Q(document_sha256="")),
    ),
    models.CheckConstraint(
        name="agreement_signed_in_order",
        condition=(~Q(state__in=SIGNED_BY_CLIENT) | Q(client_signed_at__isnull=False))
        & (~Q(state__in=SIGNED_BY_BOTH) | Q(countersigned_at__isnull=False))
        & (Q(countersigned_at=None) | Q(client_signed_at__isnull=False)),
    ),
    models.CheckConstraint(
        name="agreement_executed_is_sealed",
        condition=Q(
            state__in=EXECUTED,
            sealed__isnull=False,
            executed_at__isnull=False,
            executed_on__isnull=False,
        )
        | (~Q(state__in=EXECUTED) & Q(sealed=None, executed_at=None, executed_on=None)),
    ),
    models.CheckConstraint(
        name="agreement_ended_with_reason",
        condition=~Q(state__in=WITH_REASON)
        | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason="")),
    ),
    models.CheckConstraint(
        name="agreement_signed_by_two_others",
        condition=~Q(client_signatory=F("sender")) & ~Q(client_signatory=F("partner_signatory")),
    ),
    models.CheckConstraint(
        name="agreement_made_from_a_template_or_their_paper",
        condition=Q(template__isnull=False, theirs=None) | Q(template=None, theirs__isnull=False),
    ),
]
