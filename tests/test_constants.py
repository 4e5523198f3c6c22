"""What a module holds for all readers is not changed by any of them: no function writes into a list or dictionary of its module."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

from tests.test_architecture import ROOT, modules, tree_of, wrong

WRITES = {
    *(
        "append",
        "extend",
        "insert",
        "remove",
        "pop",
        "popitem",
        "clear",
        "sort",
        "reverse",
        "update",
        "setdefault",
        "add",
    ),
    *("discard", "move_to_end", "difference_update", "intersection_update", "appendleft"),
}
LOCKED = {"_held"}  # written behind a lock


def writes(tree: ast.Module) -> Iterator[str]:
    """Yield each write inside a function to a name that only the module binds."""
    own = {name.id for node in tree.body for name in _targets(node)} | set(_imported(tree))
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        inside = list(ast.walk(function))
        bound = {node.id for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        bound |= {node.arg for node in inside if isinstance(node, ast.arg)}
        for node in ast.walk(function):
            if isinstance(node, ast.Global):
                yield from (f"global {name}" for name in node.names)
            if (name := _written(node)) and name in own - bound - LOCKED:
                yield f"line {node.lineno}: {name}"  # type: ignore[attr-defined]


def _imported(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module has from others of the project."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dayops_dash"):
            yield from (alias.asname or alias.name for alias in node.names)


def _targets(node: ast.stmt) -> Iterator[ast.Name]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (name for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def _written(node: ast.AST) -> str:
    """Return the name whose value a piece of code changes; "" for none."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
        return _root(node.func.value)
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        return _root(node.value)
    return ""


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_no_function_writes_into_what_its_module_holds() -> None:
    assert wrong(lambda path: writes(tree_of(path))) == {}


def test_a_write_is_seen() -> None:
    for written in (
        "HELD.append(1)",
        "HELD['a'] = 1",
        "HELD.x.sort()",
        "del HELD[0]",
        "HELD['a'] += 1",
        "model.HELD.update(a=1)",
    ):
        assert [*writes(ast.parse(f"from dayops_dash import model\nHELD = []\ndef f():\n    {written}"))], written
    for kept in ("HELD = []\n    HELD.append(1)", "sorted(HELD)", "mine = [*HELD]\n    mine.sort()"):
        assert not [*writes(ast.parse(f"HELD = []\ndef f():\n    {kept}"))], kept


COPIED = {
    "_config",
    "_pages",
    "_known",
}  # kept by a module for itself: what it hands out is a copy, which other tests change
CHANGEABLE = ("dict", "list", "set", "bytearray", "pd.", "np.", "Any")


def kept_and_changeable(path: Path) -> Iterator[str]:
    """Yield what a module's functions keep that whoever is given it could change."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    for name, value in vars(module).items():
        if isinstance(value, _lru_cache_wrapper) and value.__module__ == module.__name__ and name not in COPIED:
            answer = str(inspect.signature(value).return_annotation)
            if answer.startswith(CHANGEABLE):
                yield f"{name} keeps a {answer}"


def test_what_a_function_keeps_for_every_reader_cannot_be_changed() -> None:
    paths = [p for p in modules() if p.stem not in ("app", "frame", "__main__") and p.parent.name != "pages"]
    assert wrong(kept_and_changeable, paths) == {}


SINGLE = {"pd.NA"}  # there is one in a process, as there is of a member of an enumeration
SHORT_CUT = "self is other"  # of an equality, which goes on to compare cells


def told_by_identity(tree: ast.AST) -> Iterator[str]:
    """Return comparisons that ask whether two names are one object: a row that two threads made at once is two, of equal cells."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for how, other in zip(node.ops, node.comparators, strict=True):
                word = ast.unparse(other)
                single = isinstance(other, ast.Constant) or word in SINGLE or word.rpartition(".")[2].isupper()
                if isinstance(how, ast.Is | ast.IsNot) and not single and ast.unparse(node) != SHORT_CUT:
                    yield ast.unparse(node)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "id":
            yield ast.unparse(node)


def test_what_two_threads_may_each_have_made_is_told_by_what_it_holds() -> None:
    assert wrong(lambda path: told_by_identity(tree_of(path))) == {}


def test_an_identity_is_seen() -> None:
    for compared in ("a is b", "r is not found.total", "id(r) == id(x)"):
        assert [*told_by_identity(ast.parse(compared))], compared
    for compared in ("a is None", "a is not Standing.COMPLETE", "a == b", "cell is pd.NA"):
        assert not [*told_by_identity(ast.parse(compared))], compared
