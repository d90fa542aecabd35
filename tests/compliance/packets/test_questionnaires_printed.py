"""Questionnaire answers in a packet as it was built and sealed."""

import pikepdf
import pytest

from compliance.packets.models import Packet
from portal.files.store import default_store
from tests.compliance.packets.answering import BOOK, accepted, owe
from tests.compliance.packets.built import text_of


@pytest.fixture
def built(cast, ask, run_jobs):
    """Ask for a packet, let the worker build it, and give its file."""

    def build(engagement, **more):
        asked = ask(engagement, **more)
        run_jobs()
        with cast.at(cast.lakeview):
            packet = Packet.objects.select_related("file").get(pk=asked.pk)
            assert packet.state == "sealed", packet.failure
            return default_store().path(packet.file.sha256)

    return build


def words_of(path):
    return " ".join(text_of(path, 1, 200).split())


def test_the_answers_are_printed_with_who_stands_behind_them(cast, engagement, run_jobs, built):
    owe(cast, engagement)
    accepted(cast, engagement, run_jobs, note="Asked with the contract of 2026.")

    path = built(engagement)

    said = words_of(path)
    assert "Questionnaire answers" in said
    assert "Security questionnaire answered (rule QST-1)" in said
    assert "4 questions, 2 answered" in said
    assert "Asked with the contract of 2026." in said
    assert "Does the information leave your network? No It stays in our own account." in said
    assert "No answer" in said
    assert "“TBD”" in said
    assert "The sheet “Lists” is hidden and not printed." in said
    assert "whether they are true it does not judge" in said
    assert "The whole document is embedded as Exhibit A." in said
    with pikepdf.open(path) as pdf:
        assert [bytes(one.get_file().read_bytes()) for one in pdf.attachments.values()].count(
            BOOK
        ) == 1
        outline = [item.title for item in pdf.open_outline().root]
        assert outline.index("Questionnaire answers") < outline.index("People and their access")


def test_questions_are_heads_of_their_rows_for_those_who_listen(cast, engagement, run_jobs, built):
    accepted(cast, engagement, run_jobs)

    path = built(engagement)

    with pikepdf.open(path) as pdf:
        words = [str(one.get("/S")) for one in elements(pdf.Root.StructTreeRoot)]
    assert words.count("/Table") > 5
    assert {"/TH", "/TD", "/TR", "/THead", "/TBody"} <= set(words)


def elements(node):
    """Every element of a structure tree."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)
