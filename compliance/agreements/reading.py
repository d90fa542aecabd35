"""The text of an agreement as HTML: the same for reading on screen and for the document."""

from collections.abc import Iterator
from functools import cache

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# An agreement is headings, paragraphs, lists and emphasis. What could load or run is not read.
LEFT_OUT = ("html_block", "html_inline", "image", "link", "autolink", "code", "fence", "backticks")


def as_html(markdown: str, *, top: int = 1) -> SafeString:
    """Give the text as HTML whose highest heading is of level `top`.

    Numbered clauses ("4.7 ...") carry their number apart, as `<p class="clause" id="clause-4.7">`,
    so that it can hang beside the text and be linked to. Markup in the text is shown, not obeyed.
    """
    reader = _reader()
    tokens = reader.parse(markdown)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + top - 1, 6)}"
    # The renderer escapes every text, so what it gives is safe to show.
    return SafeString(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).disable(list(LEFT_OUT))
    reader.core.ruler.push("clauses", _number_clauses)
    return reader


def _number_clauses(state: StateCore) -> None:
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "paragraph_open" and inline.children:
            number, _, rest = inline.children[0].content.partition(" ")
            if _is_number(number):
                opening.attrs = {"class": "clause", "id": f"clause-{number}"}
                inline.children[0].content = rest
                inline.children = [*_number(number), *inline.children]


def _is_number(word: str) -> bool:
    whole, dot, part = word.partition(".")
    return bool(dot) and whole.isdigit() and part.isdigit()


def _number(number: str) -> Iterator[Token]:
    yield Token("number_open", "span", 1, attrs={"class": "clause-number"})
    yield Token("text", "", 0, content=f"{number} ")
    yield Token("number_close", "span", -1)
