"""Whether a change of the code's order changes what readers get: every page, document, fact and table, byte for byte.

python -m tests.same_bytes write before.json     on the commit before
python -m tests.same_bytes compare before.json   on the commit after; exit 1 and the names of what differs
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

DAY = "2026-11-29"
os.environ["DAYOPS_TODAY"] = DAY
OLD_DAY = "2024-08-01"  # for what is said of a day that is not today


def outputs() -> Iterator[tuple[str, bytes]]:
    """Yield what every council's readers get: pages of two days as Markdown, the plain edition, facts, documents, the dictionary."""
    from datetime import date

    from dayops_dash.dataset import Library
    from dayops_dash.dataset.dictionary import dictionary
    from dayops_dash.edition.site import write_site
    from dayops_dash.measures.record import facts as fact_module
    from dayops_dash.packs.formats import FORMATS
    from dayops_dash.packs.one_side.ward import areas_of
    from dayops_dash.packs.pack import Pack
    from dayops_dash.stories import PAGES

    library = Library()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        write_site(out, library)
        for path in sorted(p for p in out.rglob("*") if p.is_file()):
            yield f"site/{path.relative_to(out)}", path.read_bytes()
    for slug in library.slugs():
        for day in (DAY, OLD_DAY):
            council = library.dataset(slug).at(date.fromisoformat(day))
            for name, page in PAGES.items():
                yield f"read/{slug}/{name}/{day}", page.story(council).markdown().encode()
            yield f"facts/{slug}/{day}", fact_module.as_csv(fact_module.facts(council)).encode()
        for name, form in FORMATS.items():
            yield (
                f"pack/{slug}.{name}",
                form.make(
                    Pack(found := library.dataset(slug).at(date.fromisoformat(DAY)), ward=next(iter(areas_of(found))))
                ),
            )
    yield "dictionary", dictionary().encode()


def hashes() -> dict[str, str]:
    found = {}
    for name, content in outputs():
        print(name, file=sys.stderr)
        found[name] = hashlib.sha256(content).hexdigest()
    return found


def main(act: str, path: Path) -> int:
    """Write the hashes of all outputs to ``path``, or compare with those there."""
    if act == "write":
        path.write_text(json.dumps(hashes(), indent=1, sort_keys=True))
        return 0
    before, after = json.loads(path.read_text()), hashes()
    different = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    print("\n".join(different) or f"The same bytes: {len(after)} outputs.")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
