"""What a text says of subservice organisations: that they are used, carved out, or included."""

import re

from compliance.vendors.rules.reports import SubserviceMethod

ORG = r"sub-?service organi[sz]ations?"
NONE = re.compile(
    rf"\b(?:does not|do not|did not) (?:use|rely on|utili[sz]e|engage)\b.{{0,30}}\b{ORG}"
    rf"|\bno {ORG}",
    re.IGNORECASE,
)
USES = re.compile(
    r"\b(?:uses?|utili[sz]es?|relies on|engages?|has engaged|has outsourced|outsources"
    r"|contracts? with|makes? use of|builds? on|sits on|runs on|serves?|is served by"
    r"|is hosted (?:by|at|on|in)|hosts?)\b",
    re.IGNORECASE,
)
TOPIC = re.compile(
    rf"\b{ORG}|\bcarve|\binclusive method|\bcontrols? (?:measures )?(?:are|is) not part of"
    rf"|\b(?:leaves?|left) their controls out|\bservice organi[sz]ations that\b",
    re.IGNORECASE,
)
HEADED = re.compile(
    rf"{ORG}|\bservice organi[sz]ations (?:that|used|we use)\b|\bdata cent\w+ operator"
    r"|\bsuppliers\b|\b(?:vendors|providers|partners|outsourc\w+)\b.*\bcarved?\b"
    r"|\bhosting by\b|\bcsocs?\b",
    re.IGNORECASE,
)
HEAD = re.compile(
    rf"(?:{ORG}|name|organi[sz]ation|vendor|provider|service(?: provided)?s?|methods?"
    rf"|criteria|controls?.*|complementary.*|treatment)",
    re.IGNORECASE,
)
CARVE = re.compile(
    r"\bcarv(?:e[- ]?out|ed[- ]out|es out)|\bcarve\b|\bexclud|\bleaves? out|\bleft out"
    r"|\b(?:leaves?|left) (?:\w+ ){1,4}out\b|\b(?:is|are|were|was) (?:not|no) part of\b"
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
