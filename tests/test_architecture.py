"""The house keeps its walls: who may import whom, the sizes of rooms, and what nothing in the project may say."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.compile_requirements import HASHED, LICENCES, PROJECT, normal, purposes

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dayops_dash"
MOST_MODULES = 15  # of one folder
ROOMS = {
    "dataset",
    "measures",
    "figures",
    "stories",
    "screen",
    "packs",
    "edition",
    "prepare",
    "publishing",
    "desk",
    "server",
    "first_answer",
}
MAY = {  # the table of the design; "types" there means the model modules, listed here as such
    "dataset": set(),
    "measures": {"dataset"},
    "figures": {"dataset", "measures"},
    "stories": {"dataset", "measures", "figures"},
    "screen": {"dataset", "figures", "server.reading", "stories.shared", "stories.PAGES", "stories.FIRST"},
    "packs": {"dataset", "figures", "stories"},
    "edition": {"dataset", "figures", "stories", "measures.record.facts"},
    "prepare": {"dataset"},
    "pages": {"dataset", "measures", "figures", "stories", "screen", "packs", "edition"},
    "frame": {
        "dataset",
        "stories",
        "screen",
        "packs",
        "edition",
        "desk.web.gate",
        "server.headers",
        "server.watching.metrics",
        "server.reading",
    },
    "commands": {"dataset.DatasetError"},
    "folder_commands": {"dataset", "prepare"},
    "page_commands": {"dataset", "edition", "measures.record.facts", "publishing", "stories"},
    "publishing": {"dataset", "stories"},
    "desk": {"dataset", "publishing", "edition.draft", "server.rights"},
    "server": {"dataset"},
    "first_answer": {"dataset", "figures", "screen", "server.headers", "stories"},
    "publish_commands": {"dataset", "desk.at_publication", "publishing"},
    "history_commands": {"dataset", "publishing", "publish_commands"},
    "returns_commands": {"dataset", "desk"},
    "import_commands": {"dataset", "desk"},
    "paper_commands": {"dataset", "desk"},
    "import_questions": {"dataset", "desk"},
    "pack_commands": {"dataset", "packs", "publishing"},
    "record_commands": {"dataset", "prepare"},
    "grant_commands": {"dataset", "server"},
    "council_commands": {"dataset"},
    "app": {"dataset", "stories", "screen", "packs", "edition", "desk.web", "first_answer", "server"},
}
FLOORS = ("measures", "figures", "stories")  # each has the same rooms, one a subject, and one for what all of it share
LIST_OF_PAGES = "sections"  # which the stories' floor has beside its rooms
SUBJECTS = {  # what each may use of the others, on any floor
    "plan": {"money", "questions", "record", "risks"},
    "money": {"people", "record"},
    "people": {"money"},
    "outcomes": set(),
    "voices": {"plan", "record"},
    "demand": {"people", "record"},
    "places": {"plan", "questions", "voices"},
    "risks": {"plan"},
    "changes": {"outcomes", "plan", "questions", "record"},
    "recommendations": {"plan"},
    "questions": {"outcomes", "places", "plan", "record"},
    "compare": {"demand", "money", "outcomes", "people", "plan"},
    "scenario": {"money", "people"},
    "record": {"plan"},
    "meeting": set(),
    "search": {"places", "plan", "voices"},
    "shared": {"plan"},
}
OUTSIDE = {
    "streamlit": {"screen", "frame", "app"},
    "altair": {"figures", "app"},
    "pydeck": {"figures"},
    "frictionless": {"dataset"},
    "typer": {
        *("command_end", "commands", "council_commands", "folder_commands", "grant_commands", "history_commands"),
        *(
            "import_commands",
            "import_questions",
            "pack_commands",
            "page_commands",
            "paper_commands",
            "publish_commands",
        ),
        *("record_commands", "returns_commands"),
    },
    "vl_convert": {"figures"},
    "docx": {"packs"},
    "pptx": {"packs"},
    "xlsxwriter": {"packs", "desk"},
    "typst": {"packs"},
    "openpyxl": {"dataset", "desk"},
    "obstore": {"dataset"},
    "jinja2": {"edition", "desk"},
    "pypdfium2": {"desk"},
    "pdfplumber": {"desk"},
    "pikepdf": {"packs", "desk"},
    "shapely": {"prepare"},
    "pyproj": {"prepare"},
    "prometheus_client": {"server"},
    "joserfc": {"server"},
    "cryptography": {"server"},
}


def room_of(path: Path) -> str:
    relative = path.relative_to(ROOT)
    if relative.parts[0] in ("pages", "app.py"):
        return relative.parts[0].removesuffix(".py")
    return relative.parts[1].removesuffix(".py")


def modules() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted(PACKAGE.rglob("*.py"))]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return tuple(found)


def wrong(look: Callable[[Path], Iterable[str]], paths: Iterable[Path] | None = None) -> dict[str, list[str]]:
    """Return what a look at each module finds, by the module: of every one in which it finds anything."""
    found = {str(path.relative_to(ROOT)): list(look(path)) for path in (modules() if paths is None else paths)}
    return {path: faults for path, faults in found.items() if faults}


def strangers(path: Path) -> Iterator[str]:
    """Yield each import that a module's room may not have."""
    room = room_of(path)
    if room in ("__init__", "__main__", "wording", "clock", "address", "frozen", "cache"):
        return
    for name in imports(path):
        head, *rest = name.split(".")
        if head in OUTSIDE and room not in OUTSIDE[head]:
            yield f"{room} may not import {head}"
        inside = head == "dayops_dash" and rest and rest[0] in ROOMS and rest[0] != room
        if inside and not any(".".join(rest).startswith(may) for may in MAY[room]):
            yield f"{room} may not import {name}"


def test_each_room_knows_only_the_rooms_to_its_left() -> None:
    assert wrong(strangers) == {}


def subject_of(parts: tuple[str, ...] | list[str]) -> str:
    """Return the subject that a module of a floor is of; "" for the floor's own list of its modules."""
    subject = parts[1].removesuffix(".py").replace("__init__", "") if len(parts) > 1 and parts[0] in FLOORS else ""
    return "" if subject == LIST_OF_PAGES else subject


@pytest.mark.parametrize("floor", FLOORS)
def test_a_floor_has_the_rooms_of_its_subjects_and_no_other(floor: str) -> None:
    rooms = {path.name.removesuffix(".py") for path in (PACKAGE / floor).iterdir() if not path.name.startswith("__")}
    assert rooms <= {*SUBJECTS, LIST_OF_PAGES}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_folder_is_a_heap(room: str) -> None:
    for folder in (path for path in (PACKAGE / room, *(PACKAGE / room).rglob("*")) if path.is_dir()):
        assert len([*folder.glob("[a-z]*.py")]) <= MOST_MODULES, folder


def used(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each use of another subject by a module of one: the subject, the other, and what is imported."""
    subject = subject_of(path.relative_to(ROOT).parts[1:])
    for name in imports(path) if subject else ():
        parts = name.split(".")
        other = subject_of(parts[1:]) if parts[0] == "dayops_dash" else ""
        if other in SUBJECTS and other not in (subject, "shared"):
            yield subject, other, name


def test_a_subject_uses_only_the_subjects_that_it_may() -> None:
    assert (
        wrong(lambda path: [f"{s} may not use {name}" for s, other, name in used(path) if other not in SUBJECTS[s]])
        == {}
    )


def test_every_subject_that_one_may_use_is_used() -> None:
    found: dict[str, set[str]] = {subject: set() for subject in SUBJECTS}
    for subject, other, _ in (use for path in modules() for use in used(path)):
        found[subject].add(other)
    assert found == SUBJECTS


def test_other_councils_are_found_beside_the_one_that_is_told() -> None:
    """A story that opened the library itself would tell a public page of rows that are exempt from publication."""
    for room in ("measures", "figures", "stories"):
        for path in (PACKAGE / room).rglob("*.py"):
            assert "dayops_dash.dataset.Library" not in imports(path), f"{path.name}: use council.dataset.library"


def rows_by_hand(path: Path) -> list[str]:
    calls = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call)]
    grids = [n for n in calls if isinstance(n.func, ast.Name) and n.func.id == "Grid" and len(n.args) > 1]
    return [] if path.name == "grid.py" else [rows for g in grids if (rows := ast.unparse(g.args[1])) != "()"]


def test_a_figures_column_is_declared_once() -> None:
    """Headings and cells that are matched by position can come apart: rows are made by ``grid_of`` from columns."""
    assert wrong(rows_by_hand, sorted((PACKAGE / "figures").rglob("*.py"))) == {}


def test_no_two_public_classes_have_one_name() -> None:
    """A name that means two things has to be looked up each time that it is read."""
    found: dict[str, list[str]] = {}
    for path in modules():
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(str(path.relative_to(PACKAGE)))
    shared = {name: paths for name, paths in found.items() if len(paths) > 1}
    assert not shared


def test_the_table_of_walls_is_not_empty_talk() -> None:
    """Every rule above is used: a room that imports nothing it may would make its rule a dead letter."""
    crossed = {
        (room_of(p), name.split(".")[1]) for p in modules() for name in imports(p) if name.startswith("dayops_dash.")
    }
    assert {("measures", "dataset"), ("figures", "measures"), ("stories", "figures"), ("screen", "stories")} <= crossed


# Lines; tables of data and closed lists at the top of a module are not counted.
LONGEST_MODULE, LONGEST_FUNCTION = 265, 40
NOT_YET = {"prepare", "pack_commands", "record_commands"}  # rooms whose longest parts are still longer
LONGEST_TESTS, LONGEST_TEST, MOST_TESTS = 500, 64, 24  # of tests, and modules of one folder of them: to become as above


def lines_of(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1  # type: ignore[attr-defined]


def is_data(node: ast.stmt) -> bool:
    """Whether a statement at the top of a module is a table of data or a closed list of words."""
    closed = isinstance(node, ast.ClassDef) and [ast.unparse(base) for base in node.bases] == ["StrEnum"]
    return closed or isinstance(node, ast.Assign | ast.AnnAssign)


def too_long(text: str, module: int = LONGEST_MODULE, most: int = LONGEST_FUNCTION) -> list[str]:
    """Return what is too long in a module: its functions by name, and "module"."""
    tree = ast.parse(text)
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    data = sum(lines_of(node) for node in tree.body if is_data(node))
    long = [function.name for function in functions if lines_of(function) > most]
    return long + ["module"] * (len(text.splitlines()) - data > module)


def test_modules_and_functions_are_short() -> None:
    paths = [path for path in modules() if room_of(path) not in NOT_YET]
    assert wrong(lambda path: too_long(path.read_text("utf-8")), paths) == {}


def test_tests_are_short_and_no_folder_of_them_is_a_heap() -> None:
    tests = sorted((ROOT / "tests").rglob("[a-z]*.py"))
    long = {str(p.relative_to(ROOT)): too_long(p.read_text("utf-8"), LONGEST_TESTS, LONGEST_TEST) for p in tests}
    assert {path: parts for path, parts in long.items() if parts} == {}
    assert max(Counter(path.parent for path in tests).values()) <= MOST_TESTS


def test_what_is_too_long_is_seen() -> None:
    body = "    pass\n" * LONGEST_FUNCTION
    assert too_long(f"def long():\n{body}") == ["long"] and too_long(f"def short():\n{body[9:]}") == []
    assert too_long("x = 1\n" * 400) == too_long("class Word(StrEnum):\n" + "    ONE = 1\n" * 400) == []
    assert too_long("pass\n" * (LONGEST_MODULE + 1)) == ["module"]


def graph() -> dict[str, set[str]]:
    """Return which modules of the project each imports, within functions too."""
    names = {".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in modules()}
    return {name: {_module(i, names) for i in imports(path)} & names.keys() - {name} for name, path in names.items()}


def _module(imported: str, names: Container[str]) -> str:
    """Return the module that an import is of: itself, or the one whose name it takes."""
    return imported if imported in names else imported.rpartition(".")[0]


def test_no_imports_go_in_a_circle() -> None:
    """An import within a function only hides a circle: it is counted as any other."""
    TopologicalSorter(graph()).prepare()  # raises CycleError, with the circle


def test_a_circle_is_seen() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({**graph(), "dayops_dash.wording": {"dayops_dash.stories"}}).prepare()


def test_pages_are_short() -> None:
    assert [p.name for p in (ROOT / "pages").glob("*.py") if len(p.read_text("utf-8").splitlines()) > 80] == []


def tracked() -> list[Path]:
    """Return every file of the project: what git knows, or, without git, what is there."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    skipped = {".venv", "build", "__pycache__", ".git"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not skipped & set(p.relative_to(ROOT).parts)]


HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.", "registry" + r"\.npm", "deb" + r"\.debian"))
)


def test_no_file_names_a_package_registry_or_a_machine() -> None:
    for path in tracked():
        if path.suffix in (".png", ".ico", ".ttf", ".woff2"):
            continue
        text = path.read_text("utf-8")
        assert not HOSTS.search(text), path
        assert not re.search(r"(?<![\w.])/(?:" + "work|root" + r")/", text), path


def test_no_boundary_file_is_shipped() -> None:
    assert [p for p in tracked() if p.suffix in (".geojson", ".topojson", ".shp")] == []


def test_requirements_pin_everything_and_say_what_each_direct_dependency_is_for() -> None:
    for name in ("requirements.txt", "tests/requirements.txt"):
        lines = [x for x in (ROOT / name).read_text("utf-8").splitlines() if x and not x.startswith("#")]
        assert lines and all(re.match(r"^[a-z0-9.-]+(\[[a-z,]+\])?==[^ ]+", line) for line in lines), name
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    direct = re.search(r"^dependencies = \[(.*?)^\]", PROJECT.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert direct
    for wanted in re.findall(r'^\s+"([A-Za-z0-9_-]+)', direct[1], re.MULTILINE):
        line = re.search(rf"^{normal(wanted)}==.*$", pinned, re.MULTILINE)
        assert line and purposes()[normal(wanted)] in line[0], wanted


def test_app_and_tests_pin_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return {x.split("  #")[0] for x in (ROOT / name).read_text("utf-8").splitlines() if "==" in x}

    assert pins("requirements.txt") <= pins("tests/requirements.txt")


def test_what_a_server_installs_has_the_hash_of_each_file_and_no_place_of_its_own() -> None:
    hashed = (ROOT / HASHED).read_text("utf-8")
    packages = re.split(r"^(?=[a-z0-9])", re.sub(r"^#.*\n", "", hashed, flags=re.MULTILINE), flags=re.MULTILINE)[1:]
    pins = {re.sub(r" \\\n.*", "", package, flags=re.DOTALL).strip() for package in packages}
    known = {
        x.split("  #")[0] for x in (ROOT / "tests" / "requirements.txt").read_text("utf-8").splitlines() if "==" in x
    }
    app = {x.split("  #")[0] for x in (ROOT / "requirements.txt").read_text("utf-8").splitlines() if "==" in x}
    assert app < pins <= known and {"joserfc", "obstore"} <= {pin.partition("==")[0] for pin in pins}
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}$", package, re.MULTILINE) for package in packages)
    assert "://" not in hashed
    listed = dict(re.findall(r"^\| (\S+) \| (.+) \|$", (ROOT / LICENCES).read_text("utf-8"), re.MULTILINE)[2:])
    assert set(listed) == {pin.partition("==")[0] for pin in pins} and not re.search("AGPL|Affero", str(listed))


def test_continuous_integration_runs_every_check_by_the_command_that_the_readme_names() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "exec make check"
    assert re.search(r"^    make check ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    steps = [line.split("/")[-1] for line in recipe[1].splitlines()]
    assert [step.strip() for step in steps] == ["ruff format --check .", "ruff check .", "mypy", "$(MAKE) test"]
