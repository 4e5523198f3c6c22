"""What is to be prepared, as an officer asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dayops_dash.prepare.disclosure.protection import Policy
from dayops_dash.prepare.records.submissions import HeadcountQuestion


@dataclass(frozen=True)
class Asked:
    """What is to be prepared. Without ``out`` nothing is written; ``headcount`` counts all long-term support for the screen."""

    records: Path
    question: HeadcountQuestion
    out: Path | None = None
    postcodes: Path | None = None
    areas: Path | None = None
    own_providers: tuple[str, ...] = ()
    policy: Policy = field(default_factory=Policy)
    engine: str = "duckdb"
    headcount: bool = False
    record: Path | None = None  # of what was published; beside the folder where not given
    words: Path | None = None  # a council's own words of closed lists
    council_name: str = ""  # of a file that does not say it; made from the folder's name where not given
    extracted: date | None = None  # when a file without an import date was made; the end of its period where not given
    planned_minutes: bool = False  # the planned units of costs by the hour are minutes
    unicode: bool = False  # all files are known to be in UTF-8

    @property
    def name(self) -> str:
        """The council's name, for a file that does not say it."""
        return self.council_name or (self.out.name.replace("-", " ").title() if self.out else self.question.council)
