"""Borrowproof: proves the Rust snippets of any Markdown with the compiler."""

__version__ = "0.1.0"
