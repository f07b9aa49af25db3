"""What the program is built on: locked with hashes, under free licences, listed in a bill of materials."""

import csv
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
ENTRY = re.compile(r"(?m)^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>(?:.*\\\n)*.*)$")
"""A requirement of a lock file with its hashes: `name==1.0 ; marker \\`, `    --hash=sha256:...`."""
REVIEWED = {
    row["name"]: row
    for row in csv.DictReader((ROOT / "tests" / "licences.csv").read_text("utf-8").splitlines())
}
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
"""Licences as packages name them that do not use the words of SPDX."""
FREE = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MPL-1.1"}
    | {"MPL-2.0", "PSF-2.0", "Unlicense", "Zlib"}
)
"""Licences that ask for no more than notices, and those that reach no farther than their own files."""


def entries(lock: Path) -> dict[str, re.Match[str]]:
    return {canonicalize_name(found["name"]): found for found in ENTRY.finditer(lock.read_text("utf-8"))}


def dependencies(requirements: Iterable[str]) -> Iterator[importlib.metadata.Distribution]:
    """What is installed of these requirements and of theirs."""
    waiting, seen = [Requirement(line) for line in requirements], set[str]()
    while waiting:
        wanted = waiting.pop()
        if str(wanted) in seen:
            continue
        seen.add(str(wanted))
        try:
            found = importlib.metadata.distribution(wanted.name)
        except importlib.metadata.PackageNotFoundError:
            continue  # of another system, or of an extra that is not installed
        yield found
        for inner in map(Requirement, found.requires or []):
            if inner.marker is None or any(inner.marker.evaluate({"extra": x}) for x in ("", *wanted.extras)):
                waiting.append(inner)


def stated(package: importlib.metadata.Distribution) -> str:
    """The licence that a package states, in words of SPDX; empty where it states none that is known."""
    fields = package.metadata
    kinds = [kind.split(" :: ")[-1] for kind in fields.get_all("Classifier") or [] if "License" in kind]
    for words in (fields.get("License-Expression"), fields.get("License"), *kinds):
        found = SPDX.get(words or "", words or "")
        if all(name in FREE or name in {"AND", "OR"} or "GPL" in name for name in found.split()) and found:
            return found
    return ""


def is_free(expression: str) -> bool:
    """Whether one of the licences offered asks for no more than `FREE` ones do."""
    return any(set(offer.split(" AND ")) <= FREE for offer in expression.split(" OR "))


RUNTIME = {canonicalize_name(found.name): found for found in dependencies(PROJECT["dependencies"])}
EXTRAS = {
    canonicalize_name(found.name): found
    for lines in PROJECT["optional-dependencies"].values()
    for found in dependencies(lines)
    if canonicalize_name(found.name) not in RUNTIME
}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_everything_locked_has_hashes_and_no_index(lock: Path) -> None:
    text = lock.read_text("utf-8")
    found = entries(lock)
    assert len(found) > 50
    assert all("--hash=sha256:" in entry["rest"] for entry in found.values())
    assert not re.search(r"(?m)^\s*(?:-e|--editable|--index|--extra-index|--find-links|-f|https?:)", text)
    assert not re.search(r"(?m)^[A-Za-z0-9._-]+(?!==)[<>=~!@]", text)


def test_every_requirement_is_locked() -> None:
    locked = entries(ROOT / "requirements.lock")
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]["version"]), line


def test_the_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for found in ENTRY.finditer(lock.read_text("utf-8")):
            marker = found["rest"].split("\\")[0].strip()
            versions.setdefault(f"{found['name']} {marker}", set()).add(found["version"])
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def test_the_licence_of_everything_locked_is_reviewed() -> None:
    assert sorted(entries(ROOT / "requirements.lock").keys() - REVIEWED.keys()) == []


@pytest.mark.parametrize("name", sorted(RUNTIME))
def test_the_program_runs_on_free_licences(name: str) -> None:
    row = REVIEWED[name]
    assert is_free(row["licence"]), f"{name} is under {row['licence']}"
    assert row["note"] or stated(RUNTIME[name]) == row["licence"]


@pytest.mark.parametrize("name", sorted(EXTRAS))
def test_extras_are_under_free_licences(name: str) -> None:
    licence = REVIEWED[name]["licence"] if name in REVIEWED else stated(EXTRAS[name])
    assert is_free(licence), f"{name} is under {licence or EXTRAS[name].metadata.get('License')}: review it"


def test_the_bill_of_materials_lists_what_is_locked(tmp_path: Path) -> None:
    bill = tmp_path / "sbom.json"
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements.lock"]
    described = ["--pyproject", "pyproject.toml", "--no-validate", "--output-file", str(bill)]
    subprocess.run([*command, *described], check=True, cwd=ROOT)
    listed = json.loads(bill.read_text("utf-8"))["components"]
    found = {f"{part['name']} {part['version']}" for part in listed}
    locked = ENTRY.finditer((ROOT / "requirements.lock").read_text("utf-8"))
    assert found == {f"{entry['name']} {entry['version']}" for entry in locked}
    assert all(part["externalReferences"][0]["hashes"] for part in listed)
