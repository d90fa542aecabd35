"""Names of companies and of systems, as running text and title pages print them."""

import re
from collections.abc import Container, Iterator

_FORM = (
    r"(?:Inc|Incorporated|Corp|Corporation|LLC|L\.L\.C|Ltd|Limited|LLP|L\.L\.P|PLLC|LP"
    r"|L\.P|P\.C|PC|P\.A|plc|PLC|PBC|GmbH|AG|SE|SA|S\.A|SAS|SARL"
    r"|S\.r\.l|Srl|SpA|B\.V|BV|N\.V|NV|AB|AS|A/S|ApS|Oy|Oyj|s\.r\.o|a\.s|ULC|DAC|CLG"
    r"|PartG(?: mbB)?|Pte(?:\.? Ltd)?|Co|Company"
    r"|Pty(?:\.? Ltd| Limited)?|Pvt(?:\.? Ltd)?|KK|K\.K|KG|Sp\. z o\.o|CPAs?|Holdings"
    r"|Group)"
)
_WORD = (
    r"(?:[A-Z][\w&'’./+-]*|[a-z]+[A-Z]\w*|\d+[A-Z]\w*|&|of|and|en|et|und|de|the|van|von|der|du"
    r"|la|for)"
)
COMPANY = re.compile(
    rf"(?<![\w.])(?P<name>(?:[A-Z0-9][\w&'’+-]*"
    rf"|[a-z]+[A-Z]\w*)(?:(?:,)?\s+{_WORD}){{0,7}}?(?:,)?\s+{_FORM}\b\.?(?:,? (?:PLLC|LLP"
    rf"|LLC|P\.C\.?|PC|P\.A\.|Inc\.?|Ltd\.?|Chartered Accountants))?)"
)
"""A name with its legal form: "Hollis & Farrow LLP"."""

_FIRM = re.compile(
    r"\b(?:LLP|L\.L\.P|PLLC|P\.C\.|PC|CPAs?|Chartered Accountants"
    r"|Certified Public Accountants|Audit|Auditors|Assurance|Accountants|Accounting"
    r"|P\.A|Advisors|Advisory"
    r"|Wirtschaftspr\w+|Attest|Associates|Partners|& Co)\b",
)
_PROFESSION = re.compile(
    r"(?:an? )?(?:(?:independent|licensed|registered|statutory|certified|chartered|public"
    r"|professional|service)[ ,]+)*(?:(?:cpa|audit|accounting|accountancy) firm"
    r"|accountants?|auditors?|experts?-comptables?|wirtschaftspr\w+|steuerberat\w+"
    r"|commissaires? aux comptes)"
    r"(?:(?:,| and| in| –| -) .{1,40})?",
    re.IGNORECASE,
)
_TITLE_NAME = re.compile(
    r"(?P<name>[A-Z0-9][\w&'’.®™/+-]*(?:[ ,]+(?:[A-Z0-9(][\w&'’.®™/()+-]*|&|and|of|for|the)){0,9})"
)
KNOWN = (
    ("Amazon Web Services", r"Amazon Web Services(?:,? (?:Inc\.?|EMEA SARL))?|AWS"),
    ("Microsoft Azure", r"Microsoft(?: Corporation)? Azure|Azure"),
    ("Google Cloud", r"Google Cloud(?: Platform)?|GCP"),
    ("Oracle Cloud", r"Oracle Cloud(?: Infrastructure)?"),
    ("IBM Cloud", r"IBM Cloud"),
    ("Okta", r"Okta"),
    ("Auth0", r"Auth0"),
    ("Cloudflare", r"Cloudflare"),
    ("Equinix", r"Equinix"),
    ("Snowflake", r"Snowflake"),
    ("MongoDB Atlas", r"MongoDB Atlas"),
    ("Datadog", r"Datadog"),
    ("Heroku", r"Heroku"),
    ("Salesforce", r"Salesforce"),
    ("Rackspace", r"Rackspace"),
    ("DigitalOcean", r"DigitalOcean"),
    ("OpenAI", r"OpenAI"),
    ("Anthropic", r"Anthropic"),
    ("Twilio", r"Twilio"),
    ("Stripe", r"Stripe"),
    ("GitHub", r"GitHub"),
    ("Fastly", r"Fastly"),
    ("Akamai", r"Akamai"),
    ("Digital Realty", r"Digital Realty"),
)
_KNOWN = re.compile("|".join(rf"(?<![\w-])(?:{pattern})(?![\w-])" for _, pattern in KNOWN))
_KNOWN_ALONE = re.compile("|".join(rf"(?:{pattern})" for _, pattern in KNOWN))
_STOP = re.compile(  # the end of a sentence: these forms are not shortened
    r"\b(Incorporated|Corporation|LLC|LLP|PLLC|Limited|Company|plc|PLC|PBC|GmbH|AG|SE|SA|SAS|SARL"
    r"|BV|NV|AB|AS|ApS|Oy|Oyj|Holdings|Group)\.$"
)
_TRAIL = re.compile(r"(?:\s+(?:and|of|the|for|&)|[,;:(\s]+)$")
_OFFICE = re.compile(
    r"^(?:[\w ]+ )?(?:president|chair\w*|officers?|shareholders|partners|members|owners?)"
    r"(?: and [\w ]+)? of (?:the )?",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(
    r"^(?:controls?|services?|systems?|servers?|facilities|data cent(?:er|re)s?|infrastructure"
    r"|staff|personnel|employees|use|management) (?:of|for) (?:the )?",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?:the|our|its|this|these|such|section|appendix|part|page|soc|type|report|in|on|to"
    r"|for|we|controls?|description|criteria|trust services?"
    r"|security|availability|confidentiality|privacy|management|user entities"
    r"|complementary|subservice organi[sz]ations?|service auditor|company|system"
    r"|it|aicpa|american institute of certified public accountants|examination"
    r"|(?:[\w ]+ )?of the (?:company|group)|customers?|carve|inclusive|scope|opinion|assertion"
    r"|(?:board of )?(?:directors|management|members|shareholders|managers)(?: and .*)?)$",
    re.IGNORECASE,
)


def companies(text: str) -> Iterator[re.Match[str]]:
    """Every name with a legal form."""
    return COMPANY.finditer(text)


def companies_apart(text: str, short: Container[str]) -> Iterator[tuple[str, int, int]]:
    """Every name with a legal form and where it stands; "AWS and Okta, Inc." are two.

    Names in `short` stand for companies, as well-known ones do.
    """
    for match in companies(text):
        first, joint, second = match[0].partition(" and ")
        if joint and (first in short or _KNOWN_ALONE.fullmatch(first)):
            yield first, match.start(), match.start() + len(first)
            yield second, match.end() - len(second), match.end()
        else:
            yield match[0], match.start(), match.end()


def known(text: str) -> Iterator[re.Match[str]]:
    """Every well-known provider that a text names."""
    return _KNOWN.finditer(text)


def is_firm(name: str) -> bool:
    """Whether a name reads like that of an audit firm, and not only like its profession."""
    return bool(_FIRM.search(name)) and not is_profession(name)


def is_profession(text: str) -> bool:
    """Whether a line says what somebody is, as under the name of a firm, and no name."""
    return bool(_PROFESSION.fullmatch(text.strip()))


def proper(text: str) -> str:
    """The capitalised words that open a text: a name; "" if it opens with none."""
    match = _TITLE_NAME.match(text)
    if not match:
        return ""
    name = _TRAIL.sub("", match["name"])
    name = re.sub(r"\s*\((?:the|collectively|“|\").*$", "", name)
    return "" if _NEVER.match(name) else name


def tidy(name: str) -> str:
    """A name without article, "controls of", quotes, rest of a bracket and stray comma."""
    name = re.sub(
        r"^(?:the|of|at|by|and|or|to|for|from|uses)\s+",
        "",
        name.strip(" ,;:\"“”'"),
        flags=re.I,
    )
    name = _STOP.sub(r"\1", re.sub(r"['’]s?$", "", name))
    if name.count("(") > name.count(")"):
        name = name.split("(")[0].strip()
    name = re.sub(
        r"^(?:signed (?:for|on behalf of)|(?:for and )?on behalf of|for)\s+", "", name, flags=re.I
    )
    name = _OFFICE.sub("", _OF_THEIRS.sub("", name))
    return "" if _NEVER.match(name) else name


def same(one: str, other: str) -> bool:
    """Whether two names are of one company: equal, or one begins the other."""
    a, b = plain(one), plain(other)
    return bool(a and b) and (
        a == b or (len(min(a, b, key=len)) > 2 and (a.startswith(b) or b.startswith(a)))
    )


def plain(name: str) -> str:
    """A name as it can be compared: no legal form, no marks, small letters."""
    words = re.sub(rf"\b{_FORM}\b\.?", " ", name)
    return (
        re.sub(r"[^a-z0-9]+", " ", words.casefold()).strip()
        or re.sub(r"\W+", " ", name.casefold()).strip()
    )
