"""Sections in stretches of whole pages: what is added or changed prints few of them again."""

from dataclasses import replace

from compliance.packets.press import Press
from compliance.packets.sections import keyed_sheets
from compliance.packets.sections.coverage import CoverageSection, Served
from compliance.packets.shelf import Shelf

SERVICES = tuple(
    Served(
        name=f"Service {number}",
        does="Inference",
        positions=(),
        unknown=(),
        report=None,
        without="There is no report of this service, so nothing here counts as covered.",
    )
    for number in range(1, 4)
)
COVERAGE = CoverageSection(services=SERVICES, as_of="22 November 2026", client="Lakeview Clinic")


def orders(section, press):
    return {key: press.order(sheet) for key, sheet in keyed_sheets(section)}


def test_each_vendor_service_is_a_sheet_and_only_a_changed_one_is_printed_again(tmp_path):
    press = Press(Shelf(tmp_path))
    changed = replace(COVERAGE, services=(*SERVICES[:2], replace(SERVICES[2], name="Other")))

    before, after = orders(COVERAGE, press), orders(changed, press)

    assert list(before) == ["coverage", "coverage-2", "coverage-3"]
    assert [key for key in before if before[key] != after[key]] == ["coverage-3"]
    assert "Service 1" in before["coverage"].html
    assert "Service 2" not in before["coverage"].html


def test_a_packet_without_vendor_services_says_so(tmp_path):
    empty = replace(COVERAGE, services=())

    [order] = orders(empty, Press(Shelf(tmp_path))).values()

    assert "No vendor service is named yet" in order.html
