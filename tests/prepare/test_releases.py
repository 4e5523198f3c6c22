"""What is published twice is published together: an attacker who has every release learns no more than the first one says."""

from __future__ import annotations

import json
import random
import shutil
import stat
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from dayops_dash.dataset import DatasetError, Library, package
from dayops_dash.dataset.serving.gate import RESULT
from dayops_dash.dataset.writing.put import NotPutError
from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros
from dayops_dash.prepare.examples import places
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.release import folder as folders
from dayops_dash.prepare.run import Asked, HeadcountQuestion, Result, prepare
from tests.prepare import records as made
from tests.prepare.releases import Attack, Seen, opened_by_growth, seen
from tests.prepare.test_day_support import OWN, reach, written
from tests.thorough import some

END, DAY_BEFORE = date(2026, 3, 31), date(2026, 3, 30)
EXACT, ROUNDED = Policy(), Policy(method=Method.ROUND)
SEVEN, NO_ZEROS = Policy(threshold=7), Policy(zeros=Zeros.HIDDEN)
POSTCODES = {row["postcode"]: number for number, row in enumerate(places.lookup_rows())}
GRID = [Policy(threshold, zeros, method) for threshold in (4, 5, 7) for zeros in Zeros for method in Method]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with made-up records of day support, and a lookup of six wards: small enough for many attacks."""
    root = tmp_path_factory.mktemp("releases")
    write_records(root / "all.csv", people=3_000, seed=5)
    rows = [r for r in made.read(root / "all.csv") if r["LA_Code"] == made.COUNCIL]
    made.write(root / "records.csv", [nearer(r) for r in rows if r["Service_Component"] == "Day Support"])
    written(root / "lookup.csv", places.lookup_rows()[: 6 * places.POSTCODES_A_WARD])
    return root


@cache
def first(example: Path, policy: Policy) -> Path:
    """Return a folder, with its record beside it, in which the example was published once and nothing else: to be copied."""
    folder = example / "first" / _named(policy) / "exampleshire"
    publish(example, folder, policy)
    return folder


def copied(folder: Path, to: Path) -> Path:
    """Return a council's folder that is copied with the record beside it."""
    return Path(shutil.copytree(folder.parent, to)) / folder.name


@pytest.fixture
def out(example: Path, tmp_path: Path) -> Path:
    """Return a council's folder, with its record beside it, in which the example is published."""
    return copied(first(example, EXACT), tmp_path / "made")


def nearer(row: made.Row) -> made.Row:
    """Return a record with its postcode in one of the first six wards; those of the last two wards stay without an area."""
    at = POSTCODES.get(row["Postcode"], -1)
    inside = 0 <= at < 18 * places.POSTCODES_A_WARD
    return {**row, "Postcode": places.postcode(at % (6 * places.POSTCODES_A_WARD))} if inside else row


def publish(example: Path, out: Path, policy: Policy = EXACT, **said: object) -> Result:
    asked = {"out": out, "postcodes": example / "lookup.csv", "own_providers": (OWN,), "policy": policy, **said}
    records, snapshot = asked.pop("records", example / "records.csv"), asked.pop("snapshot", END)
    return prepare(Asked(records, HeadcountQuestion(made.COUNCIL, snapshot), **asked))  # type: ignore[arg-type]


def published(example: Path, root: Path, policies: list[Policy]) -> tuple[list[Seen], list[dict[tuple[str, ...], str]]]:
    """Return what readers see of each release that is made, one after the other, in one folder."""
    out = copied(first(example, policies[0]), root)
    releases, cells = [], []
    for policy in policies:
        try:
            if policy != policies[0]:
                publish(example, out, policy)
        except RecordsError as error:
            assert "Published already, and would have to be hidden" in str(error) or "worked out" in str(error)
            assert "between" not in str(error)  # never what a count can be
            continue
        releases.append(seen(out, END.isoformat()))
        cells.append(dict(reach(out)))
    return releases, cells


NEARLY_THE_SAME = [  # how so many people differ, and the snapshot: corrected, or of the day before
    (how, people, snapshot)
    for how in ("added", "removed", "moved")
    for people in (1, 3, 8)
    for snapshot in (END, DAY_BEFORE)
]
SEQUENCES = [
    [EXACT, ROUNDED],
    [ROUNDED, EXACT],
    [SEVEN, EXACT],
    [EXACT, SEVEN],
    [NO_ZEROS, EXACT],
    [EXACT, NO_ZEROS],
    [SEVEN, ROUNDED, NO_ZEROS],
    [NO_ZEROS, ROUNDED, EXACT],
    [ROUNDED, SEVEN, EXACT],
    *some(random.Random(1).sample([[a, b] for a in GRID for b in GRID if a != b], 8), 2),
]


def _named(policy: Policy) -> str:
    return f"{policy.threshold} {policy.method} {policy.zeros}"


@pytest.mark.parametrize("policies", some(SEQUENCES, 6), ids=lambda s: " then ".join(map(_named, s)))
def test_no_release_opens_what_another_hides(example: Path, tmp_path: Path, policies: list[Policy]) -> None:
    releases, cells = published(example, tmp_path / "made", policies)
    assert releases and Attack(releases).opened() == {}
    for earlier, later in pairwise(cells):
        assert {k for k, v in later.items() if v == "hidden"} >= {k for k, v in earlier.items() if v == "hidden"}


def test_the_same_settings_give_the_same_bytes_whatever_was_published_between(
    example: Path, out: Path, tmp_path: Path
) -> None:
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    publish(example, out, ROUNDED)
    assert (out / "reach.csv").read_bytes() != before["reach.csv"]
    record = next(out.parent.glob("*-published.json")).read_bytes()
    publish(example, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before
    assert next(out.parent.glob("*-published.json")).read_bytes() == record  # nothing that it did not know


def test_what_is_stricter_holds_and_is_told(example: Path, tmp_path: Path) -> None:
    out = copied(first(example, SEVEN), tmp_path / "made")
    before = reach(out)
    done = publish(example, out)
    assert reach(out) == before and "counts of 1 to 7 hidden, not counts of 1 to 4 hidden" in " ".join(done.notes)
    assert "counts of 1 to 7 are hidden" in (out / "documents.csv").read_text("utf-8")
    with pytest.raises(RecordsError, match="Prepare these people as they were published: counts of 1 to 7 hidden"):
        publish(example, out, NO_ZEROS)
    assert reach(out) == before


def added(rows: list[made.Row], people: int, **cells: str) -> list[made.Row]:
    """Return the records with some people more in the submission that counts, all in one ward."""
    own = next(r for r in rows if is_counted(r))
    postcode = places.lookup_rows()[0]["postcode"]
    joined = {"postcode": postcode, "start": "2025-06-01", "cost": "77", **cells}
    new = [made.row(nhs=f"new {n}", **joined) for n in range(people)]
    same = ("LA_Name", "ImportDate", "Reporting_Period_Start_Date", "Reporting_Period_End_Date")
    return [*rows, *({**dict.fromkeys(own, ""), **r, **{name: own[name] for name in same}} for r in new)]


def is_counted(row: made.Row) -> bool:
    """Whether a row is of the submission that counts."""
    return row["LA_Code"] == made.COUNCIL and row["ImportDate"] == "2026-04-29 10:15:00"


def attending(rows: list[made.Row]) -> list[str]:
    """Return the people of the submission who have day support, by their NHS numbers."""
    return list(
        dict.fromkeys(
            r["Der_NHS_Number_Traced_Pseudo"]
            for r in rows
            if r["Service_Component"] == "Day Support"
            and is_counted(r)
            and not r["Event_End_Date"]
            and r["Postcode"]
            and r["Der_NHS_Number_Traced_Pseudo"]
        )
    )


def changed(rows: list[made.Row], how: str, people: int) -> list[made.Row]:
    some = set(attending(rows)[3 : 3 + people])
    if how == "added":
        return added(rows, people)
    if how == "removed":
        return [r for r in rows if r["Der_NHS_Number_Traced_Pseudo"] not in some]
    ward = places.lookup_rows()[5 * places.POSTCODES_A_WARD]["postcode"]
    return [{**r, "Postcode": ward} if r["Der_NHS_Number_Traced_Pseudo"] in some else r for r in rows]


@pytest.mark.parametrize(("how", "people", "snapshot"), some(NEARLY_THE_SAME, 8))
def test_counts_of_nearly_the_same_people_are_refused(
    example: Path, out: Path, tmp_path: Path, how: str, people: int, snapshot: date
) -> None:
    """Who has both could take one from the other, and would learn of the few who make the difference, and what they cost."""
    before = {p.name: p.read_bytes() for p in (*out.iterdir(), *out.parent.glob("*.json"))}
    near = made.write(tmp_path / "near.csv", changed(made.read(example / "records.csv"), how, people))
    with pytest.raises(RecordsError, match=r"take one from the other|only joined or only left") as refused:
        publish(example, out, records=near, snapshot=snapshot)
    assert "Nothing was written" in str(refused.value)
    assert {p.name: p.read_bytes() for p in (*out.iterdir(), *out.parent.glob("*.json"))} == before


@pytest.mark.parametrize("people", [12, 40, 120])
@pytest.mark.parametrize("snapshot", [END, DAY_BEFORE], ids=["corrected", "the day before"])
def test_where_people_only_joined_nothing_is_opened_by_the_difference(
    example: Path, out: Path, tmp_path: Path, people: int, snapshot: date
) -> None:
    """Many more people of one ward: what is hidden in either release stays as wide as it says, or the second is refused."""
    before = seen(out, END.isoformat())
    more = made.write(tmp_path / "more.csv", changed(made.read(example / "records.csv"), "added", people))
    try:
        publish(example, out, records=more, snapshot=snapshot)
    except RecordsError as error:
        assert "only joined or only left" in str(error) or "fewer than 10" in str(error)
        return
    second = seen(out, snapshot.isoformat())
    assert snapshot != END or opened_by_growth(before, second) == {}


def test_the_attacker_opens_what_is_published_apart(example: Path, tmp_path: Path) -> None:
    """Without the record, in folders apart: suppressed and rounded, and with one person more. So the tests above can fail."""
    releases = [seen(first(example, policy), END.isoformat()) for policy in (EXACT, ROUNDED)]
    assert all(Attack([one]).opened() == {} for one in releases) and Attack(releases).opened()
    rare = {"sex": "Other", "ethnicity": "Other ethnic group - Arab", "reason": "Social Support: Support to Carer"}
    one_more = added(made.read(example / "records.csv"), 1, **rare)
    near = tmp_path / "near" / "exampleshire"
    publish(example, near, records=made.write(tmp_path / "more.csv", one_more))
    assert opened_by_growth(releases[0], seen(near, END.isoformat()))


def test_counts_of_many_others_are_published_beside(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "made" / "exampleshire"
    publish(example, out, snapshot=date(2025, 12, 31))
    publish(example, out)
    assert {r["snapshot_on"] for r in made.read(out / "reach.csv")} == {"2025-12-31", "2026-03-31"}
    (record,) = out.parent.glob("*-published.json")
    assert [one["snapshot"] for one in json.loads(record.read_text("utf-8"))["releases"]] == [
        "2025-12-31",
        "2026-03-31",
    ]


def test_of_the_same_people_an_amount_that_changed_is_hidden(example: Path, out: Path, tmp_path: Path) -> None:
    """A few people cost more than was published: the two sums would tell how much more."""
    before = reach(out)
    assert before["yearly cost", "", "", ""] not in ("hidden", "not available")
    rows = made.read(example / "records.csv")
    some = attending(rows)[:5]  # of whom not everyone has a cost in every service
    dearer = [
        {**r, "Unit_Cost": "900"} if r["Der_NHS_Number_Traced_Pseudo"] in some and r["Unit_Cost"] else r for r in rows
    ]
    done = publish(example, out, records=made.write(tmp_path / "dearer.csv", dearer))
    shown = reach(out)
    assert {cell for (measure, *_), cell in shown.items() if measure == "yearly cost"} <= {"hidden", "not available"}
    assert {k: v for k, v in shown.items() if k[0] != "yearly cost"} == {
        k: v for k, v in before.items() if k[0] != "yearly cost"
    }
    assert "yearly cost" in " ".join(done.notes)


def test_other_providers_of_its_own_are_told_apart_only_by_many(example: Path, tmp_path: Path) -> None:
    """First without --own-provider, as one forgets it: nothing was told of it then. With one provider more: its people are told."""
    out = tmp_path / "made" / "exampleshire"
    publish(example, out, own_providers=())
    publish(example, out)
    releases = seen(out, END.isoformat())
    assert releases.values["", "kind of provider", "external"] != "0"
    rows = made.read(example / "records.csv")
    three = attending(rows)[:3]
    tiny = [
        {**r, "Provider_CQC_Location_Name": "Tiny"} if r["Der_NHS_Number_Traced_Pseudo"] in three else r for r in rows
    ]
    small = made.write(tmp_path / "small.csv", tiny)
    other = tmp_path / "other" / "exampleshire"
    publish(example, other, records=small)
    with pytest.raises(RecordsError, match="kind of provider"):
        publish(example, other, records=small, own_providers=(OWN, "Tiny"))


def test_another_lookup_is_refused(example: Path, out: Path, tmp_path: Path) -> None:
    """The same people by other boundaries, or with some postcodes in another ward: the difference is a sliver of a ward."""
    rows = made.read(example / "lookup.csv")
    moved = [{**r, "area_code": rows[0]["area_code"], "area_name": rows[0]["area_name"]}
             if n % places.POSTCODES_A_WARD in (0, 1) else r for n, r in enumerate(rows)]  # fmt: skip
    for snapshot in (END, DAY_BEFORE):
        with pytest.raises(RecordsError, match="take one from the other"):
            publish(example, out, postcodes=written(tmp_path / "moved.csv", moved), snapshot=snapshot)
    fewer = written(tmp_path / "fewer.csv", rows[: 5 * places.POSTCODES_A_WARD])
    with pytest.raises(RecordsError, match="other groups of area"):
        publish(example, out, postcodes=fewer)


def test_another_folder_beside_shares_the_record_and_another_place_may(example: Path, tmp_path: Path) -> None:
    publish(example, tmp_path / "made" / "one", SEVEN)
    publish(example, tmp_path / "made" / "other")
    assert reach(tmp_path / "made" / "one") == reach(tmp_path / "made" / "other")
    (record,) = (tmp_path / "made").glob("*-published.json")
    publish(example, tmp_path / "far" / "third", record=record)
    assert reach(tmp_path / "far" / "third") == reach(tmp_path / "made" / "one")
    assert not list((tmp_path / "far").glob("*.json"))


def test_without_the_record_it_says_that_it_cannot_know_and_takes_the_folder_as_published(
    example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "made" / "exampleshire"
    done = publish(example, out, SEVEN)
    assert "cannot be known" in " ".join(done.notes)
    before = reach(out)
    next(out.parent.glob("*-published.json")).unlink()
    again = publish(example, out)
    assert "cannot be known" in " ".join(again.notes) and "taken as published" in " ".join(again.notes)
    assert reach(out) == before  # what was hidden stays hidden
    next(out.parent.glob("*-published.json")).unlink()
    near = made.write(tmp_path / "near.csv", changed(made.read(example / "records.csv"), "added", 5))
    with pytest.raises(RecordsError, match="take one from the other"):
        publish(example, out, records=near, snapshot=DAY_BEFORE)


def test_the_record_is_protected_and_goes_nowhere(example: Path, tmp_path: Path) -> None:
    out = tmp_path / "data" / "exampleshire"
    publish(example, out)
    (record,) = out.parent.glob("*-published.json")
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    held = json.loads(record.read_text("utf-8"))
    assert "never publish it" in held["what"] and held["council"] == made.COUNCIL
    with_cost = [(group, month, n) for m, name, group, month, n in held["releases"][0]["people_with_amounts"]
                 if (m, name) == ("yearly cost", "delivery")]  # fmt: skip
    assert {month for _, month, _ in with_cost} <= {*map(str, range(12)), "not known"} and len(with_cost) > 12
    assert sum(n for *_, n in with_cost) <= sum(held["releases"][0]["tables"][-1]["counts"])
    people = {r["Der_NHS_Number_Traced_Pseudo"] for r in made.read(example / "records.csv")} - {""}
    assert not any(f'"{person}"' in record.read_text("utf-8") for person in people)
    assert not list(out.glob("*published*")) and list(Library(out.parent).slugs()) == ["exampleshire"]
    files = package.files_of(out)
    assert not any("published.json" in name for name in files)
    with pytest.raises(RecordsError, match="must not lie in exampleshire"):
        publish(example, out, record=out / "record.json")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": 1}', b'{"format": 99, "council": "E10999001"}', b"\xff"]
)
def test_a_record_that_is_not_sound_is_never_passed_over(example: Path, tmp_path: Path, content: bytes) -> None:
    out = tmp_path / "made" / "exampleshire"
    out.parent.mkdir()
    (out.parent / "e10999001-published.json").write_bytes(content)
    with pytest.raises(RecordsError, match=r"not a sound record|another version"):
        publish(example, out)
    assert not out.exists()


def test_the_record_of_another_council_is_refused(example: Path, tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    record.write_text(json.dumps({"format": 1, "council": "E10999002", "releases": []}), "utf-8")
    with pytest.raises(RecordsError, match="of council E10999002"):
        publish(example, tmp_path / "made" / "exampleshire", record=record)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Stop the program, as a kill does, before the file of that number is put in its place in the folder."""
    at: list[int] = []
    from dayops_dash.dataset.writing import locking

    real = locking.into_place

    def stop(path: Path, folder: Path) -> None:
        if at and at[0] == 0:
            at.clear()
            raise KeyboardInterrupt
        if at:
            at[0] -= 1
        real(path, folder)

    monkeypatch.setattr(locking, "into_place", stop)
    yield at


@pytest.mark.parametrize("files", range(4))
def test_a_kill_leaves_no_release_without_its_record_and_the_same_again_mends_it(
    example: Path, tmp_path: Path, stopped: list[int], files: int
) -> None:
    whole, out = first(example, EXACT), tmp_path / "made" / "exampleshire"
    stopped.append(files)
    with pytest.raises(KeyboardInterrupt):
        publish(example, out)
    (record,) = out.parent.glob("*-published.json")
    kept = {one["snapshot"] for one in json.loads(record.read_text("utf-8"))["releases"]}
    assert kept == {END.isoformat()}
    publish(example, out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {p.name: p.read_bytes() for p in whole.iterdir()}
    assert not [p for p in out.parent.iterdir() if p.name.startswith(".") and p.suffix != ".lock"]


def test_a_folder_that_refuses_the_release_leaves_the_record_as_it_was(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "made" / "exampleshire"

    def refuse(*_: object, **__: object) -> None:
        raise NotPutError("Nothing was changed")

    with monkeypatch.context() as patched:
        patched.setattr(folders, "put", refuse)
        with pytest.raises(NotPutError):
            publish(example, out)
    assert not list(out.parent.glob("*.json"))
    publish(example, out, snapshot=date(2025, 12, 31))
    (record,) = out.parent.glob("*-published.json")
    before = record.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(folders, "put", refuse)
        with pytest.raises(DatasetError):
            publish(example, out)
    assert record.read_bytes() == before and stat.S_IMODE(record.stat().st_mode) == 0o600


@pytest.mark.parametrize("policy", some(GRID, 5), ids=_named)
def test_what_the_note_says_is_hidden_is_never_shown(example: Path, policy: Policy) -> None:
    out = first(example, policy)
    told = seen(out, END.isoformat())
    numbers = {int(float(v)) for v in told.values.values() if v not in ("hidden", "not available")}
    assert not numbers & set(range(0 if told.zeros_hidden else 1, told.most_hidden + 1))
    assert not told.rounded or all(n % 5 == 0 for n in numbers)
    amounts = [int(v) for (measure, *_), v in reach(out).items() if measure != "people" and v.isdigit()]
    assert amounts and (not told.rounded or all(n % 5 == 0 for n in amounts))


def test_copies_of_a_folder_do_not_carry_the_record(example: Path, out: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(out, tmp_path / "copy" / "exampleshire"))
    assert sorted(p.suffix for p in copy.iterdir() if p.name != RESULT) == [".csv", ".csv", ".csv", ".json"]
