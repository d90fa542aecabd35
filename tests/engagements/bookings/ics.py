"""A reader of calendar files, written from RFC 5545 alone, that trusts nothing of the writer.

It refuses bare line feeds, lines over 75 octets, and components that do not close.
"""

from dataclasses import dataclass, field


@dataclass
class Property:
    """One content line: value and parameters."""

    value: str
    params: dict[str, str] = field(default_factory=dict)


def read(text):
    """The properties of the calendar and of its one event, by name; a name maps to a list."""
    calendar, event, open_ = {}, {}, []
    for line in _unfolded(text):
        name, prop = _parsed(line)
        if name == "BEGIN":
            open_.append(prop.value)
        elif name == "END":
            assert open_.pop() == prop.value
        else:
            assert open_ in (["VCALENDAR"], ["VCALENDAR", "VEVENT"])
            home = event if open_[-1] == "VEVENT" else calendar
            home.setdefault(name, []).append(prop)
    assert open_ == []
    return calendar, event


def _unfolded(text):
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = []
    for line in lines:
        if line[0] in " \t":
            whole[-1] += line[1:]
        else:
            whole.append(line)
    return whole


def _parsed(line):
    head, value = _split_once(line, ":")
    name, *params = _split_all(head, ";")
    pairs = (param.split("=", 1) for param in params)
    return name.upper(), Property(_text(value), {key.upper(): _bare(given) for key, given in pairs})


def _split_once(line, mark):
    quoted = False
    for place, letter in enumerate(line):
        quoted ^= letter == '"'
        if letter == mark and not quoted:
            return line[:place], line[place + 1 :]
    raise AssertionError(f"no {mark} in {line}")


def _split_all(head, mark):
    parts, quoted = [""], False
    for letter in head:
        quoted ^= letter == '"'
        if letter == mark and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _bare(given):
    # RFC 6868 writes the quotation mark and the circumflex of a parameter this way.
    return given.strip('"').replace("^'", '"').replace("^n", "\n").replace("^^", "^")


def _text(value):
    out, letters = "", iter(value)
    for letter in letters:
        if letter != "\\":
            out += letter
            continue
        escaped = next(letters)
        out += "\n" if escaped in "nN" else escaped
    return out
