"""Word documents: what passes and is said of it, and what nobody could agree on."""

import pytest

from portal.files.rules import FileKind, FileRefused
from tests import word
from tests.portal.files.raw_xlsx import locked, workbook

RUN = "<w:r><w:t>words</w:t></w:r>"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
VBA = ("/word/other.bin", "application/vnd.ms-office.vbaProject")
DTD = '<!DOCTYPE d [<!ENTITY a "aaaa">]>'


def test_a_plain_document_passes(look):
    links = [("hyperlink", "https://example.test/", "External"), ("styles", "styles.xml")]
    found = look(word.document(word.paragraph("Words"), links=links), "baa.docx")

    assert found.kind is FileKind.DOCX
    assert (found.pages, found.notes, found.derivative_path) == (None, (), None)


def test_comments_heads_and_pictures_are_told_of(look):
    comments = word.part("comments", "<w:comment/><w:comment/>")
    head = word.part("hdr", word.paragraph("Draft of May"))
    data = word.document(
        "<w:p><w:r><w:drawing/></w:r></w:p>",
        [("word/comments.xml", comments), ("word/header1.xml", head)],
    )

    notes = look(data, "baa.docx").notes

    assert [note.split(".")[0] for note in notes] == [
        "It carries 2 comments",
        "Heads and feet of its pages are no part of the text: “Draft of May”",
        "Its pictures and drawings are not taken over: the text says [picture] where one stands, "
        "and they stay in the file as it came",
    ]


def test_style_names_and_marks_of_paragraphs_that_hide_nothing_pass(look):
    styles = word.part(
        "styles", '<w:style w:styleId="Top"><w:rPr><w:vanish/></w:rPr></w:style><w:style/>'
    )
    body = (
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r></w:p>'
    )

    assert look(word.document(body, [("word/styles.xml", styles)]), "a.docx").notes == ()


def field(*codes):
    parts = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end"))
    return f"<w:p>{begin}{parts}{end}</w:p>"


def choice(requires, space):
    inside = f'<mc:Choice Requires="{requires}">{RUN}</mc:Choice><mc:Fallback/>'
    body = f"<w:p><mc:AlternateContent>{inside}</mc:AlternateContent></w:p>"
    more = f' xmlns:mc="{MC}" xmlns:{requires}="{space}"'
    return word.document(root=word.part("document", f"<w:body>{body}</w:body>", more))


HIDING = word.part("styles", '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>')


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (word.document(extra=[("word/vbaProject.bin", b"x")]), "holds macros"),
        (word.document(kinds=[VBA]), "holds macros"),
        (word.document(main=word.MAIN.replace("document.main", "x.macroEnabled")), "holds macros"),
        (word.document(links=[("vbaProject", "other.bin")]), "holds macros"),
        (word.document(main="application/vnd.x.template.main+xml"), "not an ordinary Word"),
        (
            word.document(
                without=["_rels/.rels"],
                extra=[("_rels/.rels", word.relations(("officeDocument", "word/other.xml")))],
            ),
            "not an ordinary Word",
        ),
        (word.document(links=[("footnotes", "elsewhere.xml")]), "not an ordinary Word"),
        (word.document(extra=[("word/embeddings/a.xlsx", b"x")]), "other files embedded"),
        (word.document(extra=[("word/media/a.png", b"PK\x03\x04.")]), "another archive or file"),
        (word.document(kinds=[("/word/a.bin", "application/octet-stream")]), "neither text nor"),
        (word.document(links=[("oleObject", "a.bin")]), "another file in its text"),
        (word.document(links=[("aFChunk", "a.html")]), "another file in its text"),
        (word.document('<w:altChunk r:id="r1"/>'), "another file in its text"),
        (
            word.document(links=[("attachedTemplate", "http://x.test/a.dotm", "External")]),
            "takes its template from outside",
        ),
        (word.document(links=[("image", "http://x.test/a.png", "External")]), "from outside"),
        (word.document(links=[("hyperlink", "file:///etc/passwd", "External")]), "from outside"),
        (word.document(f"<w:p><w:ins>{RUN}</w:ins></w:p>"), "tracked changes"),
        (
            word.document("<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"),
            "tracked changes",
        ),
        (word.document("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>"), "tracked changes"),
        (
            word.document(extra=[("word/footnotes.xml", word.part("footnotes", "<w:ins/>"))]),
            "tracked changes",
        ),
        (
            word.document("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>"),
            "hidden text",
        ),
        (
            word.document(
                '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p>', [("word/styles.xml", HIDING)]
            ),
            "hidden text",
        ),
        (word.document(field("DDE", "AUTO c:\\\\x")), "fetch or run"),
        (word.document('<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>'), "fetch or run"),
        (choice("odd", "urn:nobody"), "other words to other programs"),
        (word.document(root=f"{DTD}{word.part('document', '')}"), "Office does not write"),
        (
            word.document(root=f"{DTD}{word.part('document', '')}".encode("utf-16")),
            "Office does not write",
        ),
        (word.document(root="<w:document"), "damaged or incomplete"),
        (word.document(extra=[("../evil", b"x")]), "misleading names"),
        (word.document(without=["[Content_Types].xml"]), "is a ZIP archive"),
        (locked(word.document()), "locked with a password"),
        (word.document()[:-100], "damaged or incomplete"),
    ],
)
def test_documents_that_are_refused(look, leftovers, data, words):
    with pytest.raises(FileRefused, match=words):
        look(data, "baa.docx")

    assert leftovers() == []


def test_a_bomb_is_refused(look):
    data = word.document(extra=[("word/media/a.png", bytes(101 << 20))])

    with pytest.raises(FileRefused, match="unpacks to more than"):
        look(data, "baa.docx")


def test_usual_fields_and_choices_pass(look):
    known = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"

    assert look(choice("wps", known), "a.docx").kind is FileKind.DOCX
    assert look(word.document(field(" PAGEREF _Toc1 ")), "a.docx").kind is FileKind.DOCX
    link = field(' HYPERLINK "https://example.test/link" ')
    assert look(word.document(link), "a.docx").kind is FileKind.DOCX


@pytest.mark.parametrize(
    ("data", "name"),
    [(word.of("Words"), "book.xlsx"), (workbook(), "baa.docx"), (word.of("Words"), "baa.pdf")],
)
def test_a_name_that_promises_something_else_is_refused(look, data, name):
    with pytest.raises(FileRefused, match="promises something else"):
        look(data, name)


SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
BASED = word.part(
    "styles",
    '<w:style w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Mine"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style>',
)
USUAL = '<w:style w:default="1" w:styleId="Usual"><w:rPr><w:vanish/></w:rPr></w:style>'


def styled(tag, name):
    return word.document(
        f'<w:p><w:pPr><w:{tag} w:val="{name}"/></w:pPr></w:p>', [("word/styles.xml", BASED)]
    )


def struck(mark):
    return word.document(f"<w:p><w:r><w:rPr><w:{mark}/></w:rPr><w:t>not</w:t></w:r></w:p>")


def alternatives(*choices, fallback="", space=SHAPE):
    inside = "".join(
        f'<mc:Choice Requires="x"><w:r><w:t>{text}</w:t></w:r></mc:Choice>' for text in choices
    )
    inside += f"<mc:Fallback><w:r><w:t>{fallback}</w:t></w:r></mc:Fallback>"
    body = f"<w:p><mc:AlternateContent>{inside}</mc:AlternateContent></w:p>"
    more = f' xmlns:mc="{MC}" xmlns:x="{space}"'
    return word.document(root=word.part("document", f"<w:body>{body}</w:body>", more))


def around(space, prefix="x"):
    """Words in an element that Word drops, because it may be ignored and is not known."""
    more = f' xmlns:mc="{MC}" xmlns:{prefix}="{space}" mc:Ignorable="{prefix}"'
    body = f"<w:p><{prefix}:hide>{RUN}</{prefix}:hide></w:p>"
    return word.document(root=word.part("document", f"<w:body>{body}</w:body>", more))


def marked(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


NESTED = (
    f"<w:p>{marked('begin')}<w:r><w:instrText> IF </w:instrText></w:r>{marked('begin')}"
    f'<w:r><w:instrText> INCLUDETEXT "x" </w:instrText></w:r>{marked("end")}{marked("end")}</w:p>'
)
BOUND = "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent/></w:sdt>"
FORMULA = (
    '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    "<m:r><m:t>60</m:t></m:r></m:oMath></w:p>"
)
HEAD = word.part("hdr", "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>")
STRICT = '<d xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (styled("pStyle", "Mine"), "hidden text"),
        (styled("tblStyle", "Gone"), "hidden text"),
        (word.document(extra=[("word/styles.xml", word.part("styles", USUAL))]), "hidden text"),
        (word.document(extra=[("word/Styles.xml", HIDING)]), "misleading names"),
        (word.document("<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr></w:tr></w:tbl>"), "hidden text"),
        (word.document(extra=[("word/top.xml", HEAD)]), "hidden text"),
        (struck("strike"), "struck through"),
        (struck("dstrike"), "struck through"),
        (styled("rStyle", "Out"), "struck through"),
        (word.document(NESTED), "fetch or run"),
        (word.document(field(" FORMCHECKBOX ")), "not written in the text"),
        (word.document(field(r" EQ \o(a,b) ")), "not written in the text"),
        (word.document(field(" DATE ")), "not written in the text"),
        (word.document(f"<w:p>{marked('begin')}{RUN}</w:p>"), "damaged or incomplete"),
        (word.document(f"<w:p>{marked('end')}{RUN}</w:p>"), "damaged or incomplete"),
        (word.document(BOUND), "filled from data beside the text"),
        (word.document(FORMULA), "has a formula"),
        (alternatives("a", "b"), "other words to other programs"),
        (alternatives("may", fallback="may not"), "other words to other programs"),
        (
            alternatives("may", space="http://schemas.microsoft.com/office/word/2099/nothing"),
            "other words to other programs",
        ),
        (around("urn:nobody"), "other words to other programs"),
        (
            around("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
            "other words to other programs",
        ),
        (word.document(extra=[("word/styles.xml", STRICT)]), "Strict Open XML"),
        (
            word.document(
                extra=[
                    (
                        "word/_rels/header1.xml.RELS",
                        word.relations(("image", "http://x.test/a.png", "External")),
                    )
                ]
            ),
            "from outside",
        ),
    ],
)
def test_what_word_shows_otherwise_than_it_is_read_is_refused(look, data, words):
    with pytest.raises(FileRefused, match=words):
        look(data, "baa.docx")


def test_a_box_of_text_that_is_the_same_for_older_programs_passes(look):
    data = alternatives("In a box", fallback="In a box")

    assert look(data, "a.docx").kind is FileKind.DOCX
