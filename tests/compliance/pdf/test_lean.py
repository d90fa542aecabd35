"""Documents are put together without holding, or keeping, more than is needed."""

import gc

import pikepdf
from pikepdf import Array, Dictionary, Name

from compliance.pdf.parts import Part
from compliance.pdf.render import render
from tests.compliance.pdf.assembled import put_together


def test_nothing_of_a_document_stays_in_memory_once_it_is_written(tmp_path):
    part = Part("a", render("<p>words</p>").pdf, "Section", running="Packet")
    put_together(tmp_path / "first.pdf", part)
    gc.collect()
    gc.disable()
    before = pdfs_in_memory()

    try:
        put_together(tmp_path / "second.pdf", part)
        left = pdfs_in_memory()
    finally:
        gc.enable()

    assert left == before


def pdfs_in_memory():
    return sum(isinstance(one, pikepdf.Pdf) for one in gc.get_objects())


def test_lists_for_printers_of_old_are_left_out_of_pages_from_elsewhere(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.Resources = Dictionary(ProcSet=Array([Name.PDF, Name.Text]))
        pdf.save(tmp_path / "report.pdf")
    part = Part("r", tmp_path / "report.pdf", "Report", foreign=True)

    path = put_together(tmp_path / "packet.pdf", part)

    with pikepdf.open(path) as pdf:
        assert Name.ProcSet not in pdf.pages[0].obj.Resources
        assert Name.Font in pdf.pages[0].obj.Resources
