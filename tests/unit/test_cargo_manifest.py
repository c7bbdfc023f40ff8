"""Which edition a Cargo.toml declares, for a package, a member of a workspace and a workspace of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof.cargo_manifest import BadManifest, declared_edition

INHERITS = '[package]\nname = "a"\nedition.workspace = true\n'
WORKSPACE = '[workspace]\nmembers = ["*"]\n[workspace.package]\nedition = "2021"\n'


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ('[package]\nedition = "2021"\n', "2021"),
        ("[package]\n", "2015"),
        (WORKSPACE, "2021"),
        ("[workspace]\nmembers = []\n", None),
        ("[dependencies]\n", None),
        (f'{INHERITS}[workspace.package]\nedition = "2018"\n', "2018"),
        (f'{WORKSPACE}[package]\nedition = "2018"\n', "2018"),
    ],
)
def test_a_manifest_by_itself(tmp_path: Path, text: str, edition: str | None) -> None:
    assert declared_edition(write(tmp_path, {"Cargo.toml": text})) == edition


def test_without_a_manifest_nothing_is_declared(tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").mkdir()
    assert declared_edition(tmp_path) is None


@pytest.mark.parametrize(
    "files",
    [
        {"Cargo.toml": WORKSPACE, "a/Cargo.toml": INHERITS},
        {"Cargo.toml": WORKSPACE, "crates/a/Cargo.toml": INHERITS, "crates/Cargo.toml": "[package]\n"},
        {"root/Cargo.toml": WORKSPACE, "a/Cargo.toml": f'{INHERITS}workspace = "../root"\n'},
        {"Cargo.toml": WORKSPACE, "a/Cargo.toml": INHERITS.replace(".workspace = true", " = {workspace = true}")},
        {"Cargo.toml": WORKSPACE, "a/Cargo.toml": f"[lib]\n{INHERITS}"},
    ],
)
def test_a_member_inherits_from_its_workspace(tmp_path: Path, files: dict[str, str]) -> None:
    write(tmp_path, files)
    member = next(path.parent for path in tmp_path.rglob("a/Cargo.toml"))
    assert declared_edition(member) == "2021"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a/Cargo.toml": INHERITS}, "no [workspace.package] above names an edition"),
        ({"a/Cargo.toml": INHERITS, "Cargo.toml": "[workspace]\n"}, "no [workspace.package] above names an edition"),
        ({"a/Cargo.toml": INHERITS, "Cargo.toml": "[workspace.package]\nedition = 2021\n[x"}, "is not valid TOML"),
        ({"a/Cargo.toml": '[package]\nedition = ["2021"]\n'}, "`edition` must be a string, found ['2021']"),
        ({"a/Cargo.toml": "[package]\nedition = 2021\n"}, "`edition` must be a string, found 2021"),
        ({"a/Cargo.toml": "[package]\nedition.workspace = false\n"}, "`edition` must be a string"),
    ],
)
def test_what_cannot_be_understood_is_said_with_the_file(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(BadManifest, match=r"Cargo\.toml") as refused:
        declared_edition(write(tmp_path, files) / "a")
    assert said in str(refused.value)
