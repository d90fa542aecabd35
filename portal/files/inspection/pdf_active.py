"""Active content of a PDF: what runs, opens, sends, plays or hides something when it is read.

ISO 32000-1: actions 12.6, annotations 12.5, file specifications 7.11, multimedia 13.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from pikepdf.sanitize import Sanitizer


class Danger(StrEnum):
    """What can be active, in the words of the note about its removal."""

    SCRIPT = "scripts"
    LAUNCH = "commands that start programs or open other files"
    FORM = "commands that send or fetch form data"
    AUTOMATIC = "commands that run by themselves"
    MEDIA = "video, sound or 3D content"
    FILES = "embedded files"
    XFA = "a second, invisible form (XFA)"
    OUTSIDE = "content fetched from outside the file"
    LINK = "links that are not web or mail addresses"


@dataclass(slots=True)
class Active:
    """What a scan found; true if there is anything."""

    found: Counter[Danger] = field(default_factory=Counter)
    signed: bool = False

    def __bool__(self) -> bool:
        return bool(self.found)

    def in_words(self) -> str:
        """The dangers in a fixed order: "scripts, embedded files"."""
        return ", ".join(danger for danger in Danger if danger in self.found)


_ACTIONS = {
    "/JavaScript": Danger.SCRIPT,
    "/Launch": Danger.LAUNCH,
    "/GoToR": Danger.LAUNCH,
    "/GoToE": Danger.LAUNCH,
    "/SubmitForm": Danger.FORM,
    "/ImportData": Danger.FORM,
    "/Rendition": Danger.MEDIA,
    "/Movie": Danger.MEDIA,
    "/Sound": Danger.MEDIA,
    "/RichMediaExecute": Danger.MEDIA,
    "/GoTo3DView": Danger.MEDIA,
}
_ANNOTATIONS = {
    "/RichMedia": Danger.MEDIA,
    "/3D": Danger.MEDIA,
    "/Movie": Danger.MEDIA,
    "/Sound": Danger.MEDIA,
    "/Screen": Danger.MEDIA,
    "/FileAttachment": Danger.FILES,
}
_KEPT_OF_ANNOTATION = {"/Type", "/Rect", "/P", "/NM", "/StructParent"}
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_HARMLESS_SCHEMES = {"http:", "https:", "mailto:", "tel:", "ftp:"}

# Names that have to occur in an object, spelt out by qpdf, if anything in it is dangerous.
_KEYS = "AA|JS|XFA|EF|URI|Thread|EmbeddedFiles|Renditions"
_NAMES = "|".join(name[1:] for name in (*_ACTIONS, *_ANNOTATIONS))
_WORDS = re.compile(rf"/({_KEYS}|{_NAMES})\b".encode())
_STREAM_WORDS = re.compile(rf"/({_KEYS}|{_NAMES}|F|Ref|OPI)\b".encode())
_SIGNATURE = b"/ByteRange"

Removal = Callable[[], None]


def scan(pdf: Pdf) -> Active:
    """Look at every object of the file, reachable or not."""
    active = Active()
    for raw, holder in _suspects(pdf):
        active.signed |= _SIGNATURE in raw
        active.found.update(danger for danger, _ in _dangers(holder))
    return active


def remove_active(pdf: Pdf) -> None:
    """Take out everything that `scan` finds. What a page shows stays as it is.

    Ours goes by what an object is, wherever it stands; pikepdf's then tidies up the places where
    such things belong.
    """
    for _, holder in list(_suspects(pdf)):
        for _, remove in list(_dangers(holder)):
            remove()
    Sanitizer().remove_javascript().remove_attachments().remove_multimedia().apply(pdf)


def _suspects(pdf: Pdf) -> Iterator[tuple[bytes, Object]]:
    """Dictionaries of objects that hold a suspicious word, each with its object spelt out.

    Spelling out and searching is fast, and exact looks are slow. A name that is an object of its
    own could be used to hide a word from the search, so then everything is looked at.
    """
    objects = [*pdf.objects, pdf.trailer]
    hidden = any(isinstance(item, Name) and _WORDS.match(str(item).encode()) for item in objects)
    for item in objects:
        if isinstance(item, Stream):
            raw, words = item.stream_dict.unparse(resolved=True), _STREAM_WORDS
        elif isinstance(item, Dictionary | Array):
            raw, words = item.unparse(resolved=True), _WORDS
        else:
            continue
        if hidden or words.search(raw) or _SIGNATURE in raw:
            for holder in _dictionaries(item):
                yield raw, holder


def _dictionaries(item: Object) -> Iterator[Object]:
    """The dictionaries and streams in an object, without following references."""
    pending = [item]
    while pending:
        holder = pending.pop()
        if isinstance(holder, Array):
            parts = list(holder)
        elif isinstance(holder, Dictionary | Stream):
            yield holder
            parts = [holder[key] for key in holder.keys()]  # noqa: SIM118 - no iteration over keys
        else:
            continue
        pending.extend(part for part in parts if isinstance(part, Object) and not part.is_indirect)


def _dangers(holder: Object) -> Iterator[tuple[Danger, Removal]]:
    """What is dangerous about this very dictionary, and how to take it out."""
    action = _danger_of_action(holder)
    if action:
        yield action, partial(_empty, holder)
        return
    annotation = _ANNOTATIONS.get(_name(holder, "/Subtype"))
    if annotation and "/Rect" in holder:
        yield annotation, partial(_make_inert, holder)
        return
    for key, (danger, is_dangerous) in _ENTRIES.items():
        if key in holder and is_dangerous(holder[key]):
            yield danger, partial(_delete, holder, key)
    if isinstance(holder, Stream):
        for key in ("/F", "/Ref", "/OPI"):
            if key in holder:
                yield Danger.OUTSIDE, partial(_delete, holder, key)


def _danger_of_action(holder: Object) -> Danger | None:
    name = _name(holder, "/S")
    if name == "/URI":
        return None if _is_harmless(holder.get("/URI")) else Danger.LINK
    if name == "/Thread" and "/F" in holder:
        return Danger.LAUNCH
    return _ACTIONS.get(name)


def _is_harmless(address: Object | None) -> bool:
    """Whether a link goes to the web, to a mailbox, or to a place within its own site."""
    if not isinstance(address, String):
        return address is None
    text = str(address).strip()
    scheme = _SCHEME.match(text)
    if scheme:
        return scheme[0].lower() in _HARMLESS_SCHEMES
    return not text.startswith("\\")


def _name(holder: Object, key: str) -> str:
    value = holder.get(key)
    return str(value) if isinstance(value, Name) else ""


def _holds_actions(value: Object) -> bool:
    return isinstance(value, Dictionary) and any(
        isinstance(value[key], Dictionary) and "/S" in value[key]
        for key in value.keys()  # noqa: SIM118 - no iteration over keys
    )


def _holds_streams(value: Object) -> bool:
    return isinstance(value, Dictionary) and any(
        isinstance(value[key], Stream)
        for key in value.keys()  # noqa: SIM118 - no iteration over keys
    )


def _is_tree(value: Object) -> bool:
    """Whether this is a name tree with something in it."""
    if not isinstance(value, Dictionary):
        return False
    branches = (value.get("/Names"), value.get("/Kids"))
    return any(isinstance(branch, Array) and len(branch) for branch in branches)


def _is_form(value: Object) -> bool:
    return isinstance(value, Array) or (isinstance(value, Stream) and "/Subtype" not in value)


# A resource, such as a font, may be called by any of these names: hence the look at the value.
_ENTRIES: dict[str, tuple[Danger, Callable[[Object], bool]]] = {
    "/JS": (Danger.SCRIPT, lambda value: isinstance(value, String)),
    "/JavaScript": (Danger.SCRIPT, _is_tree),
    "/AA": (Danger.AUTOMATIC, _holds_actions),
    "/XFA": (Danger.XFA, _is_form),
    "/EF": (Danger.FILES, _holds_streams),
    "/EmbeddedFiles": (Danger.FILES, _is_tree),
    "/Renditions": (Danger.MEDIA, _is_tree),
}


def _delete(holder: Object, key: str) -> None:
    del holder[key]


def _empty(holder: Object) -> None:
    for key in list(holder.keys()):
        if not (isinstance(holder, Stream) and key in {"/Length", "/Filter", "/DecodeParms"}):
            del holder[key]


def _make_inert(annotation: Object) -> None:
    """Turn an annotation into an invisible link to nowhere; others may refer to it."""
    for key in list(annotation.keys()):
        if key not in _KEPT_OF_ANNOTATION:
            del annotation[key]
    annotation["/Subtype"] = Name.Link
    annotation["/Border"] = Array([0, 0, 0])
