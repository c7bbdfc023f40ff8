"""What pages and programs say of each other, renamed."""

from __future__ import annotations

import pytest

from borrowproof.authoring import references

PAGE = """\
---
requires:
  - one/a
---
See [A](a.md), [A again](../one/a.md#part) and [other](../two/a.md).
[far]: https://example.com/one/a.md

```rust {title="x.rs"}
--8<-- "moves/x.rs"
```

```rust
--8<-- "moves/x.rs:part"
--8<-- "moves/xx.rs"
```
"""


def test_an_include_is_renamed_with_its_title() -> None:
    found = references.with_program_renamed(PAGE, "moves/x.rs", "boxes/y.rs")
    assert references.includes(found, "boxes/y.rs")
    assert not references.includes(found, "moves/x.rs")
    assert references.includes(found, "moves/xx.rs")
    assert '{title="y.rs"}' in found
    assert '"boxes/y.rs:part"' in found
    assert references.with_program_renamed(PAGE, "gone/x.rs", "y/y.rs") == PAGE


def test_links_and_needs_follow_a_page() -> None:
    found = references.with_page_renamed(PAGE, "one/b.md", "one/a.md", "three/c.md")
    assert "[A](../three/c.md), [A again](../three/c.md#part) and [other](../two/a.md)" in found
    assert "https://example.com/one/a.md" in found
    assert "  - three/c\n" in found


def test_a_page_that_moves_still_links_to_where_it_linked() -> None:
    found = references.moved(PAGE, "one/b.md", "deep/er/b.md")
    assert "[A](../../one/a.md), [A again](../../one/a.md#part) and [other](../../two/a.md)" in found
    assert "https://example.com/one/a.md" in found


@pytest.mark.parametrize(
    ("page", "target", "links"),
    [
        ("one/b.md", "one/a.md", True),
        ("one/b.md", "two/a.md", True),
        ("b.md", "one/a.md", False),
        ("b.md", "a.md", True),
    ],
)
def test_links_are_seen_from_their_page(page: str, target: str, links: bool) -> None:
    assert references.links_to(PAGE, page, target) is links


def test_a_fence_goes_with_its_program_alone() -> None:
    found = references.without_program(PAGE, "moves/x.rs")
    assert 'title="x.rs"' not in found
    assert references.includes(found, "moves/x.rs"), "the fence that shows more than that stays"
    indented = '=== "A"\n\n    ```rust\n    --8<-- "moves/x.rs"\n    ```\n\n    text\n'
    assert references.without_program(indented, "moves/x.rs") == '=== "A"\n\n    text\n'


@pytest.mark.parametrize("directive", ["//@ fixes x", "//@fixes x ", "//@ twin_of x", "//@[2021] fixes x"])
def test_what_a_program_names_beside_it(directive: str) -> None:
    program = f"//@ compiles\n{directive}\nfn main() {{}} // fixes x\n"
    assert references.names_beside(program) == {"x"}
    renamed = references.with_repaired_renamed(program, "x", "y")
    assert references.names_beside(renamed) == {"y"}
    assert "// fixes x\n" in renamed
    assert references.with_repaired_renamed(program, "z", "y").split() == program.split()
