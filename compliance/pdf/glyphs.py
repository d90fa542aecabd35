"""Cutting a TrueType font down to the glyphs that are used; they keep their numbers.

Tables and their fields: OpenType 1.9, "Font Tables". What a PDF needs of them: ISO 32000-1, 9.9.
"""

import struct
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

# Everything else is for setting text, which is over, or for hints, which are cut off.
KEPT = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
HEAD_OF_FILE, ENTRY = struct.Struct(">LHHHH"), struct.Struct(">4sLLL")
MAGIC = 0xB1B0AFBA
# What maxp says of hints, from maxZones on: one zone, and none of the rest.
NO_HINTS = struct.pack(">7H", 1, 0, 0, 0, 0, 0, 0)
# Flags of the parts of a composite glyph.
WORDS, SCALED, MORE, SCALED_APART, MATRIX, HINTED = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100


def cut(font: bytes, glyphs: Collection[int]) -> bytes:
    """The font with these glyphs, with those that they are put together from, and glyph 0.

    Glyphs between them are left empty; hints and everything about setting text are left out.
    """
    tables = _tables(font)
    outlines = _outlines(tables)
    used = _with_parts(outlines, glyphs)
    count = max(used) + 1
    drawn = [_unhinted(outlines[glyph]) if glyph in used else b"" for glyph in range(count)]
    metrics, full = _metrics(tables, used, count)
    head, hhea, maxp = bytearray(tables["head"]), tables["hhea"], tables["maxp"]
    head[8:12], head[50:52] = bytes(4), struct.pack(">H", 1)
    places = list(accumulate(map(len, drawn), initial=0))
    return _file(
        {
            "glyf": b"".join(drawn),
            "head": bytes(head),
            "hhea": hhea[:34] + struct.pack(">H", full),
            "hmtx": metrics,
            "loca": struct.pack(f">{len(places)}L", *places),
            "maxp": maxp[:4] + struct.pack(">H", count) + maxp[6:14] + NO_HINTS + maxp[28:],
        }
    )


def _tables(font: bytes) -> dict[str, bytes]:
    (number,) = struct.unpack_from(">H", font, 4)
    entries = ENTRY.iter_unpack(font[12 : 12 + number * ENTRY.size])
    found = {tag.decode("latin-1"): font[at : at + size] for tag, _, at, size in entries}
    return {tag: found[tag] for tag in KEPT}


def _outlines(tables: dict[str, bytes]) -> Sequence[bytes]:
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long,) = struct.unpack_from(">H", tables["head"], 50)
    form, unit = ("L", 1) if long else ("H", 2)
    places = [unit * place for place in struct.unpack_from(f">{count + 1}{form}", tables["loca"])]
    glyf = tables["glyf"]
    return [glyf[start:end] for start, end in pairwise(places)]


def _with_parts(outlines: Sequence[bytes], glyphs: Collection[int]) -> set[int]:
    used: set[int] = set()
    waiting = {0, *glyphs}
    while waiting:
        glyph = waiting.pop()
        used.add(glyph)
        if _is_composite(outlines[glyph]):
            waiting |= {part for part, _, _ in _parts(outlines[glyph])} - used
    return used


def _is_composite(outline: bytes) -> bool:
    return outline[:2] >= b"\x80"


def _parts(outline: bytes) -> Iterator[tuple[int, int, int]]:
    """Of each part of a composite glyph: its number, its flags, and where the next one begins."""
    at, flags = 10, MORE
    while flags & MORE:
        start = at
        flags, glyph = struct.unpack_from(">HH", outline, at)
        at += 8 if flags & WORDS else 6
        at += 2 * bool(flags & SCALED) + 4 * bool(flags & SCALED_APART) + 8 * bool(flags & MATRIX)
        yield glyph, start, at


def _unhinted(outline: bytes) -> bytes:
    if not outline:
        return outline
    return _composite_unhinted(outline) if _is_composite(outline) else _simple_unhinted(outline)


def _simple_unhinted(outline: bytes) -> bytes:
    (contours,) = struct.unpack_from(">h", outline)
    at = 10 + 2 * contours
    (length,) = struct.unpack_from(">H", outline, at)
    return outline[:at] + bytes(2) + outline[at + 2 + length :]


def _composite_unhinted(outline: bytes) -> bytes:
    plain, size = bytearray(outline), 0
    for _, start, end in _parts(outline):
        (flags,) = struct.unpack_from(">H", outline, start)
        struct.pack_into(">H", plain, start, flags & ~HINTED)
        size = end
    return bytes(plain[:size])


def _metrics(tables: dict[str, bytes], used: set[int], count: int) -> tuple[bytes, int]:
    """The metrics of the first `count` glyphs, and how many of them tell their width."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    full, metrics = min(full, count), bytearray(tables["hmtx"])
    for glyph in set(range(full - 1)) - used:
        metrics[4 * glyph : 4 * glyph + 4] = bytes(4)
    return bytes(metrics[: 4 * full + 2 * (count - full)]), full


def _file(tables: dict[str, bytes]) -> bytes:
    number = len(tables)
    power = 1 << number.bit_length() - 1
    out = HEAD_OF_FILE.pack(
        0x00010000, number, 16 * power, power.bit_length() - 1, 16 * (number - power)
    )
    at, bodies = len(out) + ENTRY.size * number, b""
    for tag, body in sorted(tables.items()):
        out += ENTRY.pack(tag.encode(), _sum(body), at + len(bodies), len(body))
        bodies += body + bytes(-len(body) % 4)
    whole = bytearray(out + bodies)
    head = whole.index(tables["head"])
    struct.pack_into(">L", whole, head + 8, (MAGIC - _sum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _sum(body: bytes) -> int:
    padded = body + bytes(-len(body) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF
