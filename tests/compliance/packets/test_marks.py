"""Marks on the pages of documents that are not for everybody."""

import re
import subprocess

from tests.compliance.packets.built import text_of


def words_of(path, page):
    """Every word of a page with the upper and lower edge at which it stands, in points."""
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(path), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r'yMin="([\d.]+)"[^>]*yMax="([\d.]+)">([^<]*)<', told)
    return [(float(upper), float(lower), word) for upper, lower, word in found]


def test_each_page_of_a_restricted_report_names_the_recipient_clear_of_its_text(built):
    [report] = [one for one in built.manifest["items"] if one["kind"] == "soc2_report"]
    first, last = report["marked_pages"]

    assert (first, last) == (report["pages"][0] + 1, report["pages"][1])
    for page in range(first, last + 1):
        words = words_of(built.path, page)
        line = [word for word in words if word[0] < 20]
        assert " ".join(word for _, _, word in line) == report["mark"].replace("&", "&amp;")
        assert min(upper for upper, _, _ in words if upper >= 20) > max(one[1] for one in line)


def test_other_documents_and_pages_of_ours_are_not_marked(built):
    others = [one for one in built.manifest["items"] if not one["restricted"]]

    assert others
    assert all(one["mark"] == "" and one["marked_pages"] is None for one in others)
    report = next(one for one in built.manifest["items"] if one["kind"] == "soc2_report")
    divider = text_of(built.path, report["pages"][0])
    assert "restricts the use of this report" in divider
    assert not [one for one in words_of(built.path, report["pages"][0]) if one[0] < 20]
