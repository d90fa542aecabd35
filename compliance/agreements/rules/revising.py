"""The next version of a template."""

from compliance.agreements.rules.disclosure import sha256_of
from compliance.agreements.rules.states import AgreementKind
from compliance.agreements.rules.templates import Template, TemplateInvalid, parse_template


def check_revision(
    source: str,
    *,
    newest: tuple[AgreementKind, str, str],
    based_on: str,
    versions: frozenset[str],
) -> Template:
    """Give the text as read if it may follow `newest`: its kind, SHA-256 and version.

    `based_on` is the SHA-256 of the text that was edited, `versions` are those there ever were.
    Refuses with `TemplateInvalid`.
    """
    kind, sha256, version = newest
    if based_on != sha256:
        raise TemplateInvalid(
            f"Version {version} was entered while you were editing. Look at what it changed, and "
            "make your change on top of it."
        )
    if sha256_of(source) == sha256:
        raise TemplateInvalid("Nothing was changed.")
    read = parse_template(source)
    if read.kind is not kind:
        raise TemplateInvalid(f"The kind of this template is {kind}; it cannot become another.")
    if read.version in versions:
        raise TemplateInvalid(
            f"There is a version {read.version} already. Give this one a version of its own, in "
            "the line that begins with: version ="
        )
    return read
