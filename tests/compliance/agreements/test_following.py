"""Versions of an agreement: passed on, changed before signing, amended after; each asks anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction

from compliance.agreements import actions
from compliance.agreements.models import Agreement, Delegation, Signature
from compliance.agreements.queries import delegations_of, line_of, papers_of
from compliance.agreements.rules import (
    EndingRefused,
    PassingOnRefused,
    Side,
    SigningRefused,
    StepRefused,
    consent_to_pass_on,
)
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.mail.models import Mail
from tests.cast import NOON, join
from tests.compliance.agreements import papers
from tests.compliance.agreements.browsing import filled, page


@pytest.fixture
def sabine(cast):
    """A second signatory of Lakeview."""
    return join(cast.lakeview, "Sabine Sign", Role.CLIENT_SIGNATORY)


def pass_on(agreement, to, *, by, **changes):
    side = agreement.turn or Side.CLIENT
    said = {
        "title": "Chief Operating Officer",
        "reason": "On leave",
        "said": consent_to_pass_on(to.name, agreement.party(side)),
        "at": NOON,
    }
    return actions.pass_on(agreement=agreement, to=to, by=by, **said | changes)


def subjects(start):
    return sorted(Mail.objects.filter(subject__startswith=start).values_list("to", flat=True))


# Passing on


def test_the_signatory_passes_it_on_and_the_consent_is_kept_in_words(cast, sent, sabine):
    with cast.at(cast.lakeview, cast.samuel):
        follower = pass_on(sent, sabine, by=cast.samuel)

        before = Agreement.objects.get(pk=sent.pk)
        assert (before.state, before.reason, before.ended_by) == (
            "reassigned",
            "On leave",
            cast.samuel,
        )
        assert (follower.state, follower.number, follower.follows_id) == ("preparing", 2, sent.pk)
        assert (follower.client_signatory, follower.client_title) == (
            sabine,
            "Chief Operating Officer",
        )
        assert follower.text == sent.text
        (kept,) = delegations_of(follower)
        assert (kept.given_by, kept.given_to) == (cast.samuel, sabine)
        assert kept.words == (
            "I pass this agreement on to Sabine Sign, to sign it for Lakeview Clinic Inc., and "
            "agree that they sign in my place."
        )
        assert subjects("Passed on") == [cast.carla.email]
    with cast.at(cast.lakeview):
        (event,) = AuditEvent.objects.filter(action="compliance.agreement.passed_on")
        assert event.told["data"]["words"] == kept.words


def test_then_only_the_new_signatory_signs_and_the_old_version_is_dead(cast, sent, sabine):
    with cast.at(cast.lakeview):
        follower = papers.send(pass_on(sent, sabine, by=cast.samuel))
        actions.open_document(
            agreement=follower, copy=actions.Copy.TEXT, by=sabine, at=papers.FACTOR
        )
        for agreement, by in ((sent, cast.samuel), (sent, sabine), (follower, cast.samuel)):
            with pytest.raises(SigningRefused):
                papers.sign(cast, agreement, Side.CLIENT, by=by)
        signed = papers.sign(cast, follower, Side.CLIENT, by=sabine, typed_name="Sabine Sign")

        assert signed.state == "client_signed"
        assert Signature.objects.get().signer == sabine
        assert [one.pk for one in papers_of(follower.pk).delegations] == [
            Delegation.objects.get().pk
        ]


def test_after_the_client_signed_a_new_countersigner_means_that_all_is_asked_anew(cast, signed):
    patricia = join(cast.northgate, "Patricia Prime", Role.PARTNER_SIGNATORY)
    with cast.at(cast.lakeview):
        follower = pass_on(signed, patricia, by=cast.pavel)

        assert (follower.partner_signatory, follower.client_signed_at) == (patricia, None)
        assert subjects("Passed on") == sorted([cast.carla.email, cast.samuel.email])


@pytest.mark.parametrize(
    ("who", "to", "changes", "sentence"),
    [
        ("lena", "sabine", {}, "Only the signatory whose turn it is"),
        ("carla", "sabine", {}, "Only the signatory whose turn it is"),
        ("samuel", "samuel", {}, "somebody else than yourself"),
        ("samuel", "mona", {}, "not a signatory of the client"),
        ("samuel", "pavel", {}, "signs for the other side"),
        ("samuel", "sabine", {"reason": " "}, "Say why"),
        ("samuel", "sabine", {"said": ""}, "Nothing was passed on"),
        ("samuel", "sabine", {"said": "I agree"}, "Nothing was passed on"),
    ],
)
def test_nobody_else_passes_it_on_and_not_without_consent(
    cast, sent, sabine, who, to, changes, sentence
):
    people = {"sabine": sabine}
    with cast.at(cast.lakeview):
        with pytest.raises(PassingOnRefused, match=sentence):
            pass_on(sent, people.get(to) or getattr(cast, to), by=getattr(cast, who), **changes)

        assert Agreement.objects.get().state == "sent"
        assert not Delegation.objects.exists()


def test_what_both_have_signed_is_not_passed_on(cast, countersigned, sabine):
    with cast.at(cast.lakeview), pytest.raises(StepRefused, match="cannot be passed on"):
        pass_on(countersigned, sabine, by=cast.samuel)


def test_consent_once_given_is_never_changed(cast, sent, sabine):
    with cast.at(cast.lakeview):
        pass_on(sent, sabine, by=cast.samuel)

        with pytest.raises(DatabaseError), transaction.atomic():
            Delegation.objects.update(words="Anything")


def test_the_page_lists_who_may_and_makes_the_new_version(cast, engagement, soon, sabine, sign_in):
    browser = sign_in(cast.samuel)
    form = {"to": str(sabine.pk), "title": "COO", "reason": "On leave"}

    asked = browser.get(page(engagement, "agreement-pass-on", soon.pk))
    without = browser.post(page(engagement, "agreement-pass-on", soon.pk), form)
    done = browser.post(
        page(engagement, "agreement-pass-on", soon.pk), form | {"consent": "on"}, follow=True
    )
    by_carla = sign_in(cast.carla).get(page(engagement, "agreement-pass-on", soon.pk))

    assert "Sabine Sign" in asked.text
    assert "Pavel Prime" not in asked.text
    assert (without.status_code, "Nothing was passed on" in without.text) == (422, True)
    assert "A new version is made out and sent." in done.text
    assert "2 of this agreement" in done.text
    assert by_carla.status_code == 403


# Changing before both signed


def test_a_change_makes_a_new_version_and_asks_everybody_anew(cast, engagement, template, signed):
    changed = papers.values(cast, breach_notice_days=3)
    with cast.at(cast.lakeview, cast.carla):
        follower = papers.prepare(
            cast, engagement, template, values=changed, follows=signed, reason="Three days"
        )

        before = Agreement.objects.get(pk=signed.pk)
        assert (before.state, before.reason) == ("replaced", "Three days")
        assert (follower.number, follower.follows_id, follower.state) == (2, signed.pk, "preparing")
        assert subjects("Changed") == sorted([cast.samuel.email, cast.pavel.email])
        with pytest.raises(SigningRefused, match="not your turn"):
            papers.sign(cast, before, Side.PARTNER)
        assert not Signature.objects.filter(agreement=follower).exists()


def test_a_change_needs_its_reason_and_nothing_happens_without(cast, engagement, template, sent):
    with cast.at(cast.lakeview, cast.carla), pytest.raises(EndingRefused, match="Say why"):
        papers.prepare(cast, engagement, template, follows=sent)
    with cast.at(cast.lakeview):
        assert [one.state for one in Agreement.objects.all()] == ["sent"]


def test_a_declined_one_is_sent_again_as_its_next_version(cast, engagement, template, sent):
    with cast.at(cast.lakeview, cast.carla):
        actions.decline(agreement=sent, reason="Ten days", by=cast.samuel, at=NOON)
        follower = papers.prepare(cast, engagement, template, follows=sent)

        assert [one.number for one in line_of(follower)] == [2, 1]
        assert Agreement.objects.get(pk=sent.pk).state == "declined"


def test_the_page_asks_what_is_changed_and_shows_the_difference(
    cast, engagement, soon, sign_in, run_jobs
):
    browser = sign_in(cast.carla)
    address = page(engagement, "agreement-revise", soon.pk)
    form = filled(cast, breach_notice_days="3")
    form.pop("preview")

    asked = browser.get(address)
    without = browser.post(address, form | {"send": "1"})
    done = browser.post(address, form | {"send": "1", "reason": "Three days"}, follow=True)
    with cast.at(cast.lakeview):
        follower = Agreement.objects.get(state="preparing")
    changes = browser.get(page(engagement, "agreement-changes", follower.pk))
    old = browser.get(page(engagement, "agreement", soon.pk))

    assert "What you change, and why" in asked.text
    assert without.status_code == 422
    assert "What is different from version 1" in done.text
    assert "Three days" in changes.text
    assert "<del>" in changes.text
    assert "Open version 2" in old.text


def test_the_first_version_has_nothing_to_be_compared_with(cast, engagement, soon, sign_in):
    answer = sign_in(cast.carla).get(page(engagement, "agreement-changes", soon.pk))

    assert answer.status_code == 404


# Amending what was executed


def test_an_amendment_says_what_it_takes_the_place_of_and_leaves_it_in_force_until_then(
    cast, engagement, template, countersigned
):
    with cast.at(cast.lakeview, cast.carla):
        executed = papers.execute(countersigned)
        follower = papers.prepare(cast, engagement, template, follows=executed)

        assert "amends and restates the Business Associate Agreement" in follower.text
        assert executed.document_sha256 in follower.text
        assert Agreement.objects.get(pk=executed.pk).state == "executed"
        assert follower.number == 2


def test_who_signs_and_who_changes_at_once_never_both_win(
    cast, engagement, template, sent, transactional_db
):
    start = Barrier(2)

    def do(act):
        start.wait()
        try:
            with cast.at(cast.lakeview):
                act()
        except (SigningRefused, StepRefused) as refused:
            return refused
        finally:
            connections.close_all()

    acts = (
        lambda: papers.sign(cast, sent, Side.CLIENT),
        lambda: papers.prepare(cast, engagement, template, follows=sent, reason="Changed"),
    )
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(do, acts))

    with cast.at(cast.lakeview):
        states = {one.number: one.state for one in Agreement.objects.all()}
        # Signed first and changed then, which asks anew; or changed first, and the pen came late.
        assert states == {1: "replaced", 2: "preparing"}
        assert Signature.objects.count() == (0 if outcomes[0] else 1)
        assert outcomes[1] is None


def test_a_term_renewed_keeps_its_place_in_the_line(cast, engagement, template, countersigned):
    later = papers.TODAY + timedelta(days=30)
    values = papers.values(cast, **{"agreement.effective_date": later})
    with cast.at(cast.lakeview, cast.carla):
        first = papers.execute(countersigned)
    second = papers.sent(cast, engagement, template, values=values, follows=first)
    with cast.at(cast.lakeview):
        papers.sign(cast, second, Side.CLIENT)
        papers.sign(cast, second, Side.PARTNER)
        papers.execute(second)

        assert Agreement.objects.get(pk=first.pk).state == "superseded"
        assert Agreement.objects.get(pk=first.pk).ended_on == later
