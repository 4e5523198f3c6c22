"""Damage to the tables of a council's folder, each drawn by a seed: bytes, cells, ids, rows, columns, encodings, whole tables."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from dayops_dash.dataset.package import DESCRIPTOR

SHIPPED = Path(__file__).resolve().parents[3] / "data"
OTHERS = ("nottinghamshire", "solihull", "cheshire-east", "exampleshire")
MEGABYTE = 1_000_000
DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
CELLS = (
    *("", "green", "-1", "=1+1", "<script>alert(1)</script>", "2024-02-30", "x" * 5000, "0", "£5", "\x00"),
    *("1e999", "NaN", "nan", "inf", "-inf", "1e308", "9" * 400, "-0", "1_000", "0x10", "1e5", "٣٤", "１２", "½"),
    *("\u202eabc", "a\u200bb", "\ufeffx", "a\u2028b", "a\x85b", "a\x1cb", "\u0301", "\u00a0", "🏠", "a\r\nb", 'a"b'),
    *("0000-00-00", "9999-12-31", "10000-01-01", "2024-13", "2024-W01", "../..", "2024/2025", "-2024", "Y17E8"),
    *("{}", "%s%n", "{0.__class__}", "$(id)", "[x](javascript:alert(1))", "http://[::1", "https://a b", "\\N{BULLET}"),
)
Damage = Callable[[Path, random.Random], object]


def bytes_in(path: Path) -> bytes:
    """Return what a file holds. Raises OSError for what an earlier damage made no file: a pipe would be waited for."""
    if not path.is_file():
        raise OSError(path.name)
    return path.read_bytes()


def table(folder: Path, chance: random.Random) -> Path:
    """Return a table of a folder, or the descriptor where it has none."""
    found = sorted(path for path in folder.glob("*.csv") if path.is_file() and path.stat().st_size)
    return chance.choice(found or [folder / DESCRIPTOR])


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(bytes_in(path).decode("utf-8", "replace"), newline="")))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), "utf-8", "surrogatepass", newline="")


def change_rows(change: Callable[[list[list[str]], random.Random], object]) -> Damage:
    """Return a damage that changes the rows of a table, of which the first is the header."""

    def damage(folder: Path, chance: random.Random) -> None:
        path = table(folder, chance)
        rows = rows_of(path)
        change(rows, chance)
        write_rows(path, rows)

    damage.__name__ = change.__name__
    return damage


def change_text(change: Callable[[str, random.Random], str | bytes]) -> Damage:
    """Return a damage that changes the text of a table."""

    def damage(folder: Path, chance: random.Random) -> None:
        path = table(folder, chance)
        text = change(bytes_in(path).decode("utf-8", "replace"), chance)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))

    damage.__name__ = change.__name__
    return damage


def some_bytes(folder: Path, chance: random.Random) -> None:
    path = table(folder, chance)
    content = bytearray(bytes_in(path))
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content)


def cut(folder: Path, chance: random.Random) -> None:
    path = table(folder, chance)
    path.write_bytes(bytes_in(path)[: chance.randrange(path.stat().st_size)])


def gone(folder: Path, chance: random.Random) -> None:
    table(folder, chance).unlink()


def two_swapped(folder: Path, chance: random.Random) -> None:
    one, other = table(folder, chance), table(folder, chance)
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


def from_another_council(folder: Path, chance: random.Random) -> None:
    path = table(folder, chance)
    path.write_bytes((SHIPPED / chance.choice(OTHERS) / path.name).read_bytes())


def rows_lost(rows: list[list[str]], chance: random.Random) -> None:
    rows[1:] = [row for row in rows[1:] if chance.random() < 0.7]


def rows_turned(rows: list[list[str]], chance: random.Random) -> None:
    rows[1:] = chance.choice((rows[:0:-1], sorted(rows[1:]), chance.sample(rows[1:], len(rows) - 1)))


def rows_doubled(rows: list[list[str]], chance: random.Random) -> None:
    rows += chance.choice((rows[1:], rows[1:2], rows[1:2] * 50, rows[:1]))


def a_cell(rows: list[list[str]], chance: random.Random) -> None:
    row = chance.choice(rows)
    row[chance.randrange(len(row))] = chance.choice(CELLS)


def a_column_of_one(rows: list[list[str]], chance: random.Random) -> None:
    at, cell = chance.randrange(len(rows[0])), chance.choice(CELLS)
    for row in rows[1:]:
        row[at] = cell


def a_header(rows: list[list[str]], chance: random.Random) -> None:
    names = rows[0]
    at = chance.randrange(len(names))
    names[at] = chance.choice((*names, "", "Unnamed: 3", names[at].upper(), names[at] + " ", "x" * 300))


def columns_swapped(rows: list[list[str]], chance: random.Random) -> None:
    one, other = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    for row in rows[chance.randint(0, 1) :]:
        row[one], row[other] = row[other], row[one]


def a_column_lost(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randrange(len(rows[0]))
    for row in rows:
        del row[at]


def a_column_more(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randint(0, len(rows[0]))
    for row in rows:
        row.insert(at, "more")


def other_case(rows: list[list[str]], chance: random.Random) -> None:
    at = chance.randrange(len(rows[0]))
    for row in rows[1:]:
        if chance.random() < 0.5:
            row[at] = chance.choice((row[at].upper(), row[at].title(), row[at] + " ", row[at].replace("-", "_")))


def alike_by_case(rows: list[list[str]], chance: random.Random) -> None:
    row = chance.choice(rows[1:])
    rows.append([row[0].upper() if row[0] != row[0].upper() else row[0].lower(), *row[1:]])


def ids_mixed(rows: list[list[str]], chance: random.Random) -> None:
    """Let rows refer to themselves, to each other in a circle, or to others at random."""
    at = [place for place, name in enumerate(rows[0]) if name.endswith("_id")]
    if len(rows) < 2 or not at:
        return
    to, of = chance.choice(at), chance.choice(at)
    many = len(rows) - 1
    step = chance.choice((0, 1, chance.randrange(many)))
    cells = [row[of] for row in rows[1:]]
    for place, row in enumerate(rows[1:]):
        row[to] = cells[(place + step) % many]


def dates_moved(text: str, chance: random.Random) -> str:
    days = chance.choice((1, -1, 31, -400, 4000, -40_000, 365 * 7000))

    def moved(found: re.Match[str]) -> str:
        try:
            return (date(*map(int, found.groups())) + timedelta(days)).isoformat()
        except (ValueError, OverflowError):
            return chance.choice(("9999-12-31", "0001-01-01", "0000-01-01"))

    return DAY.sub(moved, text)


def numbers_changed(text: str, chance: random.Random) -> str:
    to = chance.choice(("1e308", "9" * 400, "nan", "inf", "-1", "0", "1e-320", "٣", "1.7976931348623157e309"))
    return re.sub(r"(?<=,)\d+(\.\d+)?(?=,)", lambda found: to if chance.random() < 0.2 else found[0], text)


def strange_characters(text: str, chance: random.Random) -> str:
    strange = (
        "\u202e",
        "\u2066",
        "\x00",
        "\x07",
        "\x1b[31m",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\x85",
        "\x1c",
        "\ud800",
        '"',
    )
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(strange) + text[at:]
    return text


def a_long_line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] += chance.choice(("x" * MEGABYTE, "," * MEGABYTE, '"' + "x" * MEGABYTE, " " * MEGABYTE))
    return "\n".join(lines)


def line_ends(text: str, chance: random.Random) -> str:
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\n\r", "\x0b", "\x85")))


def separators(text: str, chance: random.Random) -> str:
    return text.replace(",", chance.choice((";", "\t", "|", " , ", ",,")))


def encoded(text: str, chance: random.Random) -> bytes:
    coding = chance.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-32", "utf-7", "cp037", "latin-1"))
    return text.encode(coding, "replace")


def one_character(text: str, chance: random.Random) -> bytes:
    return chance.choice((b"\x00", b"\xff", b"\n", b",", b'"', b"\xef\xbb\xbf", b"PK\x03\x04")) * chance.choice(
        (1, 5000)
    )


DAMAGES: tuple[Damage, ...] = (
    *(some_bytes, cut, gone, two_swapped, from_another_council),
    *map(change_rows, (rows_lost, rows_turned, rows_doubled, a_cell, a_cell, a_cell, a_column_of_one, a_header)),
    *map(change_rows, (columns_swapped, a_column_lost, a_column_more, other_case, alike_by_case, ids_mixed, ids_mixed)),
    *map(change_text, (dates_moved, numbers_changed, strange_characters, a_long_line, line_ends, separators, encoded)),
    change_text(one_character),
)
