"""Addresses that nobody should have written: values that are nearly a day, a number or a word, and names that mean something else."""

from __future__ import annotations

from hypothesis import strategies as st

from dayops_dash.stories import PAGES

NOT_DAYS = (  # each is near a day, and is none that an address may say
    *("20230313", "2023-W10-1", "2023-W10", "2023-072", "2023-3-13", "2023-03-32", "2023-02-30", "2023-13-01", "2023"),
    *(
        "2023-03-13T00:00",
        "2023-03-13Z",
        "13/03/2023",
        "13 March 2023",
        "٢٠٢٣-٠٣-١٣",
        "２０２３-０３-１３",
        "+2023-03-13",
        "2023-03-1²",
    ),
    *(
        "0000-00-00",
        "-2023-03-13",
        "2023–03–13",
        "2023-03-13,2024-01-01",
        "None",
        "today",
        "NaT",
        "1" * 5000,
        "²",
        "\0",
        "2023-03-13\0",
    ),
)
TOO_FAR = ("0001-01-01", "1066-10-14", "2009-12-31", "2051-01-01", "9999-12-31")
NUMBERS = (
    *(
        "²",
        "٣",
        "３",
        "½",
        "Ⅷ",
        "1" * 5000,
        "-" + "9" * 5000,
        "0" * 5000 + "7",
        "-1",
        "+1",
        "--1",
        "1e400",
        "1e-400",
        "-1e9",
        "nan",
        "inf",
    ),
    *(
        "-Infinity",
        "0x10",
        "1_000",
        "1,000",
        "1.",
        ".5",
        "1.5",
        "1 000",
        "£",
        "%",
        "£5%",
        "1/0",
        "1" + "\0",
        "١٢٣٤٥٦٧٨٩٠" * 30,
        "-0",
    ),
)
WORDS = (
    *(
        "",
        " ",
        ",",
        ",,,,",
        "a," * 900,
        "\0",
        "\x1b[31m",
        "\r\nSet-Cookie: a=b",
        "\u202etxt",
        "😀",
        "ß",
        "İ",
        "ﬁ",
        "\ufeff",
        "\ud7ff",
        "\uffff",
    ),
    *(
        "<script>alert(1)</script>",
        '"><img src=x onerror=1>',
        "' OR 1=1 --",
        "../../etc/passwd",
        "..%2f",
        "%s%n",
        "{0}",
        "{__class__}",
        "$x$",
    ),
    *(
        "=1+1",
        "__init__",
        "name",
        "mro",
        "_value_",
        "None",
        "true",
        "COMPLETE",
        "Complete",
        "complete",
        "other",
        "all",
        "x" * 100_000,
        "**",
        "`",
    ),
)
BYTES = (
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\x80" * 50,
    b"caf\xe9",
)  # a lone half of a pair, and no UTF-8 at all
NASTY: tuple[str | bytes, ...] = (*NOT_DAYS, *TOO_FAR, *NUMBERS, *WORDS, *BYTES)

NAMES = (  # of parameters that pages read, and of what they are called with
    *(
        "council",
        "as_at",
        "since",
        "meeting",
        "first",
        "slide",
        "notes",
        "sections",
        "search",
        "table",
        "show",
        "view",
        "stands",
    ),
    *(
        "status",
        "theme",
        "priority",
        "order",
        "intention",
        "kind",
        "stage",
        "intervals",
        "layer",
        "area",
        "map",
        "risk",
        "with",
        "owner",
        "quarter",
        "q",
        "where",
        "round",
    ),
    *(
        "aside",
        "prices",
        "committee",
        "share1",
        "share2",
        "people",
        "people_low",
        "today",
        "target",
        "weeks",
        "weeks_high",
        "often1",
    ),
    *("price1", "price1_low", "together2", "group2"),
)
STRANGE = (
    "page",
    "self",
    "name",
    "choices",
    "cls",
    "",
    "embed",
    "embed_options",
    "as_at ",
    "AS_AT",
    "\0",
    "a" * 5000,
    "é",
    "council[]",
)
GOOD = (
    *(
        "nottinghamshire",
        "cheshire-east",
        "exampleshire",
        "dorset",
        "solihull",
        "2023-03-13",
        "2024-07-23",
        "2022-04-30",
        "2026-11-29",
    ),
    *(
        "1",
        "2",
        "50",
        "actions",
        "timeline",
        "facts",
        "conflicts",
        "spend",
        "reached",
        "ground",
        "height",
        "shown",
        "past",
        "due",
        "overview",
    ),
)

values = st.one_of(st.sampled_from(NASTY), st.sampled_from(GOOD), st.text(max_size=30), st.binary(max_size=12))
names = st.one_of(st.sampled_from(NAMES), st.sampled_from(STRANGE), st.text(max_size=8))
councils = st.one_of(st.sampled_from(GOOD[:5]), values)
parameters = st.dictionaries(names, st.lists(values, min_size=1, max_size=2), max_size=6)
mostly = st.one_of(st.just({}), st.fixed_dictionaries({"council": st.lists(councils, min_size=1, max_size=1)}))
asked = st.builds(lambda known, more: {**more, **known}, mostly, parameters)
pages = st.sampled_from(list(PAGES))


def raw(value: str | bytes) -> bytes:
    """Return a value as the bytes that an address holds once its percent signs are read."""
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
