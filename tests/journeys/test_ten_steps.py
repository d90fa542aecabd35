"""The main job, end to end: ten steps, each by its own person, in the browser, on a real stack."""

import pytest

from tests.journeys import agreeing, arriving, engaging, proving, sealing

pytestmark = pytest.mark.browser


def test_a_booked_call_ends_with_a_packet_that_an_auditor_checks(stack, site, tmp_path):
    nadia = arriving.found_northgate(stack, site)
    pavel = arriving.bring_in_colleague(nadia, "Pavel Prins", "Partner signatory")
    carla = arriving.bring_in_colleague(nadia, "Carla Conti", "Partner consultant")
    emil = arriving.bring_in_colleague(nadia, "Emil Engström", "Partner engineer")
    engaging.take_calls(carla)

    # 1. A visitor books a call, and is told at once that the public API is ruled out, and why.
    engaging.book_call(site)

    # 2. The consultant makes an engagement of it and invites the client's people.
    home = engaging.make_engagement(carla)
    lena = arriving.bring_in_client(carla, home, "Lena Larsen", "Client owner")
    samuel = arriving.bring_in_client(carla, home, "Samuel Stein", "Client signatory")

    # 3. The route becomes Llama 3.1 in the client's own cloud; the requirements appear.
    engaging.decide_route(carla, home)
    service = proving.name_the_host(carla, home)
    engaging.requirements_appear(lena, home)

    # 4. The BAA is sent, signed, countersigned and sealed, and both get the file.
    agreeing.enter_templates(carla)
    agreeing.send_baa(carla, home, client="Samuel Stein", partner="Pavel Prins")
    agreeing.sign_baa(samuel, pavel)
    executed = agreeing.both_get_the_file(samuel, pavel, tmp_path)

    # 5. The cloud host's report and DPA are reviewed, and accepted by a second person.
    report = proving.prove_the_host(carla, pavel, lena, home, service=service, folder=tmp_path)

    # 6. The engineer records the milestones with evidence; the client accepts them.
    proving.reach_milestones(carla, emil, lena, home, tmp_path)

    # 7. Everything that was missing is met.
    proving.is_clear(lena, home)

    # 8. The client's owner asks for a packet and watches it being built.
    packet = sealing.ask_for_packet(lena, home)

    # 9. An auditor, let in until a date, takes it and checks it in three ways.
    ada = sealing.let_auditor_in(lena, home)
    sealed = sealing.download_packet(ada, tmp_path / "packet.pdf")
    changed = sealing.change_one_byte(sealed, tmp_path / "changed.pdf")
    sealing.holds_everything(sealed, executed, tmp_path / proving.SOC2)
    sealing.checks_on_the_portal(ada, sealed, changed)
    sealing.checks_with_public_tools(sealed, changed)
    sealing.checks_offline(ada, sealed, changed, tmp_path / "root.pem")
    sealing.sees_nothing_else(ada, [home, packet, report, f"{home}activity/", "/o/northgate/"])

    # 10. All of it is in the trail, and every chain verifies.
    sealing.trail_tells_all(lena, home, stack)

    assert not site.amiss, "\n".join(site.amiss)
