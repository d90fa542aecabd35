"""Making a PDF from elsewhere fit to stand inside a packet without changing how it looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import (
    AccessMode,
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    Page,
    PasswordError,
    Pdf,
    PdfError,
)

from compliance.pdf.destinations import Destinations
from compliance.pdf.layers import leave_layers
from compliance.pdf.navigate import PART_ADDRESS
from compliance.pdf.parts import Prepared
from compliance.pdf.refusals import SourceRefused
from compliance.pdf.saving import save

# What a page may bring along: how it looks and how large it is. Not what it does.
_KEPT_KEYS = {
    "/Type",
    "/Parent",
    "/Resources",
    "/MediaBox",
    "/CropBox",
    "/BleedBox",
    "/TrimBox",
    "/ArtBox",
    "/Rotate",
    "/Contents",
    "/Annots",
    "/Group",
    "/UserUnit",
    "/Tabs",
    "/StructParents",
}
# To be raised when documents are made ready otherwise: kept ones are then made ready anew.
EDITION = 2
_SAFE_ADDRESSES = ("http://", "https://", "mailto:")


@contextmanager
def open_pdf(source: bytes | Path) -> Iterator[Pdf]:
    """A PDF opened for reading. Encrypted and broken ones raise `SourceRefused`."""
    try:
        # Read as it is needed: mapped files would count as memory of the worker.
        pdf = Pdf.open(
            BytesIO(source) if isinstance(source, bytes) else source,
            access_mode=AccessMode.stream,
        )
    except PasswordError as error:
        raise SourceRefused("The PDF is encrypted and asks for a password.") from error
    except PdfError as error:
        raise SourceRefused(f"The PDF is damaged or cut off: {error}") from error
    with pdf:
        if pdf.is_encrypted:
            raise SourceRefused("The PDF is encrypted. Export it again without protection.")
        if not pdf.pages:
            raise SourceRefused("The PDF has no pages.")
        yield pdf


def count_pages(source: bytes | Path) -> int:
    """Number of pages of a PDF that can be used. Raises `SourceRefused` for one that cannot."""
    with open_pdf(source) as pdf:
        return len(pdf.pages)


def prepared_key(sha256_of_source: str) -> str:
    """The SHA-256 over everything that decides what `prepare()` makes of a document."""
    maker = f"pikepdf {pikepdf.__version__}, qpdf {pikepdf.__libqpdf_version__}, edition {EDITION}"
    return sha256(f"{maker}\n{sha256_of_source}".encode()).hexdigest()


def prepare(source: bytes | Path, target: Path) -> Prepared:
    """Write a copy that looks the same, with form fields drawn in and nothing in it that acts."""
    with open_pdf(source) as pdf:
        _flatten(pdf)
        destinations = Destinations(pdf)
        bookmarks = destinations.bookmarks()
        strip(pdf, destinations)
        leave_layers(pdf)
        # Packed as the packet will be, so that nothing is packed twice.
        save(
            pdf,
            target,
            lasting=False,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
        )
        return Prepared(target, len(pdf.pages), bookmarks)


def _flatten(pdf: Pdf) -> None:
    if Name.AcroForm in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def strip(
    pdf: Pdf, destinations: Destinations, *, ours: bool = False, tagged: bool = False
) -> None:
    """Leave pages nothing but their looks and their safe links, which then name pages directly.

    Pages of `ours` may have links to other parts.
    """
    safe = (*_SAFE_ADDRESSES, PART_ADDRESS) if ours else _SAFE_ADDRESSES
    for page in pdf.pages:
        _drop_what_says_nothing(page)
        for key in page.obj.keys() - _KEPT_KEYS:
            del page.obj[key]
        if not tagged and Name.StructParents in page.obj:
            del page.obj[Name.StructParents]
        _strip_links(page, destinations, safe, tagged=tagged)


def _drop_what_says_nothing(page: Page) -> None:
    resources = page.obj.get(Name.Resources)
    if not isinstance(resources, Dictionary):
        return
    # Heeded by PostScript printers alone (ISO 32000-1, 14.2), and held in memory for every page.
    if Name.ProcSet in resources:
        del resources[Name.ProcSet]
    # WeasyPrint writes empty /Pattern and /Shading, which checkers of PDF/A stumble over.
    for key, value in list(resources.items()):
        if isinstance(value, Dictionary) and not len(value):
            del resources[key]


def _strip_links(
    page: Page, destinations: Destinations, safe: tuple[str, ...], *, tagged: bool
) -> None:
    annotations = page.obj.get(Name.Annots)
    if annotations is None:
        return
    kept = []
    for annotation in annotations:
        if _safe_link(annotation, destinations, safe):
            if not tagged and Name.StructParent in annotation:
                del annotation[Name.StructParent]
            kept.append(annotation)
    page.obj[Name.Annots] = Array(kept)


def _safe_link(annotation: Object, destinations: Destinations, safe: tuple[str, ...]) -> bool:
    """Make a link direct and plain; False when it has to go."""
    if not isinstance(annotation, Dictionary) or annotation.get(Name.Subtype) != Name.Link:
        return False
    for key in (Name.AA, Name.PA, Name.OC, Name.P):
        if key in annotation:
            del annotation[key]
    action = annotation.get(Name.A)
    target = destinations.of(annotation)
    if target is not None:
        annotation[Name.Dest] = target
        if Name.A in annotation:
            del annotation[Name.A]
        return True
    if not isinstance(action, Dictionary) or action.get(Name.S) != Name.URI:
        return False
    address = str(action.get(Name.URI, ""))
    annotation[Name.A] = Dictionary(S=Name.URI, URI=action.get(Name.URI))
    return address.startswith(safe)
