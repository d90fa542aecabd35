"""What a text says of the method: carved out, or included."""

import re

from compliance.vendors.rules.reports import SubserviceMethod

CARVE = re.compile(
    r"\bcarv(?:e[- ]?out|ed[- ]out|es out)|\bcarve\b|\bexclud|\bleaves? out|\bleft out"
    r"|\bdoes not (?:include|extend|disclose)|\bdid not (?:include|extend)"
    r"|\bnot (?:included?|cover|extend)|\bcovers the controls of neither",
    re.IGNORECASE,
)
INCLUSIVE = re.compile(
    r"\binclusive\b|\b(?:description|examination)s? (?:also )?(?:includes?|included"
    r"|extended to|covers?|has been included)\b|\bbeen included in\b|\(included\)",
    re.IGNORECASE,
)


def method_of(text: str) -> SubserviceMethod | None:
    """The method a text names; None if it names none, or both."""
    carve, inclusive = bool(CARVE.search(text)), bool(INCLUSIVE.search(text))
    if carve == inclusive:
        return None
    return SubserviceMethod.CARVE_OUT if carve else SubserviceMethod.INCLUSIVE
