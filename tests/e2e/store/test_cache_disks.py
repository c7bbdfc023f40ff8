"""The cache on real disks: full, unwritable, shared by processes, and with writers that are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from borrowproof.store.atomic_write import UNFINISHED
from borrowproof.store.cache import Cache, cache_key
from tests.paths import HOOKS

NAMES = [cache_key(number=str(number)) for number in range(200)]
ENV = {**os.environ, "PYTHONPATH": str(HOOKS)}

WORKER = """
import sys
from pathlib import Path
from borrowproof.store.cache import Cache, cache_key
store, who = Cache(Path(sys.argv[1])), sys.argv[2]
names = [cache_key(number=str(number)) for number in range(200)]
for turn in range(int(sys.argv[3])):
    for number, name in enumerate(names):
        store.put(name, {"number": number, "who": who, "turn": turn, "text": str(number) * 2000})
        found = store.get(name)
        # Another process may be the one that wrote it; nothing else may be found.
        assert found is not None and found["number"] == number and found["text"] == str(number) * 2000, found
assert store.warnings == (), store.warnings
"""


def work(root: Path, who: str, turns: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORKER, str(root), who, str(turns)], env=ENV)


def test_two_processes_share_a_cache(tmp_path: Path) -> None:
    both = [work(tmp_path, who, turns=4) for who in ("one", "two")]
    assert [process.wait(60) for process in both] == [0, 0]
    store = Cache(tmp_path)
    for number, name in enumerate(NAMES):
        found = store.get(name)
        assert found is not None
        assert (found["number"], found["turn"]) == (number, 3)
    assert not list(tmp_path.rglob(f"{UNFINISHED}*"))


def test_a_killed_writer_does_no_harm(tmp_path: Path) -> None:
    for attempt in range(8):
        writer = work(tmp_path, f"writer {attempt}", turns=1_000_000)
        while writer.poll() is None and not entries(tmp_path):
            time.sleep(0.01)
        time.sleep(0.05 + attempt * 0.007)
        writer.kill()
        assert writer.wait() == -signal.SIGKILL
    store = Cache(tmp_path)
    found = {number: store.get(name) for number, name in enumerate(NAMES)}
    known = {number: value for number, value in found.items() if value is not None}
    assert len(known) == len(entries(tmp_path)) > 0, "every entry is whole: none was refused, which removes it"
    assert all(value["text"] == str(number) * 2000 for number, value in known.items())
    assert store.warnings == ()


def entries(root: Path) -> list[Path]:
    return list(root.glob("??/*.json"))


# --- disks that do not take it ---


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("mounting a file system is not allowed here; the test with a file size limit does the same")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    store = Cache(small_disk / "cache")
    text = "x" * 10_000
    for name in NAMES:
        store.put(name, {"text": text})
    kept = [value for name in NAMES if (value := store.get(name)) is not None]
    assert 5 < len(kept) < 40
    assert all(value == {"text": text} for value in kept)
    assert store.warnings == ("cannot write the cache: No space left on device; outcomes are not kept",)
    assert not list(small_disk.rglob(f"{UNFINISHED}*"))


def test_a_disk_that_was_full_from_the_start(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"\0" * 256 * 1024)
    store = Cache(small_disk / "cache")
    store.put(NAMES[0], {"exit": 0})
    assert store.get(NAMES[0]) is None
    assert store.warnings == ("cannot write the cache: No space left on device; outcomes are not kept",)
    (small_disk / "filler").unlink()
    store.put(NAMES[0], {"exit": 0})
    assert store.get(NAMES[0]) == {"exit": 0}


def test_a_write_that_stops_half_way(tmp_path: Path) -> None:
    """The kernel refuses the rest of a file, as on a full disk, for users who may not mount one."""
    script = """
import resource, signal, sys
from pathlib import Path
from borrowproof.store.cache import Cache, cache_key
store = Cache(Path(sys.argv[1]))
store.put(cache_key(a="small"), {"text": "small"})
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
for _ in range(3):
    store.put(cache_key(a="small"), {"text": "x" * 100_000})
print(store.warnings, store.get(cache_key(a="small")))
"""
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], env=ENV, capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout == ("('cannot write the cache: File too large; outcomes are not kept',) {'text': 'small'}\n")
    assert not list(tmp_path.rglob(f"{UNFINISHED}*"))


AS_ANOTHER_USER = """
import os, sys
from pathlib import Path
from borrowproof.store.cache import Cache, cache_key
store = Cache(Path(sys.argv[1]))
store.get(cache_key(a="0"))  # takes the key
if os.geteuid() == 0:  # root may read and write everything
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
print(store.get(cache_key(a="1")))
store.put(cache_key(a="1"), {"exit": 1})
store.put(cache_key(a="2"), {"exit": 1})
store.prune()
print(*store.warnings, sep="\\n")
"""


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (0o555, "{'exit': 0}\ncannot write the cache: Permission denied; outcomes are not kept\n"),
        (
            0o000,
            "None\ncannot read the cache: Permission denied; outcomes are judged anew\n"
            "cannot write the cache: Permission denied; outcomes are not kept\n",
        ),
    ],
)
def test_a_folder_of_somebody_else(tmp_path: Path, mode: int, expected: str) -> None:
    root = tmp_path / "cache"
    Cache(root).put(cache_key(a="1"), {"exit": 0})
    folders = [*(folder for folder in root.iterdir() if folder.is_dir()), root]
    for entry in root.rglob("*.json"):
        entry.chmod(0o644)  # whatever this shell's umask is
    for folder in folders:
        folder.chmod(mode)
    reach = [folder for folder in root.parents if folder.stat().st_uid == os.geteuid() and folder != Path("/")]
    before = {folder: folder.stat().st_mode for folder in reach}
    try:
        for folder in reach:
            folder.chmod(before[folder] | 0o011)
        argv = [sys.executable, "-c", AS_ANOTHER_USER, str(root)]
        done = subprocess.run(argv, env=ENV, capture_output=True, text=True, check=False)
    finally:
        for folder in [root, *folders]:
            folder.chmod(0o755)
        for folder in reach:
            folder.chmod(before[folder])
    assert (done.stdout, done.stderr) == (expected, "")
    assert Cache(root).get(cache_key(a="1")) == {"exit": 0}
