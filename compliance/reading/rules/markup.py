"""Takes the marks out of Markdown, line by line, and says what they meant."""

import re
from collections.abc import Iterator

_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-{2,}[\s:|-]*\|?\s*$")
_MARKS = (
    (re.compile(r"<!--.*?-->"), ""),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (
        re.compile(r"</?(?:p|div|span|b|i|u|em|strong|ul|ol|li|h[1-6]|a|center|sup|sub|table|tr|td)\b[^>]*>",
                   re.IGNORECASE),
        "",
    ),
    (re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"(?<!\w)(\*{1,3}|_{2,3}(?!_))(?=[^\s*_])(.+?)(?<=[^\s_])\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"\*{2,3}"), ""),
    (re.compile(r"`+"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~\"'$&-])"), r"\1"),
    (re.compile(r"~~(.+?)~~"), ""),
    (re.compile(r"&nbsp;"), " "),
    (re.compile(r"&amp;"), "&"),
    (re.compile(r"&quot;|&ldquo;|&rdquo;"), '"'),
    (re.compile(r"&#39;|&rsquo;|&lsquo;|&apos;"), "'"),
    (re.compile(r"&sect;"), "§"),
    (re.compile(r"&lt;"), "<"),
    (re.compile(r"&gt;"), ">"),
)  # fmt: skip


def plain_lines(text: str) -> Iterator[tuple[str, int, bool]]:
    """Give each line without marks, the level of the heading it is (0 if none), and if it is a row.

    Cells of a row are parted by " | ". Comments, code fences and rules become blank lines.
    """
    body = re.sub(r"\A---\n.*?\n---\n", "\n", text, count=1, flags=re.DOTALL)
    for line in re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).splitlines():
        heading = _HEADING.match(line)
        if heading:
            yield _plain(heading[2]), len(heading[1]), False
        elif _TABLE_RULE.match(line) or line.lstrip().startswith("```"):
            yield "", 0, False
        elif line.lstrip().startswith("|"):
            yield _row(line), 0, True
        else:
            yield _plain(re.sub(r"^[\s>]+", "", line)), 0, False


def _row(line: str) -> str:
    cells = [_plain(cell) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
    return " | ".join(cell for cell in cells if cell)


def _plain(text: str) -> str:
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())
