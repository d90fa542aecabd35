"""Bringing what comes from elsewhere into one PDF without holding any of it in memory.

Pages and files from disk first become one plain PDF, written by qpdf, which copies streams from
file to file. The packet is then made around it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import AccessMode, Job, Name, Object, Pdf

from compliance.pdf.attach import LUGGAGE, Attachment, wrap
from compliance.pdf.foreign import Prepared, prepare
from compliance.pdf.layers import take_up_layers


@dataclass(frozen=True)
class Gathered:
    """A PDF that holds the pages of all foreign parts in order, and nothing else.

    `files` are the streams of attachments from disk, by name, not yet embedded.
    """

    pdf: Pdf
    foreign: Sequence[Prepared]
    files: dict[str, Object]


@contextmanager
def gathered(
    sources: Sequence[bytes | Path], attachments: Sequence[Attachment], *, beside: Path
) -> Iterator[Gathered]:
    """Collect foreign PDFs and files; work happens in a directory next to `beside`."""
    with TemporaryDirectory(prefix=".gather-", dir=beside.parent) as name:
        folder = Path(name)
        foreign = [
            prepare(source, folder / f"foreign-{number}.pdf")
            for number, source in enumerate(sources)
        ]
        files = [one for one in attachments if isinstance(one.content, Path)]
        wrapped = list(_wrap(files, folder))
        with _joined([*(part.path for part in foreign), *wrapped], folder / "joined.pdf") as pdf:
            carried = _unload(pdf, files)
            take_up_layers(pdf, pdf.pages)
            yield Gathered(pdf, foreign, carried)


@contextmanager
def _joined(paths: Sequence[Path], target: Path) -> Iterator[Pdf]:
    if not paths:
        with Pdf.new() as pdf:
            yield pdf
        return
    inputs = [word for path in paths for word in (str(path), "1-z")]
    options = ["--empty", "--stream-data=preserve", "--object-streams=generate"]
    Job(["qpdf", *options, "--pages", *inputs, "--", str(target)]).run()
    for path in paths:
        path.unlink()
    # Read as it is needed: a mapped file would count as memory of the worker.
    with Pdf.open(target, access_mode=AccessMode.stream) as pdf:
        del pdf.trailer[Name.ID]  # half of it is random; the packet gets one from its content
        yield pdf


def _wrap(files: Sequence[Attachment], folder: Path) -> Iterator[Path]:
    for number, one in enumerate(files):
        if isinstance(one.content, Path):
            target = folder / f"file-{number}.pdf"
            wrap(one.content, target)
            yield target


def _unload(pdf: Pdf, files: Sequence[Attachment]) -> dict[str, Object]:
    """Take the files off the pages that carried them, which are the last ones, and drop those."""
    first = len(pdf.pages) - len(files)
    streams = {one.name: pdf.pages[first + number].obj[LUGGAGE] for number, one in enumerate(files)}
    del pdf.pages[first:]
    return streams
