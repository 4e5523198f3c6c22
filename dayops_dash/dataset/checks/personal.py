"""What typed text may not hold of a person: an e-mail address, or a telephone number that can be dialled in the United Kingdom.

Lengths and beginnings follow Ofcom's National Telephone Numbering Plan. Text that this product writes itself is not typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
OURS = re.compile(  # a note and a place that "ascof" writes
    r"Loaded from the published file, SHA-256 [0-9a-f]{64}\."
    r"|file [^/\\]{1,200}\.(?:csv|txt|xlsx|xlsm)(?:, sheet [^/\\]{1,40})?, rows? \d+(?:, \d+)*",
    re.IGNORECASE,
)

DASHES = "\u2010\u2011\u2012\u2013-"
SPACES = " \t\u00a0\u2007\u2009\u202f"
CALLED = "".join(rf"|(?<=\b(?i:{word}))" for word in ("tel", "phone", "mob", "mobile", "fax", "call", "ring"))
BEFORE = (  # else it is the end of a longer number, a time, a decimal or a code
    rf"(?:(?<![A-Za-z0-9_])(?<!\d[.,:/_{DASHES}]){CALLED})"
)
AFTER = rf"(?!\d|_|[.,]\d|[.{DASHES}]\d\d|(?!x ?\d|ext)[A-Za-z])"
JOIN = rf"[{SPACES}()./{DASHES}]"
HOME = r"\(?0(?=[1-9])"
ABROAD = rf"\(?(?:\+|00)[{SPACES}]?44\)?{JOIN}{{0,2}}(?:\([{SPACES}]?0[{SPACES}]?\)|0)?{JOIN}{{0,2}}"
CANDIDATES = tuple(  # after the 0 or +44 most numbers have ten digits, a few nine
    re.compile(rf"{BEFORE}(?=(?P<all>(?:{HOME}|{ABROAD})(?P<rest>\d(?:{JOIN}{{0,3}}\d){{{digits - 1}}})){AFTER})")
    for digits in (10, 9)
)
ENOUGH = re.compile(
    r"(?:\D*\d){10}"
)  # the digits of the shortest number, its 0 counted: most cells have fewer, and need no closer look
BETWEEN = re.compile(rf"[{SPACES}]{{0,2}}[./{DASHES}]?[{SPACES}]{{0,2}}|\)[{SPACES}{DASHES}]{{0,2}}|[{SPACES}]")

TEN = re.compile(r"1[1-9]\d{8}|2[03489]\d{8}|3[0347]\d{8}|7\d{9}|8(?:0[08]|4[2-5]|7[0-3])\d{7}|9[018]\d{8}")
SHORT_AREAS = (  # where some numbers are a digit shorter: 01 and these, then five digits
    "204|208|254|276|297|298|363|364|384|386|404|420|460|461|480|488|524|527|562|566"
    "|606|629|635|647|659|695|697|726|744|750|768|827|837|884|900|905|935|946|949|963|995"
)
NINE = re.compile(rf"1(?:{SHORT_AREAS})\d{{5}}|16977[23]\d{{3}}|800\d{{6}}")
GROUPS = {  # how the digits are usually parted, the 0 counted, by how the number begins
    "02": {(11,), (3, 8), (3, 4, 4), (4, 7), (4, 3, 4), (4, 4, 3), (5, 6), (5, 3, 3)},
    "": {(11,), (4, 7), (4, 3, 4), (4, 4, 3), (4, 3, 2, 2), (5, 6), (5, 3, 3), (5, 2, 4), (5, 2, 2, 2), (6, 5)},
    "07": {
        (2, 3, 3, 3),
        (2, 9),
        (2, 4, 5),
        (3, 4, 4),
        (3, 8),
        (3, 3, 5),
        (5, 4, 2),
        (5, 1, 5),
        (5, 2, 2, 2),
        (5, 3, 1, 2),
        (6, 3, 2),
    },
    "0800": {(10,), (4, 6), (4, 3, 3), (4, 2, 2, 2)},
    "short": {(10,), (5, 5), (5, 2, 3), (5, 3, 2), (6, 4)},
}
NAMED = re.compile(  # a number of another kind that says so: UPRN 01234567890
    r"(?:\b(?:(?:UPRN|USRN|ISBN(?:-1[03])?|cost (?:cent(?:re|er)|code)|(?:budget|account|ledger|GL) code|PO|purchase order|invoice"
    r"|requisition)s?(?: (?:no\.?|number|code|ref(?:erence)?\.?))?"
    r"|(?:order|contract|supplier|vendor|asset|meter|case|account) (?:no\.?|number|code|id|ref(?:erence)?\.?))"
    r"(?: (?:is|was|are))?\W{0,3}|\b97[89][ -]?)$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)


def is_personal(cell: str) -> bool:
    """Return whether a typed cell holds an e-mail address or a telephone number; not where this product wrote the cell."""
    return not OURS.fullmatch(cell) and bool(EMAIL.search(cell) or next(telephone_numbers(cell), ""))


def telephone_numbers(text: str) -> Iterator[str]:
    """Yield the telephone numbers in some text, as they stand: right in beginning, length and parting, and part of nothing longer."""
    for candidate in CANDIDATES if ENOUGH.match(text) else ():
        for found in candidate.finditer(text):
            before = text[max(0, found.start() - 300) : found.start()]
            if _can_be_dialled(found["rest"]) and not (NAMED.search(before) or ADDRESS.search(before)):
                yield found["all"]


def _can_be_dialled(rest: str) -> bool:
    """Return whether the digits after 0 or +44 are a number, parted as numbers are."""
    digits = re.sub(r"\D", "", rest)
    lengths = [len(group) for group in re.findall(r"\d+", rest)]
    parted = (lengths[0] + 1, *lengths[1:])
    if rest.count("/") > 1:
        return False  # a date or a code
    if not all(BETWEEN.fullmatch(gap) for gap in re.findall(r"\D+", rest)):
        return False
    if len(digits) == 10:
        usual = GROUPS["02" if digits[0] == "2" else ""] | (GROUPS["07"] if digits[0] == "7" else set())
        return bool(TEN.fullmatch(digits)) and parted in usual
    if not NINE.fullmatch(digits) or (len(parted) == 1 and _is_isbn(f"0{rest}")):
        return False
    return parted in GROUPS["0800" if digits.startswith("800") else "short"]


def _is_isbn(digits: str) -> bool:
    """Return whether ten digits have the check digit of a book's number."""
    return sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11 == 0
