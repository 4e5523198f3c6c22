"""A release of a council's counts: judged beside what was published before, then recorded, then written to its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import Policy
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.submissions import HeadcountQuestion, Submission
from dayops_dash.prepare.release import folder, record, together
from dayops_dash.prepare.release.earlier import Earlier, in_folder
from dayops_dash.prepare.release.near import NewCounts


@dataclass(frozen=True)
class NewRelease:
    """What may be published, the policy that it is published by, and what the officer should know of earlier releases.

    ``all_counted`` says that no record is in no count that may be of day support.
    """

    shown: tuple[tables.ShownCell, ...]
    policy: Policy
    notes: tuple[str, ...]
    kept: Earlier  # as the record keeps it
    record: record.Record
    zeros_are_certain: bool
    all_counted: bool = True

    def write(
        self, out: Path, question: HeadcountQuestion, submission: Submission, areas: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Record the release, then write it into its folder. Raises DatasetError where the folder does not take it."""

        def put() -> None:
            folder.write(
                out,
                question=question,
                submission=submission,
                cells=self.shown,
                areas=areas,
                policy=self.policy,
                zeros_are_certain=self.zeros_are_certain,
                all_counted=self.all_counted,
            )

        record.publish(self.record, self.kept, folder=out.name, write=put)


def judged(
    rows: tables.Rows, new: NewCounts, recorded: record.Record, out: Path, policy: Policy, *, zeros_are_certain: bool
) -> NewRelease:
    """Return what may be published of ``rows`` beside the record and what the folder holds. Raises RecordsError where nothing may be.

    Unless ``zeros_are_certain``, an area in which nobody was found is not available: people without an area may live there. The record
    keeps the 0, since that is what whoever reads the folder knows of the people who have an area.

    What stands in the folder is public. Where the record does not know of it, it is a release like any other, of which the true
    counts are not known.
    """
    unrecorded = [one for one in in_folder(out) if not any(one.same_as(known) for known in recorded.releases)]
    published = together.publish(rows, new, [*recorded.releases, *unrecorded], policy)
    to_record = Earlier(
        snapshot=new.snapshot,
        release=published.release,
        amounts=together.amounts_of(published.shown),
        submission=new.submission,
        own_providers=new.own_providers,
        counts=new.tables,
        with_amount=tables.people_with_amounts(rows),
    )
    cells = (
        published.shown
        if zeros_are_certain
        else tables.without_uncertain_zeros(published.shown, published.release.tables)
    )
    notes = (*_unknown(recorded, unrecorded, out), *published.notes)
    return NewRelease(cells, published.release.policy, notes, to_record, recorded, zeros_are_certain)


def _unknown(recorded: record.Record, unrecorded: list[Earlier], out: Path) -> list[str]:
    """Return sentences on what cannot be known of earlier releases."""
    if unrecorded:
        return [
            f"{out.name} holds counts that {recorded.path.name} does not know of. They were taken as published, and these are protected "
            "beside them; what else was published of these people cannot be known."
        ]
    if recorded.content is None:
        return [
            f"There was no record of what was published ({recorded.path.name}), so it cannot be known. If counts of these people are "
            "published elsewhere, do not publish these: prepare them again with that record (--record)."
        ]
    return []


def place(out: Path, council: str, path: Path | None) -> Path:
    """Return where the record lies. Raises RecordsError where it would go with the folder, or cannot be a file."""
    location = (path or record.default_path(out, council)).absolute()
    if location.is_dir():
        raise RecordsError(f"{location} is a folder, and the record of what was published goes there. Rename it.")
    if out.absolute().resolve() in location.resolve().parents:
        raise RecordsError(
            f"The record of what was published must not lie in {out.name}: it holds counts that are not protected, and would go where "
            "the folder goes. Name a file elsewhere with --record."
        )
    return location
