"""`check --shard` on several machines, and `merge`: one report, as if one machine had judged all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Cli

FILES = {
    "pyproject.toml": '[tool.borrowproof]\nedition = "2024"\n',
    "docs/a.md": "# A\n\n```rust\nfn main() {}\n```\n",
    "docs/b.md": "# B\n\n```rust,compile_fail,E0384\nfn main() { let n = 1; n = 2; }\n```\n",
    "snippets/wrong.rs": "//@ error E0382\nfn main() {}\n",
    **{f"snippets/moves/p{n}.rs": f'//@ compiles\nfn main() {{ println!("{n}"); }}\n' for n in range(6)},
}
OF_ONE_RUN = ("seconds", "cached")


def plain(value: Any) -> Any:
    """A report without what differs from run to run."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in OF_ONE_RUN}
    return [plain(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_the_union_is_the_report_of_one_machine(cli: Cli, home: Path) -> None:
    names = [f"shard-{number}.json" for number in (1, 2, 3)]
    for number, name in enumerate(names, 1):
        done = cli("check", "--shard", f"{number}/3", "--format", "json", "--output", name, cwd=home)
        assert done.returncode in (0, 1), done.stderr
        assert f"shard {number}/3: " in done.stderr
    merged = cli("merge", *reversed(names), "--format", "json", cwd=home)
    alone = cli("check", "--no-cache", "--format", "json", cwd=home)
    assert (merged.returncode, alone.returncode) == (1, 1)  # one program does not do what it says
    assert plain(json.loads(merged.stdout)) == plain(json.loads(alone.stdout))
    said = cli("merge", *names, cwd=home)
    assert said.returncode == 1
    assert "9 snippets: 8 matched, 1 mismatched" in said.stdout
    lacking = cli("merge", *names[:2], cwd=home)
    assert (lacking.returncode, lacking.stdout) == (2, "")
    assert "borrowproof: shard 3/3 is missing: name its report, too" in lacking.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--shard", "9/8"), "the second of eight, and at most 1000 of them, found '9/8'"),
        (("check", "--shard", "1/2", "--bless"), "--shard judges a part alone: leave out --bless"),
        (("check", "--shard", "1/2", "--watch"), "--shard judges a part alone: leave out --watch"),
        (("merge", "nowhere.json"), "cannot read nowhere.json: No such file"),
        (("merge", "pyproject.toml"), "pyproject.toml is no report of this version of borrowproof"),
        (("merge",), "FILE"),
    ],
)
def test_a_mistake_is_told(arguments: tuple[str, ...], said: str, cli: Cli, home: Path) -> None:
    done = cli(*arguments, cwd=home)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
