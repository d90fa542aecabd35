"""Files that cannot be checked get one clear sentence and exit code 2."""

import io
import json

import pikepdf
import pytest
from countersign_cli.main import main

from tests.compliance.pdf import packets


def outcome(path, capsys) -> tuple[int, str]:
    code = main(["verify", str(path)])
    return code, capsys.readouterr().err.strip()


def encrypted() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(packets.one_page())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is not a PDF file."),
        (b"PK\x03\x04 a spreadsheet", "This is not a PDF file."),
        (b"%PDF-1.7\n" + bytes(2000), "The PDF is damaged or cut off:"),
        (packets.one_page()[:400], "The PDF is damaged or cut off:"),
        (encrypted(), "The PDF is encrypted. The portal never seals encrypted files."),
    ],
)
def test_the_sentence_says_what_is_wrong_with_the_file(content, sentence, tmp_path, capsys):
    path = tmp_path / "file.pdf"
    path.write_bytes(content)

    code, said = outcome(path, capsys)

    assert code == 2
    assert said.startswith(sentence)


def test_a_missing_file_is_told(tmp_path, capsys):
    assert outcome(tmp_path / "nothing.pdf", capsys) == (
        2,
        "The file cannot be opened: No such file or directory.",
    )


def test_the_refusal_is_json_when_json_was_asked_for(tmp_path, capsys):
    code = main(["verify", "--json", str(tmp_path / "nothing.pdf")])

    told = json.loads(capsys.readouterr().out)
    assert code == 2
    assert told["ok"] is False
    assert told["error"] == "The file cannot be opened: No such file or directory."


def test_a_file_larger_than_allowed_is_not_read_to_its_end(tmp_path, capsys):
    path = tmp_path / "large.pdf"
    path.write_bytes(bytes(2 << 20))

    code = main(["verify", "--max-size", "1", str(path)])

    assert code == 2
    assert "larger than the 1 MiB" in capsys.readouterr().err


def test_something_else_than_a_certificate_is_refused_as_root(tmp_path, capsys):
    path, root = tmp_path / "file.pdf", tmp_path / "root.pem"
    path.write_bytes(packets.one_page())
    root.write_text("not a certificate")

    code = main(["verify", f"--root={root}", str(path)])

    assert code == 2
    assert "is not a certificate or revocation list." in capsys.readouterr().err


def test_a_pdf_that_nobody_sealed_is_readable_but_not_good(tmp_path, capsys):
    path = tmp_path / "file.pdf"
    path.write_bytes(packets.one_page())

    code = main(["verify", str(path)])

    told = capsys.readouterr().out
    assert code == 1
    assert "The file is not signed." in told
    assert "The file is not sealed, so nothing shows whether it changed." in told
