"""A setting is asked for, approved, configured, proven and attested; then it counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from compliance.clearance.duties import duties_of
from compliance.clearance.queries import standpoint
from compliance.clearance.rules import RequirementKind, Standing
from compliance.evidence import actions as evidence
from compliance.evidence.models import HeldEvidence
from compliance.evidence.rules import EvidenceKind, EvidenceRefused
from compliance.retention import actions
from compliance.retention.models import RetentionAttestation, RetentionStatement
from compliance.retention.queries import kept_of
from compliance.retention.rules import Outcome, RetentionRefused, Stage, Step
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON
from tests.compliance.retention import given
from tests.compliance.retention.given import TODAY
from tests.papers import received

NEXT_YEAR = date(2027, 6, 30)


def line_of(engagement, *, today=TODAY):
    lines = standpoint(engagement, today=today).readiness.lines
    return next(one for one in lines if one.requirement.kind is RequirementKind.RETENTION)


def stage(engagement, host, *, today=TODAY):
    return kept_of(engagement)[host.pk].stage(today=today)


def test_the_stage_follows_from_what_is_recorded(cast, engagement, host):
    seen = []
    with cast.at(cast.lakeview, cast.carla):
        for step in (Step.ASKED, Step.ANSWERED, Step.CONFIGURED):
            given.tell(cast, engagement, host, given.STEPS[step])
            seen.append(stage(engagement, host))
        capture = given.prove(cast, engagement, host)
        seen.append(stage(engagement, host))
        given.attest(cast, engagement, capture, until=NEXT_YEAR)
        seen.append(stage(engagement, host))
        seen.append(stage(engagement, host, today=NEXT_YEAR + timedelta(days=1)))

    assert seen == [
        Stage.ASKED,
        Stage.APPROVED,
        Stage.CONFIGURED,
        Stage.EVIDENCED,
        Stage.ATTESTED,
        Stage.LAPSED,
    ]


def test_the_requirement_is_met_while_a_second_person_stands_behind_a_proof(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        before = line_of(engagement).standing
        capture = given.prove(cast, engagement, host)
        proven = line_of(engagement)
        given.attest(cast, engagement, capture, until=NEXT_YEAR)
        attested = line_of(engagement)
        last_day = line_of(engagement, today=NEXT_YEAR).standing
        lapsed = line_of(engagement, today=NEXT_YEAR + timedelta(days=1))

    assert before is Standing.DUE
    assert proven.standing is Standing.DUE
    assert "waiting for a second person to attest it" in proven.sentence
    assert attested.standing is Standing.MET
    assert attested.until == NEXT_YEAR
    assert last_day is Standing.EXPIRING
    assert lapsed.standing is Standing.LAPSED
    assert "counted until 30 June 2027" in lapsed.sentence
    assert lapsed.to_do == "Attest the retention of Amazon EC2 (us-east-1) again"


def test_attesting_again_moves_the_day(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host)
        given.attest(cast, engagement, capture, until=date(2026, 12, 31))
        later = NOON + timedelta(hours=1)
        given.attest(cast, engagement, capture, until=NEXT_YEAR, by=cast.nadia, at=later)
        found = line_of(engagement).until
        count = RetentionAttestation.objects.count()

    assert (found, count) == (NEXT_YEAR, 2)


def test_a_contradiction_is_unmet_the_same_day_whatever_was_attested(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host)
        given.attest(cast, engagement, capture, until=NEXT_YEAR)
        met = line_of(engagement).standing
        given.prove(cast, engagement, host, given.MONITORED, at=NOON + timedelta(hours=1))
        readiness = standpoint(engagement, today=TODAY).readiness
        line = line_of(engagement)

    assert met is Standing.MET
    assert line.standing is Standing.BLOCKED
    assert '“type” says "modified_abuse_monitoring"' in line.sentence
    assert [block.id for block in readiness.blocks] == ["BLOCK-3"]
    assert readiness.cleared_until is None


def test_everybody_concerned_is_told_of_a_contradiction_but_not_what_the_answer_holds(
    cast, engagement, host
):
    with cast.at(cast.lakeview, cast.carla):
        given.prove(cast, engagement, host, given.MONITORED)
        mails = list(Mail.objects.filter(subject__contains="not as claimed"))
        assert not Mail.objects.filter(subject__startswith="To accept").exists()

    told = {mail.to for mail in mails}
    assert told == {cast.nadia.email, cast.pavel.email, cast.lena.email, cast.samuel.email}
    assert all("modified_abuse" not in mail.text for mail in mails)


def test_a_later_capture_that_agrees_opens_the_way_again(cast, engagement, host):
    later = NOON + timedelta(hours=1)
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        given.prove(cast, engagement, host, given.MONITORED)
        again = given.prove(cast, engagement, host, at=later)
        waiting = line_of(engagement).standing
        given.attest(cast, engagement, again, until=NEXT_YEAR)
        met = line_of(engagement).standing

    assert (waiting, met) == (Standing.DUE, Standing.MET)


def test_who_recorded_a_proof_does_not_attest_it(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host)
        with pytest.raises(RetentionRefused, match="Somebody else has to attest it"):
            given.attest(cast, engagement, capture, until=NEXT_YEAR, by=cast.carla)

        assert not RetentionAttestation.objects.exists()


def test_a_contradiction_is_not_set_aside_by_whoever_recorded_it(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        capture = given.prove(cast, engagement, host, given.MONITORED)
        aside = {"engagement": engagement, "held": capture.held, "reason": "Wrong account."}
        with pytest.raises(RetentionRefused, match="Somebody else has to look"):
            actions.set_aside(**aside, by=cast.carla, at=NOON)
        actions.set_aside(**aside, by=cast.pavel, at=NOON)

        assert kept_of(engagement)[host.pk].stage(today=TODAY) is Stage.NOTHING


def test_a_proof_of_what_nobody_configured_needs_a_word_of_why(cast, engagement, host):
    not_needed = given.Statement(
        step=Step.CONFIGURED, outcome=Outcome.NOT_NEEDED, words="It is the default."
    )
    with cast.at(cast.lakeview, cast.carla):
        with pytest.raises(RetentionRefused, match="say why nothing had to be set"):
            given.prove(cast, engagement, host)
        given.tell(cast, engagement, host, not_needed)
        given.prove(cast, engagement, host)

        assert stage(engagement, host) is Stage.EVIDENCED


def test_a_retention_that_is_not_zero_does_not_meet_what_needs_zero(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.show_picture(cast, engagement, host, keeps_nothing=False)
        given.attest(cast, engagement, capture, until=NEXT_YEAR, words="Thirty days are shown.")
        line = line_of(engagement)

    assert line.standing is Standing.DUE
    assert "a retention that is not zero" in line.sentence


def test_a_step_is_corrected_by_a_later_record_and_never_changed(cast, engagement, host):
    corrected = replace(given.STEPS[Step.ASKED], who="Vera of the vendor")
    with cast.at(cast.lakeview, cast.carla):
        first = given.tell(cast, engagement, host, given.STEPS[Step.ASKED])
        given.tell(cast, engagement, host, corrected, at=NOON + timedelta(hours=1))
        counts = kept_of(engagement)[host.pk].newest(Step.ASKED).who
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            RetentionStatement.objects.filter(pk=first.pk).update(who="Nobody")
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            RetentionStatement.objects.filter(pk=first.pk).delete()
        rows = RetentionStatement.objects.count()

    assert (counts, rows) == ("Vera of the vendor", 2)


def test_a_proof_of_retention_is_recorded_in_one_place_alone(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        capture = given.prove(cast, engagement, host, given.MONITORED)
        with pytest.raises(EvidenceRefused, match="on the page about retention"):
            evidence.record_evidence(
                engagement=engagement,
                kind=EvidenceKind.RETENTION_PROOF,
                title="A screenshot",
                received=received(),
                effective_from=TODAY,
                effective_until=NEXT_YEAR,
                service_id=host.pk,
                by=cast.carla,
                at=NOON,
                today=TODAY,
            )
        with pytest.raises(EvidenceRefused, match="on the page about retention"):
            evidence.accept_evidence(held=capture.held, by=cast.pavel, at=NOON, today=TODAY)


def test_a_proof_from_before_settings_were_compared_goes_on_counting(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        held = evidence.keep_evidence(
            engagement=engagement,
            kind=EvidenceKind.RETENTION_PROOF,
            title="Screenshot of the log settings",
            received=received(),
            effective_from=TODAY,
            effective_until=NEXT_YEAR,
            service_id=host.pk,
            by=cast.carla,
            at=NOON,
            today=TODAY,
        )
        HeldEvidence.objects.get(pk=held.pk).accept(by=cast.pavel, at=NOON, today=TODAY)
        line = line_of(engagement)

    assert (line.standing, line.until) == (Standing.MET, NEXT_YEAR)


def test_a_second_person_is_asked_to_attest_what_can_be_attested_and_nothing_else(
    cast, engagement, host
):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host)
        [duty] = duties_of(engagement, today=TODAY)
        given.prove(cast, engagement, host, given.MONITORED)
        against = duties_of(engagement, today=TODAY)
        actions.set_aside(
            engagement=engagement, held=capture.held, reason="Too old.", by=cast.carla, at=NOON
        )

        assert duties_of(engagement, today=TODAY) == ()
    assert duty.title.endswith(", and attest it")
    assert duty.not_by == str(cast.carla.pk)
    assert len(against) == 1


def test_what_happened_stands_in_the_trail(cast, engagement, host):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        capture = given.prove(cast, engagement, host)
        given.attest(cast, engagement, capture, until=NEXT_YEAR)
    with cast.at(cast.lakeview):
        names = [
            event.action.removeprefix("compliance.retention.")
            for event in AuditEvent.objects.chained()
            if event.action.startswith("compliance.retention.")
        ]

    assert names == ["told", "told", "told", "proven", "attested"]


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date.max])
def test_a_capture_of_a_day_to_come_is_refused_in_words(cast, engagement, host, day):
    with cast.at(cast.lakeview, cast.carla):
        given.set_up(cast, engagement, host)
        with pytest.raises(RetentionRefused, match="lies in the future"):
            given.prove(cast, engagement, host, captured_on=day)
