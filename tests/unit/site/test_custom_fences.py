"""Rewriting the info strings of a page's Rust fences so that superfences takes them."""

from __future__ import annotations

from borrowproof.site.custom_fences import rewrite_openers


def rewritten(page: str) -> str:
    return "\n".join(rewrite_openers(page.split("\n")))


def test_tags_travel_as_an_option() -> None:
    page = '```rust,compile_fail,E0382 {title="moved.rs"}\nlet x = 1;\n```'
    assert rewritten(page) == '```rust {bp-info="rust,compile_fail,E0382" title="moved.rs"}\nlet x = 1;\n```'


def test_other_languages_are_left_alone() -> None:
    page = "```toml\n[rust]\n```\n\n~~~ text\n```rust\n~~~"
    assert rewritten(page) == page


def test_a_fence_in_a_comment_keeps_its_end() -> None:
    """Unrecognized, its closing line would open the fence that takes the rest of the page in."""
    page = "<!--\n```rust,no_run\nx\n```\n-->\n\n```rust\nfn main() {}\n```"
    assert rewritten(page) == '<!--\n```text\nx\n```\n-->\n\n```rust {bp-info="rust" }\nfn main() {}\n```'
