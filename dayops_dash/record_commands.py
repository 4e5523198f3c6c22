"""The commands on client-level records: ``prepare`` and ``example-records``. What they need is loaded only when they run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import WRONG, fail
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.writing.whole import put_file
from dayops_dash.prepare.disclosure.tables import THRESHOLD

if TYPE_CHECKING:
    from dayops_dash.prepare.disclosure.protection import Policy
    from dayops_dash.prepare.run import Result

PARTS = 1000  # of the progress bar
DAYS = "Days are read as 2024-03-31, 31/03/2024, 31-Mar-2024 or 20240331, of the years 1850 to 2200."
LEAST_ROUNDED = 2  # the least threshold with rounding


class HeadcountForm(StrEnum):
    MARKDOWN = "markdown"
    CSV = "csv"


Records = Annotated[Path, typer.Argument(help="Client Level Data: a .csv or .parquet file.")]
Snapshot = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day to count for, such as 2024-03-31.")]
Postcodes = Annotated[Path | None, typer.Option(help="A .csv lookup from postcode to area code and name.")]
Areas = Annotated[Path | None, typer.Option(help="A .csv of the areas: names, populations, places.")]
EngineName = Annotated[str, typer.Option("--engine", help="duckdb, local[*] or spark://HOST:PORT.")]
OwnProviders = Annotated[
    list[str] | None, typer.Option("--own-provider", help="A provider that the council runs; may be repeated.")
]
Threshold = Annotated[int, typer.Option(min=1, help="Counts from 1 to this are hidden.")]
Rounded = Annotated[
    bool, typer.Option("--round", help="Round what is shown to 5, and hide what would be rounded to the threshold.")
]
HideZeros = Annotated[bool, typer.Option("--hide-zeros", help="Hide zeros like small counts.")]
PeriodStart = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The period of interest begins then; 1 April where not given."),
]
SubmittedBy = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day on which a submission counts.")
]
Words = Annotated[
    Path | None,
    typer.Option(help="A .csv of the council's own words for listed ones: column, word, stands_for (may be empty)."),
]
Extracted = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"], help="When a file without ImportDate was made; the end of its period if not given."
    ),
]
PlannedMinutes = Annotated[
    bool, typer.Option("--planned-minutes", help="Planned units of costs by the hour are minutes.")
]


def prepare(
    records: Records,
    council: Annotated[str, typer.Option(help="The council's code: LA_Code in the file, where it has that column.")],
    snapshot: Snapshot,
    postcodes: Postcodes = None,
    out: Annotated[Path | None, typer.Option(help="The council's folder, made where it is not there.")] = None,
    areas: Areas = None,
    engine: EngineName = "duckdb",
    headcount: Annotated[
        bool, typer.Option("--headcount", help="Print the headcount of long-term support, unprotected.")
    ] = False,
    shape: Annotated[HeadcountForm, typer.Option("--format", help="Of the headcount.")] = HeadcountForm.MARKDOWN,
    own_provider: OwnProviders = None,
    threshold: Threshold = THRESHOLD,
    rounded: Rounded = False,
    hide_zeros: HideZeros = False,
    period_start: PeriodStart = None,
    submitted_by: SubmittedBy = None,
    record: Annotated[
        Path | None,
        typer.Option(
            help="The protected record of what was published; CODE-published.json beside the folder if not given."
        ),
    ] = None,
    words: Words = None,
    council_name: Annotated[
        str,
        typer.Option(help="The council's name, for a file without LA_Name; made from the folder's name if not given."),
    ] = "",
    extracted: Extracted = None,
    planned_minutes: PlannedMinutes = False,
) -> None:
    """Turn client-level records into a council's folder of protected tables, by NHS England's published method."""
    from dayops_dash.prepare.records.submissions import HeadcountQuestion
    from dayops_dash.prepare.run import Asked
    from dayops_dash.prepare.run import prepare as run

    if not (out or headcount):
        fail("Nothing to do: give a folder with --out, or --headcount.")
    try:
        asked = Asked(
            records,
            HeadcountQuestion(council, snapshot.date(), _day(period_start), _day(submitted_by)),
            out=out,
            postcodes=postcodes,
            areas=areas,
            own_providers=tuple(own_provider or ()),
            policy=_policy(threshold, rounded=rounded, hide_zeros=hide_zeros),
            engine=engine,
            headcount=headcount,
            record=record,
            words=words,
            council_name=council_name,
            extracted=_day(extracted),
            planned_minutes=planned_minutes,
        )
        with _progress("Preparing") as tell:
            result = run(asked, tell)
    except (DatasetError, ValueError) as error:
        fail(str(error), WRONG)
    _tell(result, out, shape if headcount else None)


def _policy(threshold: int, *, rounded: bool, hide_zeros: bool) -> Policy:
    from dayops_dash.prepare.disclosure.protection import Method, Policy, Zeros

    if rounded and threshold < LEAST_ROUNDED:
        fail(f"With --round the --threshold is {LEAST_ROUNDED} or more: smaller counts would be rounded to 0.")
    zeros, method = Zeros.HIDDEN if hide_zeros else Zeros.SHOWN, Method.ROUND if rounded else Method.SUPPRESS
    return Policy(threshold=threshold, zeros=zeros, method=method)


@contextmanager
def _progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """Give what is told of each step, and how far the whole is, 0 to 1: a bar on the terminal."""
    with typer.progressbar(length=PARTS, label=label, file=typer.get_text_stream("stderr")) as bar:

        def tell(step: str, done: float) -> None:
            bar.label = f"{step:<34}"
            bar.update(max(0, int(done * PARTS) - bar.pos))

        yield tell
        bar.update(PARTS - bar.pos)


def _tell(result: Result, out: Path | None, headcount: HeadcountForm | None) -> None:
    """Tell what was done: the account and what is to be known on standard error, the headcount on standard output."""
    from dayops_dash.prepare.counting import headcount as table
    from dayops_dash.prepare.run import beside

    typer.echo(_accounts(result.rows), err=True)
    for column, count in result.unread.items():
        if count:
            typer.echo(_unread(column, count), err=True)
    for line in (*result.told, *result.joins, *result.notes):
        typer.echo(line, err=True)
    if headcount:
        counted = result.headcount
        typer.echo(table.as_csv(counted) if headcount is HeadcountForm.CSV else table.as_markdown(counted))
    if out:
        typer.echo(
            f"{out.name}: {wording.count(result.cells, 'cell')}, {result.hidden} hidden, and no hidden count can be worked out. "
            f"Data quality: {beside(out)}",
            err=True,
        )


def prepare_many(
    records: Records,
    councils: Annotated[
        Path,
        typer.Option(
            help="A .csv of the councils: council (its code), folder, and where they differ name, areas, postcodes, own_providers."
        ),
    ],
    snapshot: Snapshot,
    out: Annotated[Path, typer.Option(help="The folder that holds the councils' folders.")],
    postcodes: Postcodes = None,
    areas: Areas = None,
    engine: EngineName = "duckdb",
    threshold: Threshold = THRESHOLD,
    rounded: Rounded = False,
    hide_zeros: HideZeros = False,
    period_start: PeriodStart = None,
    submitted_by: SubmittedBy = None,
    words: Words = None,
    planned_minutes: PlannedMinutes = False,
) -> None:
    """Turn one file of many councils' records into a folder for each, each protected by itself: a region, or the country."""
    from dayops_dash.prepare import many
    from dayops_dash.prepare.asked import Asked
    from dayops_dash.prepare.records.submissions import HeadcountQuestion
    from dayops_dash.prepare.run import beside

    try:
        listed = many.read_councils(councils)
        asked = Asked(
            records,
            HeadcountQuestion("", snapshot.date(), _day(period_start), _day(submitted_by)),
            out=out,
            postcodes=postcodes,
            areas=areas,
            policy=_policy(threshold, rounded=rounded, hide_zeros=hide_zeros),
            engine=engine,
            words=words,
            planned_minutes=planned_minutes,
        )
        with _progress("Preparing") as tell:
            result = many.prepare_many(asked, listed, tell)
    except (DatasetError, ValueError) as error:
        fail(str(error), WRONG)
    typer.echo(_accounts(dict(result.rows)), err=True)
    for one in listed:
        if one.folder in result.failed:
            typer.echo(f"{one.folder}: not prepared. {result.failed[one.folder]}", err=True)
            continue
        done = result.done[one.folder]
        said = len((*done.told, *done.joins, *done.notes))
        cells = f"{wording.count(done.cells, 'cell')}, {done.hidden} hidden"
        told = f"{wording.count(said, 'note')} in {beside(out / one.folder).name}"
        typer.echo(f"{one.folder}: {done.rows['read']:,} rows, {cells}; {told}", err=True)
        for line in done.grave:
            typer.echo(f"  {line}", err=True)
    if result.failed:
        rest = "; the others are" if result.done else ""
        fail(f"{wording.count(len(result.failed), 'council')} of {len(listed)} not prepared{rest}.", WRONG)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _accounts(rows: dict[str, int]) -> str:
    """Return what became of every row, one line each."""
    return "\n".join(f"{count:>14,} rows {what}" for what, count in rows.items())


def _unread(column: str, count: int) -> str:
    """Return how many cells of a column are not days, without what they hold."""
    from dayops_dash.prepare.records.submissions import PERIOD

    what = "the other rows tell the period" if column in PERIOD else "left out"
    return f"{wording.count(count, 'row')} with a {column} that is not understood: {what}. {DAYS}"


def example_records(
    people: Annotated[int, typer.Option(min=1, help="How many made-up people.")] = 3000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same records.")] = 1,
    out: Annotated[Path, typer.Option(help="A .csv or .parquet file.")] = Path("records.csv"),
    snapshot: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The end of the year that the records are of.")
    ] = None,
    postcodes: Annotated[Path | None, typer.Option(help="Also write the lookup of the made-up postcodes.")] = None,
    areas: Annotated[Path | None, typer.Option(help="Also write the made-up areas.")] = None,
    release: Annotated[
        int, typer.Option(min=1, max=2, help="The release of Client Level Data in whose words to write.")
    ] = 1,
) -> None:
    """Write made-up Client Level Data of Exampleshire, a council that does not exist, with the faults that real records have."""
    from dayops_dash.prepare.examples import places
    from dayops_dash.prepare.examples.records import SNAPSHOT, write_records

    try:
        rows = write_records(out, people=people, seed=seed, snapshot=_day(snapshot) or SNAPSHOT, release=release)
        for path, table in ((postcodes, places.lookup_rows()), (areas, places.area_rows())):
            if path:
                put_file(path, _csv(table))
    except DatasetError as error:
        fail(str(error), WRONG)
    except OSError as error:
        fail(f"Not everything was written: {error.strerror}. What was there before is as it was.", WRONG)
    typer.echo(
        f"{out}: {wording.count(rows, 'row')} of {wording.count(people, 'made-up person', 'made-up people')}", err=True
    )


def _csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
