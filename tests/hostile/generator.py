"""Bad inputs by the thousand, the same ones each time: from broken exporters and hostile strangers."""

import json
import random
from collections.abc import Callable, Iterator

from hostile.traps import TRAPS

from pipeline.read.folder import Record

STORY = (
    "MILLBROOK, Ohio (AP) — The river rose by 4 feet on Monday night and flooded at least 120 homes, "
    "officials said. “The bridge will be rebuilt by May,” Mayor Ann Lee said, “and the county will pay 70% "
    "of $1.5 million.”"
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>River floods | The Daily Echo</title>'
    '<meta property="article:published_time" content="2025-09-22T10:00:00Z">'
    '<meta name="author" content="Jane Doe"></head><body><article><h1>River floods</h1>'
    f"<p>{STORY}</p><p>{STORY}</p></article></body></html>"
)
ENCODINGS = (
    *(
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-7",
        "cp037",
        "cp437",
    ),
    *("cp1251", "cp1252", "latin-1", "iso8859-2", "mac-roman", "shift_jis", "gb18030", "euc-kr"),
)
FRAGMENTS = (
    *(
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80",
    ),
    *(b"\x1b[31m", b"\r", b"\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"&#0;", b"&#xD800;", b"\\ud800"),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"</script>",
        b"<script>",
        b"\x1a",
        b"\x7f",
        b"=cmd|' /C calc'!A0",
    ),
)
VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1e308, float("nan"), float("inf"), 10**30, "", " ", "\0", "\ud800", "x" * 5000,
    [], {}, [[]], {"name": []}, {"name": {"name": "x"}}, ["a", 1, None], "0000-00-00", "99999-01-01",
    "2025-02-30", "year 0", "0001-01-01T00:00:00+23:59", -62135596800, 253402300800, 1e18, "<b>x</b>", "=1+1",
    "\u202etxt",
)  # fmt: skip
FIELDS = ("id", "text", "html", "outlet", "published", "url", "authors", "headline")


def records(count: int, seed: int = 8) -> Iterator[Record]:
    """So many inputs, one after the other of each kind."""
    chance = random.Random(seed)
    kinds = (
        _bytes,
        _cut,
        _spoiled,
        _encoded,
        _mixed,
        _trap,
        _trap_in_story,
        _fields,
        _line,
        _page,
        _markup,
        _declared,
    )
    for number in range(count):
        suffix, data = kinds[number % len(kinds)](chance)
        line = number if suffix == ".jsonl" else None
        yield Record(path=f"bad-{number}{suffix}", line=line, data=data, suffix=suffix)


def _any_seed(chance: random.Random) -> tuple[str, bytes]:
    line = json.dumps({"id": "a", "text": STORY, "published": "2025-09-22", "outlet": "The Echo"})
    return chance.choice(((".txt", STORY.encode()), (".html", PAGE.encode()), (".jsonl", line.encode())))


def _bytes(chance: random.Random) -> tuple[str, bytes]:
    return chance.choice((".txt", ".html", ".jsonl")), chance.randbytes(chance.randrange(400))


def _cut(chance: random.Random) -> tuple[str, bytes]:
    suffix, data = _any_seed(chance)
    start = chance.randrange(len(data))
    return suffix, data[start if chance.random() < 0.3 else 0 : chance.randrange(start, len(data) + 1)]


def _spoiled(chance: random.Random) -> tuple[str, bytes]:
    """Some bytes changed, left out or put in."""
    suffix, whole = _any_seed(chance)
    data = bytearray(whole)
    for _ in range(chance.randrange(1, 8)):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(3)] = chance.choice((*FRAGMENTS, chance.randbytes(3)))
    return suffix, bytes(data)


def _encoded(chance: random.Random) -> tuple[str, bytes]:
    suffix, data = _any_seed(chance)
    return suffix, data.decode().encode(chance.choice(ENCODINGS), "replace")


def _mixed(chance: random.Random) -> tuple[str, bytes]:
    one, other = chance.sample(ENCODINGS, 2)
    return ".txt", STORY.encode(one, "replace") + chance.choice(FRAGMENTS) + STORY.encode(other, "replace")


def _made(chance: random.Random) -> str:
    return chance.choice(tuple(TRAPS.values()))(chance.randrange(1, 400))


def _trap(chance: random.Random) -> tuple[str, bytes]:
    return ".txt", _made(chance).encode()


def _trap_in_story(chance: random.Random) -> tuple[str, bytes]:
    between = chance.choice((" ", "\n\n", "", "\r\n"))
    return ".txt", between.join((STORY, _made(chance), STORY, _made(chance))).encode()


def _fields(chance: random.Random) -> tuple[str, bytes]:
    """Values of any type in any field."""
    fields: dict[str, object] = {"text": STORY}
    for name in chance.sample(FIELDS, chance.randrange(1, len(FIELDS))):
        fields[name] = chance.choice((*VALUES, _made(chance)))
    return ".jsonl", json.dumps(fields).encode()


def _line(chance: random.Random) -> tuple[str, bytes]:
    """Lines that are JSON hardly or not at all."""
    depth = chance.choice((10, 1000, 10_000))
    text = json.dumps(STORY)
    kinds: tuple[Callable[[], str], ...] = (
        lambda: "[" * depth + "]" * depth,
        lambda: '{"a":' * depth + "1" + "}" * depth,
        lambda: '{"text": ' + text + ', "id": ' + "9" * depth + "}",
        lambda: '{"text": ' + text + ', "published": -' + "9" * depth + "}",
        lambda: '{"text": ' + text + ', "published": 1e' + "9" * min(depth, 1000) + "}",
        lambda: '{"text": ' + text + ', "text": 1, "id": "a", "id": "b"}',
        lambda: '{"text": ' + text + ', "text": ' + text + "}",
        lambda: '{"text": NaN, "html": Infinity}',
        lambda: "{'text': 'single quotes'}",
        lambda: '{"text": "' + "\\ud83d" * min(depth, 100) + '"}',
        lambda: '{"text": ' + text[:-1],
        lambda: text,
        lambda: "\ufeff{}" + text,
    )
    return ".jsonl", chance.choice(kinds)().encode()


def _page(chance: random.Random) -> tuple[str, bytes]:
    """A page with a trap in its text or in what it states."""
    made = _made(chance).replace("\0", "")
    place = chance.choice(
        ("River floods", "Jane Doe", "2025-09-22T10:00:00Z", "The Daily Echo", STORY, "</p>", "lang")
    )
    return ".html", PAGE.replace(place, made, 1).encode()


def _markup(chance: random.Random) -> tuple[str, bytes]:
    """Elements in elements, entities of entities, tags without end."""
    depth = chance.choice((5, 50, 500))
    tag = chance.choice(
        ("div", "p", "b", "table", "tr", "ul", "li", "a", "span", "font", "svg", "x:y", "frameset")
    )
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    attributes = " ".join(f"a{n}=b" for n in range(depth))
    return ".html", chance.choice(
        (
            f"<{tag}>" * depth + STORY,
            f"<{tag}>" * depth + STORY + f"</{tag}>" * depth,
            f"</{tag}>" * depth + STORY,
            f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "ha">{laughs}]><p>&a19; {STORY}</p>',
            '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; ' + STORY + "</p>",
            f"<p {attributes}>{STORY}</p>",
            f"<{tag} " + "<" * depth + STORY,
            "<p>" + "&#x110000;&#xD800;&#0;&bogus;" * min(depth, 300) + STORY,
            '<script type="application/ld+json">' + '{"a":' * depth + "</script>" + PAGE,
            '<base href="file:///etc/"><iframe src="passwd"></iframe>' + PAGE,
        )
    ).encode()


def _declared(chance: random.Random) -> tuple[str, bytes]:
    """A page that states an encoding in which it is not."""
    names = (
        "utf-7",
        "unicode_escape",
        "punycode",
        "idna",
        "zlib",
        "rot13",
        "utf-16",
        "hex",
        "cp037",
        "x" * 40,
        "gb18030",
    )
    said = chance.choice((*names, *ENCODINGS))
    page = PAGE.replace("<head>", f'<head><meta charset="{said}">') + "+2AA- \\u0000 \\ud800"
    return ".html", page.encode(chance.choice(ENCODINGS), "replace") + b"\xe9\x81"
