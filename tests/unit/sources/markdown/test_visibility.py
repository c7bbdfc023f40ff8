"""Pages whose fences may be hidden, up to what Python-Markdown is asked to bear."""

from __future__ import annotations

import pytest

from borrowproof.model.origin import Origin, SourceLine
from borrowproof.sources.markdown import visibility
from borrowproof.sources.markdown.fence import Fence

FENCE = ["```rust", "fn main() {}", "```"]


def fence(opener: int) -> Fence:
    line = SourceLine(FENCE[1], Origin("a.md", opener + 2))
    return Fence("rust", "", opener, opener + 2, "", "```", (line,), FENCE[1])


def shown(*before: str) -> bool:
    """Whether a fence below these lines is shown."""
    lines = [*before, *FENCE, "", "-->"]
    return visibility.shown(lines, (fence(len(before)),)) != ()


def test_a_fence_in_a_comment_is_hidden_and_one_behind_it_is_not() -> None:
    assert not shown("<!--", "")
    assert shown("<!-- a -->", "")
    assert shown("text", "")


def test_a_page_of_too_much_markup_is_refused_at_its_first_tag() -> None:
    comment = ["text", *["a <b>"] * (visibility.MOST_MARKUP - 1)]
    assert not shown(*comment, "<!--", ""), "as much as is borne"
    with pytest.raises(visibility.TooMuchMarkup) as refused:
        shown(*comment, "<b>", "<!--", "")
    assert refused.value.line == 1
    assert str(refused.value) == refused.value.message
    limit = "it has more than 2,000 `<` or 500,000 characters"
    assert refused.value.message == f"whether this page shows its fences takes too long to find out: {limit}"
    assert refused.value.fix == "split the page, or keep fences out of comments and indented text"


def test_a_page_of_too_many_characters_is_refused() -> None:
    rest = len("\n".join(["", "", "<!--", "", "```fence-0", "```", "", "-->"])) + 1
    line = "a" * (visibility.LONGEST - rest)
    with pytest.raises(visibility.TooMuchMarkup):
        shown(line + "aaa", "", "<!--", "")


def test_a_long_page_without_a_tag_is_refused_at_its_beginning() -> None:
    lines = ["a" * visibility.LONGEST, "", "    indented", "    ```rust", "    fn main() {}", "    ```"]
    with pytest.raises(visibility.TooMuchMarkup) as refused:
        visibility.shown(lines, (fence(3),))
    assert refused.value.line == 0


def test_tags_without_an_end_are_refused_wherever_the_fences_stand() -> None:
    assert shown(*["a <b"] * visibility.MOST_MARKUP, "")
    with pytest.raises(visibility.TooMuchMarkup) as refused:
        shown("", *["a <b"] * (visibility.MOST_MARKUP + 2), "")  # the last one has the `>` of `-->`
    assert refused.value.line == 1
    assert refused.value.message == "more than 2,000 tags of this page have no `>`"
    assert refused.value.fix == "close them, or write `&lt;` for a `<` that is none"
