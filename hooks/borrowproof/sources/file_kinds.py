"""Which files are read, by the ends of their names."""

from __future__ import annotations

from pathlib import PurePath

OF_MKDOCS = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")  # what MkDocs renders (its `markdown_extensions`)
PAGES = (*OF_MKDOCS, ".mkdown", ".mdwn", ".mdx", ".qmd", ".rmd")
LABELLED = (".mdx", ".qmd", ".rmd")  # no rustdoc reads them, so a fence without a word is not Rust
RESTRUCTURED = ".rst"
UNREAD = (
    ".adoc",
    ".asc",
    ".asciidoc",
    ".org",
    ".tex",
    ".typ",
    ".ipynb",
)  # other languages in which Rust is written; only counted
RUST = ".rs"


def suffix(name: str | PurePath) -> str:
    """The end of a file's name, in lower case."""
    return PurePath(name).suffix.lower()


def is_wanted(name: str) -> bool:
    """Whether a file of a folder is looked at."""
    return suffix(name) in (RUST, RESTRUCTURED, *PAGES, *UNREAD)
