"""The cache: what it gives back is what was put in, or nothing."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from borrowproof.store import atomic_write, cache, secret_key
from borrowproof.store.cache import DAY, TAG, Cache, NoCache, cache_key
from tests.samples import examples

NAME = cache_key(code="fn main() {}", edition="2024")
BODY: dict[str, object] = {"compiled": True, "exit": 0, "stdout": "é\u2028\x00", "diagnostics": [{"level": "error"}]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cache"


def entry(root: Path, name: str = NAME) -> Path:
    return root / name[:2] / f"{name}.json"


# --- keys ---


def test_a_key_depends_on_every_part() -> None:
    assert cache_key(a="1", b="2") == cache_key(b="2", a="1")
    different = [
        *(cache_key(), cache_key(a=""), cache_key(a="1", b="2"), cache_key(a="2", b="1")),
        *(cache_key(a="1b2"), cache_key(a="1", c="2")),
    ]
    assert len({*different, NAME}) == 7
    assert all(len(one) == 64 and set(one) <= set("0123456789abcdef") for one in different)


@given(st.dictionaries(st.text(), st.text()), st.dictionaries(st.text(), st.text()))
def test_different_parts_have_different_keys(one: dict[str, str], other: dict[str, str]) -> None:
    assert (cache_key(**one) == cache_key(**other)) is (one == other)


def test_a_key_is_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept stays known: a key changes with SCHEMA and with nothing else of this program."""
    monkeypatch.setattr(cache, "SCHEMA", 6)
    told = '[6,{"code":"fn é","edition":"2024"}]'.replace("é", "\\u00e9")
    assert cache_key(edition="2024", code="fn é") == hashlib.sha256(told.encode()).hexdigest()


def test_a_new_schema_knows_nothing_of_before(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "SCHEMA", cache.SCHEMA + 1)
    assert cache_key(code="fn main() {}", edition="2024") != NAME


# --- what is put in comes out ---

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(body=st.dictionaries(st.text(st.characters()), JSON))
@examples(100)
def test_round_trip(body: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Cache(tmp_path_factory.getbasetemp() / "round-trip")
    store.put(NAME, body)
    assert store.get(NAME) == body
    assert store.warnings == ()


def test_nothing_is_known_at_first(root: Path) -> None:
    store = Cache(root)
    assert store.get(NAME) is None
    assert store.warnings == ()
    assert not root.exists()


def test_an_entry_is_one_compact_line_of_json(root: Path) -> None:
    Cache(root).put(NAME, {"b": [1, 2], "a": {"d": None, "c": "é"}})
    text = entry(root).read_text("ascii")
    assert text.endswith('"body":{"a":{"c":"\\u00e9","d":null},"b":[1,2]}}\n')
    assert json.loads(text).keys() == {"key", "hmac", "body"}
    assert json.loads(text)["key"] == NAME


def test_the_latest_value_counts(root: Path) -> None:
    Cache(root).put(NAME, {"exit": 1})
    Cache(root).put(NAME, BODY)
    assert Cache(root).get(NAME) == BODY
    assert [file.name for file in entry(root).parent.iterdir()] == [f"{NAME}.json"]


def test_the_folder_tells_backups_and_git_to_leave_it_alone(root: Path) -> None:
    Cache(root).put(NAME, BODY)
    assert (root / TAG).read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (root / ".gitignore").read_text() == "*\n"


def test_what_is_no_json_is_a_mistake_of_the_caller(root: Path) -> None:
    with pytest.raises(TypeError):
        Cache(root).put(NAME, {"path": Path()})


def test_no_cache_keeps_nothing() -> None:
    store = NoCache()
    store.put(NAME, BODY)
    store.prune()
    assert store.get(NAME) is None
    assert store.warnings == ()


# --- what is damaged is never believed ---


REFUSED = (
    "1 kept outcome bears no seal of this machine (damaged, brought from another machine, or forged); judged again"
)


def assert_refused(root: Path, content: bytes) -> None:
    entry(root).write_bytes(content)
    store = Cache(root)
    assert store.get(NAME) is None
    assert not entry(root).exists(), "a damaged entry is removed"
    assert store.warnings == (REFUSED,)


def test_truncated_anywhere(root: Path) -> None:
    Cache(root).put(NAME, BODY)
    whole = entry(root).read_bytes()
    for length in range(len(whole)):
        assert_refused(root, whole[:length])


def test_one_bit_flipped_anywhere(root: Path) -> None:
    Cache(root).put(NAME, BODY)
    whole = entry(root).read_bytes()
    for position in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[position // 8] ^= 1 << position % 8
        entry(root).write_bytes(damaged)
        assert Cache(root).get(NAME) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 4096,
        b"\xff\xfe\xff",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b"[" * 100_000,
        b"9" * 10_000,
        b'{"key": 1, "hmac": 2, "body": 3}',
        b'{"key": [], "hmac": {}, "body": {}}',
    ],
)
def test_foreign_content(root: Path, content: bytes) -> None:
    Cache(root).put(NAME, BODY)
    assert_refused(root, content)


def test_a_pipe_in_the_place_of_an_entry(root: Path) -> None:
    entry(root).parent.mkdir(parents=True)
    os.mkfifo(entry(root))
    assert Cache(root).get(NAME) is None
    assert not entry(root).exists()


def test_an_entry_under_the_name_of_another(root: Path) -> None:
    other = cache_key(code="another")
    Cache(root).put(other, BODY)
    Cache(root).put(NAME, BODY)
    assert_refused(root, entry(root, other).read_bytes())


def test_a_body_that_was_edited(root: Path) -> None:
    Cache(root).put(NAME, {"exit": 1})
    assert_refused(root, entry(root).read_bytes().replace(b'"exit":1', b'"exit":0'))


def test_an_entry_that_its_writer_digested_himself(root: Path) -> None:
    """What everybody can compute proves nothing: neither a plain digest nor the seal under another key."""
    Cache(root).put(NAME, BODY)
    body = json.dumps(BODY, sort_keys=True, separators=(",", ":"))
    plain = hashlib.sha256(f"{NAME}\n{body}".encode()).hexdigest()
    other = hmac.digest(b"k" * secret_key.SIZE, f"{NAME}\n{body}".encode(), "sha256").hex()
    for seal in (plain, other):
        assert_refused(root, f'{{"key":"{NAME}","hmac":"{seal}","body":{body}}}\n'.encode())


def test_several_refusals_are_one_warning(root: Path) -> None:
    names = [cache_key(number=str(number)) for number in range(3)]
    for name in names:
        Cache(root).put(name, BODY)
        entry(root, name).write_bytes(b"{}")
    store = Cache(root)
    assert [store.get(name) for name in (*names, names[0])] == [None] * 4
    assert store.warnings == (
        "3 kept outcomes bear no seal of this machine (damaged, brought from another machine, or forged); judged again",
    )


def test_what_cannot_be_removed_is_refused_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: str) -> None:
        raise PermissionError

    Cache(root).put(NAME, BODY)
    entry(root).write_bytes(b"{}")
    monkeypatch.setattr(os, "unlink", denied)
    store = Cache(root)
    assert store.get(NAME) is None
    assert store.warnings == (REFUSED,)


def test_what_timed_out_is_remembered_by_this_process_only(root: Path, tmp_path: Path) -> None:
    Cache(root).note_timeout(NAME, "stopped after 10 s")
    assert Cache(root).timed_out(NAME) == "stopped after 10 s"
    assert Cache(root).timed_out(cache_key(code="another")) is None
    assert Cache(tmp_path / "another").timed_out(NAME) is None
    assert NoCache().timed_out(NAME) is None
    assert not root.exists()


# --- pruning ---


def age(path: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(path, (then, then))


def test_what_was_not_used_for_long_is_removed(root: Path) -> None:
    store = Cache(root)
    names = [cache_key(number=str(number)) for number in range(4)]
    for name, days in zip(names, (0, 29, 31, 400), strict=True):
        store.put(name, BODY)
        age(entry(root, name), days)
    age(root / TAG, 2)
    store.prune()
    assert [store.get(name) is not None for name in names] == [True, True, False, False]


def test_a_month_and_a_quarter_of_a_gibibyte_are_kept(root: Path) -> None:
    """Files with holes: they are as long as that, and take no room."""
    store = Cache(root)
    names = [cache_key(number=str(number)) for number in range(4)]
    for name, days, size in zip(names, (0, 29.9, 1, 30.1), (128 << 20, 128 << 20, 0, 0), strict=True):
        store.put(name, BODY)
        os.truncate(entry(root, name), size)
        age(entry(root, name), days)
    age(root / TAG, 1.1)
    store.prune()
    assert [entry(root, name).exists() for name in names] == [True, True, True, False]
    os.truncate(entry(root, names[2]), 1)
    age(entry(root, names[2]), 1)
    age(root / TAG, 1.1)
    store.prune()
    assert [entry(root, name).exists() for name in names] == [True, False, True, False]


def test_what_cannot_be_removed_is_left_and_the_rest_goes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, removed = Cache(root), Path.unlink

    def denied(file: Path) -> None:
        if file == entry(root):
            raise PermissionError
        removed(file)

    other = cache_key(code="another")
    for name in (NAME, other):
        store.put(name, BODY)
        age(entry(root, name), 31)
    age(root / TAG, 2)
    monkeypatch.setattr(Path, "unlink", denied)
    store.prune()
    assert [entry(root, name).exists() for name in (NAME, other)] == [True, False]


def test_what_was_used_today_is_left_as_it_is(root: Path) -> None:
    store = Cache(root)
    store.put(NAME, BODY)
    for days, touched in ((0.9, False), (1.1, True)):
        age(entry(root), days)
        before = entry(root).stat().st_mtime
        assert store.get(NAME) == BODY
        assert (entry(root).stat().st_mtime > before) is touched


def test_what_was_used_is_kept(root: Path) -> None:
    store = Cache(root)
    store.put(NAME, BODY)
    age(entry(root), 31)
    assert store.get(NAME) == BODY
    age(root / TAG, 2)
    store.prune()
    assert store.get(NAME) == BODY


def test_beyond_the_budget_the_longest_unused_go_first(root: Path) -> None:
    store = Cache(root)
    names = [cache_key(number=str(number)) for number in range(10)]
    for number, name in enumerate(names):
        store.put(name, BODY)
        age(entry(root, name), number)
    age(root / TAG, 2)
    store.prune(budget=3 * entry(root, names[0]).stat().st_size)
    assert [store.get(name) is not None for name in names] == [True] * 3 + [False] * 7


def test_unfinished_files_are_removed_once_their_writer_must_be_gone(root: Path) -> None:
    store = Cache(root)
    store.put(NAME, BODY)
    old, older, young = (entry(root).with_name(".writing-1"), root / ".writing-2", entry(root).with_name(".writing-3"))
    for file in (old, older, young):
        file.write_text("half")
    age(old, 2)
    age(older, 2)
    age(root / TAG, 2)
    store.prune()
    assert [file.exists() for file in (old, older, young)] == [False, False, True]
    assert store.get(NAME) == BODY


def test_pruning_happens_once_a_day(root: Path) -> None:
    store = Cache(root)
    store.put(NAME, BODY)
    age(entry(root), 31)
    store.prune()
    assert entry(root).exists(), "the folder is new"
    age(root / TAG, 2)
    store.prune()
    assert not entry(root).exists()
    store.put(NAME, BODY)
    age(entry(root), 31)
    store.prune()
    assert entry(root).exists(), "it was just pruned"


def test_pruning_what_is_not_there(root: Path) -> None:
    store = Cache(root)
    store.prune()
    assert store.warnings == ()
    assert not root.exists()


# --- odd folders ---


def test_a_file_where_the_folder_should_be(root: Path) -> None:
    root.parent.mkdir(parents=True)
    root.write_text("in the way")
    store = Cache(root)
    for _ in range(3):
        store.put(NAME, BODY)
        assert store.get(NAME) is None
    store.prune()
    assert store.warnings == ("cannot write the cache: Not a directory; outcomes are not kept",)
    assert root.read_text() == "in the way"


def test_a_folder_where_the_entry_should_be(root: Path) -> None:
    entry(root).mkdir(parents=True)
    store = Cache(root)
    assert store.get(NAME) is None
    store.put(NAME, BODY)
    assert store.warnings == (
        "cannot read the cache: Is a directory; outcomes are judged anew",
        "cannot write the cache: Is a directory; outcomes are not kept",
    )
    assert [file.name for file in entry(root).parent.iterdir()] == [f"{NAME}.json"], "no unfinished file is left"


def test_another_process_may_make_the_folder_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, late = atomic_write.write, [FileNotFoundError()]

    def first_late(path: Path, content: bytes) -> None:
        if late:
            path.parent.mkdir(parents=True)
            raise late.pop()
        write(path, content)

    monkeypatch.setattr(atomic_write, "write", first_late)
    store = Cache(root)
    store.put(NAME, BODY)
    assert store.get(NAME) == BODY
    assert store.warnings == ()
