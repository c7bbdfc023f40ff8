from __future__ import annotations

import pytest

from borrowproof.sources.decoding import NotUtf8Error, front_matter, read_lines


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", []),
        (b"\n", ["", ""]),
        (b"a", ["a"]),
        (b"a\nb\n", ["a", "b", ""]),
        (b"a\r\nb\r\n", ["a", "b", ""]),
        (b"a\rb", ["a", "b"]),
        (b"a\r\n\r\nb", ["a", "", "b"]),
        (b"\xef\xbb\xbfa\n", ["a", ""]),
        (b"\xef\xbb\xbf", []),
        ("a\u2028b\x0cc\n".encode(), ["a\u2028b\x0cc", ""]),
        ("é🦀".encode(), ["é🦀"]),
    ],
)
def test_lines(raw: bytes, expected: list[str]) -> None:
    lines = read_lines(raw, "f.md")
    assert [line.text for line in lines] == expected
    assert [(line.origin.file, line.origin.line, line.origin.column) for line in lines] == [
        ("f.md", number, 1) for number in range(1, len(expected) + 1)
    ]


@pytest.mark.parametrize(("raw", "line"), [(b"\xff", 1), (b"a\nb\xe9\n", 2), (b"\xef\xbb\xbfa\r\n\r\xff", 3)])
def test_text_that_is_not_utf8_names_its_line(raw: bytes, line: int) -> None:
    with pytest.raises(NotUtf8Error) as caught:
        read_lines(raw, "f.md")
    assert (caught.value.file, caught.value.line) == ("f.md", line)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("---\ntitle: x\n---\ntext\n", 3),
        ("---  \na: b\n...\n", 3),
        ("---\n---\ntext\n", 0),
        ("---\nnever ended\n", 0),
        ("text\n---\na\n---\n", 0),
        ("", 0),
    ],
)
def test_front_matter(text: str, count: int) -> None:
    assert front_matter(read_lines(text.encode(), "f.md")) == count
