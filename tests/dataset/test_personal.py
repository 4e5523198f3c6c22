"""Personal data in typed text: what can be dialled is found however it is usually written, and nothing else is taken for it.

The numbers are of the ranges that Ofcom keeps for drama (nobody's), or of councils' own switchboards.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dayops_dash.dataset.checks.personal import is_personal, telephone_numbers

DIALLED = """
01632 960123|01632960123|01632 960 123|01632-960123|01632-960-123|01632.960123|(01632) 960123|(01632)960123|(01632) 960 123
+44 1632 960123|+441632960123|+44 (0)1632 960123|+44(0)1632 960123|+44 (0) 1632 960123|(+44) 1632 960123|+44 (1632) 960123
+44-1632-960123|0044 1632 960123|00441632960123|00 44 1632 960123|0044 (0)1632 960123
020 7946 0123|02079460123|0207 946 0123|0207 9460123|020 79460123|(020) 7946 0123|020-7946-0123|020.7946.0123|+44 20 7946 0123
+44 (0)20 7946 0123|+44 (0) 207 946 0123|020\u00a07946\u00a00123|020\u20117946\u20110123
0161 496 0123|0161 4960123|(0161) 496 0123|0161 496 01 23|0115 496 0123|0191 498 0123|028 9649 6123|029 2018 0123
07700 900123|07700900123|07700 900 123|0770 090 0123|+447700900123|+44 7700 900123|+44 (0)7700 900123|07700-900-123
03069 990123|0306 999 0123|0300 123 4567|08081 570123|0808 157 0123|0800 123 4567|0845 123 4567|0909 8790123|0909 879 0123|09098 790123
0115 977 4137|(01305) 221000|01204 12345|(01204) 12345|0120412345|016977 2123|016973 12345|0800 123456|0800 123 456|0800123456
Tel:01632 960123|tel. 01632 960123|Ring 01632 960123.|Ring 01632 960123, then ask.|(Tel. 01632 960123)|01632 960123 ext 4|01632960123x12
01632 960123/4|01632 960123-5|01632 960123/07700 900123|07700 900123 (Jo)|Room 12 01632 960123|2024 01632 960123|01632 960123 2024
tel07700900123|Phone01632960123|mob07700 900123|07700 9001 23|07 700 900 123|07700/900123|01632/960123|020/79460123|07700\t900123
01632\t960 123|07700 90 01 23|077 0090 0123|+44 7 700 900 123|Order 01632 960123|Supplier: 01632 960123|0161/496 0123
Call "01632 960123"|<01632960123>|Cost centre manager: 01632 960123|9am to 5pm, 01632 960123|tel:+441632960123
"""
LEFT_ALONE = """
010009429000|UPRN 010009429000|100094290001|UPRN 10009429000|UPRN: 01234567890|uprn no. 01632960123|0100 0942 9000|000012345678
ISBN 0-19-853453-1|0 7475 3269 9|ISBN 0140449132|0140449132|978-0-14-044913-6|9780140449136|ISBN-13: 978-0140449136|978 0140449136
979-0-2600-0043-8|ISBN 978 1 01632 960 1|0-306-40615-2|0 306 40615 2|012-345-6789
UPRN is 01632960123|PO 01632960123|PO no. 01632960123|purchase order 01632960123|Invoice number: 01632960123|supplier no 01632960123
Contract ref 01632960123|The UPRN was 07700900123|Cost centre is 02079460123|case id 07700900123
07/700/900/123/4|hotel01632960123|intel07700900123
Cost centre 0123456789|cost centre 01632960123|cost code: 01632 960123|Cost centres: 0345 678901|0123456789|01234 567|0420-1234-5678
0161-4960-1234|0207-946-0123-4567|01632-960123-0001|4520-01632-960123|02/01632960123|GL code 02079460123
0900-1200 1300-1700|0900 1200 1300 1700|09:00-12:00 13:00-17:00|0930 - 1630|09.00 to 17.00, 0900-1700|0830-1230, 1330-1730
0900-1700 0930-1630|01-02-2023 03-04-2023|01/02/2023 to 03/04/2024|01.02.2023 - 03.04.2024|2023-01-02 2024-03-04|01 02 2023 03 04 2024
20240102030405|010220231504|0.1632960123|51.01632960123|-2.01632960123|£0.01|0.05|01632960123.45|0,1632960123
3b01632960123aa7|a01632960123|01632960123f|d41d8cd98f00b204e980 0998ecf8427e|0x01632960123|01632_960123|ref_01632960123
016329601234|0163296012|001632960123|1 01632960123456|0077 009 001 23|01 632 960 123|0 1632 960123|0 1 6 3 2 9 6 0 1 2 3
00632 960123|01032 960123|02179 460123|02511234567|03112 345678|04123 456789|05001 234567|06123 456789|08612 345678|09312 345678
https://www.example.gov.uk/papers/01632960123/report.pdf|www.example.gov.uk/?id=01632960123|E05001284|NHS number 943 476 5919|4520163296
+33 1 23 45 67 89|+1 202 555 0123|16 of 40|1,310|£18,400,000|2022-23|999|0|0163
"""


def examples(table: str) -> list[str]:
    return [words for line in table.strip().splitlines() for words in line.split("|")]


@pytest.mark.parametrize("words", examples(DIALLED))
def test_a_number_that_can_be_dialled_is_found(words: str) -> None:
    assert list(telephone_numbers(words)) and is_personal(words)
    assert is_personal(f"Ask the team manager, {words}, by Friday.")


@pytest.mark.parametrize("words", examples(LEFT_ALONE))
def test_what_cannot_be_dialled_is_left_alone(words: str) -> None:
    assert not list(telephone_numbers(words)), list(telephone_numbers(words))
    assert not is_personal(words) and not is_personal(f"See {words} for details.")


def test_the_table_is_long_both_ways() -> None:
    assert len(set(examples(DIALLED))) > 60 and len(set(examples(LEFT_ALONE))) > 60


GEOGRAPHIC = (
    "0113496",
    "0114496",
    "0115496",
    "0116496",
    "0117496",
    "0118496",
    "0121496",
    "0131496",
    "0141496",
    "0151496",
    "0161496",
)
DRAMA = [  # Ofcom: numbers for use in TV and radio drama; each prefix is followed by as many digits as make eleven
    *((prefix + "0", 11) for prefix in GEOGRAPHIC),
    ("01914980", 11),
    ("02079460", 11),
    ("028964960", 11),
    ("029201800", 11),
    ("01632960", 11),
    ("07700900", 11),
    ("03069990", 11),
    ("08081570", 11),
    ("09098790", 11),
]
SPACINGS = {  # by how the number begins: the usual ways to part it, as lengths of groups
    "02": [(11,), (3, 4, 4), (3, 8), (4, 3, 4), (4, 7)],
    "011": [(11,), (4, 3, 4), (4, 7)],
    "0121": [(11,), (4, 3, 4), (4, 7)],
    "": [(11,), (5, 6), (5, 3, 3), (4, 3, 4), (4, 7)],
}


@some.composite
def drama_numbers(draw: some.DrawFn) -> str:
    prefix, length = draw(some.sampled_from(DRAMA))
    missing = length - len(prefix)
    return prefix + f"{draw(some.integers(0, 10**missing - 1)):0{missing}}"


def parted(number: str, lengths: tuple[int, ...], gap: str) -> str:
    ends = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
    return gap.join(number[a:b] for a, b in pairwise(ends))


@given(drama_numbers(), some.data())
def test_every_number_of_the_drama_ranges_is_found_in_every_usual_spacing(number: str, data: some.DataObject) -> None:
    ways = next(ways for start, ways in SPACINGS.items() if number.startswith(start))
    lengths = data.draw(some.sampled_from(ways))
    written = parted(number, lengths, data.draw(some.sampled_from([" ", "-", "\u00a0"])))
    first, rest = written[: lengths[0]], written[lengths[0] :]
    abroad = data.draw(some.sampled_from(["+44", "+44 ", "+44 (0)", "+44(0)", "0044 ", "(+44) "]))
    forms = [written, abroad + written[1:]] + ([f"({first}){rest}"] if rest else [])
    before, behind = data.draw(
        some.sampled_from([("", ""), ("Tel: ", "."), ("(", ")"), ("on ", ", or write"), ("7 to 9, ", " x4")])
    )
    for form in forms:
        assert is_personal(f"{before}{form}{behind}"), form


@given(some.binary(max_size=40))
def test_a_checksum_is_never_a_telephone_number(content: bytes) -> None:
    for digest in (hashlib.sha256(content), hashlib.md5(content), hashlib.sha1(content)):
        assert not is_personal(digest.hexdigest()) and not is_personal(f"SHA {digest.hexdigest().upper()}.")
    assert not is_personal(f"Loaded from the published file, SHA-256 {hashlib.sha256(content).hexdigest()}.")


@given(some.text("0123456789", min_size=12, max_size=70))
def test_a_longer_run_of_digits_is_never_a_telephone_number(digits: str) -> None:
    if not digits.startswith("0044"):
        assert not is_personal(digits)


def test_what_this_product_writes_is_not_typed() -> None:
    """A checksum of which all digits happen to be decimal, and the name that an officer gave to a file."""
    assert not is_personal(f"Loaded from the published file, SHA-256 {'0163296012' * 6}0163.")
    assert not is_personal("file ascof 01632 960123.csv, rows 2, 5, 1310")
    assert not is_personal("file 07700900123.xlsx, sheet Data, row 12")
    assert is_personal("Loaded from the published file, ring 01632 960123.")
    assert is_personal("file ascof.csv, rows 2, 5; ring 01632 960123")


@given(some.integers(1, 999_999_999_999))
def test_a_uprn_is_never_a_telephone_number(number: int) -> None:
    padded = f"{number:012}"
    for written in (str(number), padded, f"UPRN {number}", f"UPRN {padded}", parted(padded, (4, 4, 4), " ")):
        assert not is_personal(written), written


@given(some.integers(0, 999_999_999), some.sampled_from(["978", "979"]), some.data())
def test_an_isbn_is_never_a_telephone_number(middle: int, prefix: str, data: some.DataObject) -> None:
    twelve = f"{prefix}{middle:09}"
    check = -sum(int(d) * (3 if n % 2 else 1) for n, d in enumerate(twelve)) % 10
    group, publisher = data.draw(some.integers(1, 3)), data.draw(some.integers(2, 5))
    lengths = (3, group, publisher, 9 - group - publisher, 1)
    for gap in ("", "-", " "):
        written = parted(f"{twelve}{check}", lengths, gap)
        assert not is_personal(written) and not is_personal(f"ISBN {written}"), written
    ten = f"{middle:09}"
    last = -sum((10 - n) * int(d) for n, d in enumerate(ten)) % 11
    whole = f"{ten}{'X' if last == 10 else last}"
    assert not is_personal(whole) and not is_personal(f"ISBN {whole}")
    assert not is_personal(parted(whole, (1, publisher, 8 - publisher, 1), "-"))


TIME = some.times().map(lambda t: (f"{t.hour:02}", f"{t.minute:02}"))
DAY = some.dates(date(2000, 1, 1), date(2050, 12, 31))


@given(
    some.lists(TIME, min_size=1, max_size=8),
    some.sampled_from(["", ":", "."]),
    some.sampled_from(["-", " ", " - ", ", ", "–", " to "]),
)
def test_times_are_never_a_telephone_number(times: list[tuple[str, str]], within: str, between: str) -> None:
    assert not is_personal(between.join(within.join(one) for one in times))


@given(
    DAY,
    some.integers(0, 4000),
    some.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y%m%d", "%d%m%Y", "%d %m %Y"]),
)
def test_dates_are_never_a_telephone_number(day: date, days: int, form: str) -> None:
    until = day + timedelta(days=days)
    for between in (" ", "-", " - ", " to ", "/"):
        assert not is_personal(f"{day.strftime(form)}{between}{until.strftime(form)}")


@given(some.uuids())
def test_a_uuid_is_never_a_telephone_number(one: uuid.UUID) -> None:
    assert not is_personal(str(one)) and not is_personal(one.hex)


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_never_a_telephone_number(number: float) -> None:
    assert not is_personal(f"{number:.11f}") and not is_personal(repr(number))


def test_an_address_is_found() -> None:
    assert is_personal("Ask someone@dorsetcouncil.gov.uk") and not is_personal("at 5 @ £3") and not is_personal("")


def test_a_long_cell_is_read_to_its_end() -> None:
    """No run of digits or brackets makes the rule go back over itself: the test would not end."""
    for nasty in (
        "0" * 20_000,
        "(0" * 10_000,
        "0 1 " * 5_000,
        "+44 (" * 4_000,
        "1632 960123 " * 2_000,
        "http://" * 3_000,
    ):
        is_personal(nasty)
