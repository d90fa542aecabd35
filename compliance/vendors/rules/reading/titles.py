"""How the sections of a report are titled, as patterns."""

AUDITOR = (
    r"\b(?:(?:independent|service) (?:service )?(?:auditor|accountant|practitioner)s?\b"
    r"|(?:auditor|practitioner|reporting accountant)(?:'s|s'|s)?\b.{0,20}\breport"
    r"|\breport (?:of|by|from) the (?:\w+ )?(?:auditor|practitioner|reporting accountant)s?\b"
    r"|assurance report|independent assurance)"
)
ASSERTION = (
    r"\bassertions?\b|\b(?:statement|declaration|confirmation|representations?) (?:by|of|from)"
    r" (?:the )?.{0,40}(?:management|directors|representatives|board|officers|partners|trustees)"
    r"|\b(?:management|directors?|board|officers?|executives?|trustees?|partners?)(?:'s?)?"
    r" (?:statement|declaration|confirmation|representations?)"
    r"|^(?:(?:part|section|chapter) \w{1,4}|\d|[A-Z])\W+(?:statement|declaration|confirmation)"
    r" (?:by|of|from) (?!applicab|work)(?-i:[A-Z])"
)
DESCRIPTION = (
    r"\bdescription of (?!criteria|tests?|the tests?)|\bdescription of its\b"
    r"|\bsystem'?s? description"
    r"|\bdescription (?:provided|prepared)|\bdescription$"
)
TESTS = (
    r"\btests? of (?:operating|controls?)|\bresults? of (?:the )?tests?|\btests? and results"
    r"|\bcontrols?(?:,| activities,)?(?: and)? (?:the |our |related )?(?:tests|results)\b"
    r"|\btesting (?:matri|of controls)"
    r"|\b(?:schedule|details|table|list|report) of (?:the |our )?(?:control )?(?:tests|testing)\b"
    r"|\b(?:tests?|testing|work)(?: done| performed)? and (?:the |their )?"
    r"(?:outcomes?|findings|conclusions)\b"
    r"|\b(?:trust services )?criteria\b.*\bcontrols?\b|\bcontrols? (?:by|and|matri)"
    r"|\bcontrols? (?:that (?:were|we) )?(?:tested|examined)\b|\bcontrols?,? (?:and )?testing\b"
    r"|\bcontrols\b.*\bcriteria\b|\bresults of (?:our )?(?:testing|procedures)"
    r"|\binformation provided by the (?:independent )?service auditor"
)
OTHER = (
    r"\bother information|\b(?:management|company).{0,40}\bresponses?\b|\bresponses? (?:of|by|from)"
    r"|\b(?:repl(?:y|ies)|comments?) (?:of|by|from) (?:the )?(?:management|directors|board|company)"
    r"|\bmanagement(?:'s)? (?:comments|repl(?:y|ies))"
    r"|(?:'s?|\b) (?:comments?|repl(?:y|ies)|reactions?|responses?) (?:on|to) (?:the |our )?"
    r"(?:exceptions|deviations|findings|results)\b"
    r"|\b(?:additional|supplement(?:al|ary)) information|\bunaudited"
    r"|\bnot (?:examined|audited|covered)"
    r"|\bappendix\b.*\b(?:exceptions?|deviations?)"
)
