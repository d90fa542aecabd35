"""Why a PDF could not be made, as sentences fit for the people who asked for it."""


class PdfRefused(Exception):
    """The document cannot be made or used; the message says why."""


class RenderRefused(PdfRefused):
    """The HTML asked for something outside the assets handed over with it."""


class SourceRefused(PdfRefused):
    """A PDF that was handed in is encrypted, broken or not a PDF."""


class AssemblyRefused(PdfRefused):
    """The parts do not fit together: a link or a page number leads nowhere."""


class SealRefused(PdfRefused):
    """No seal was made, or the one that was made does not hold. Nothing was written."""
