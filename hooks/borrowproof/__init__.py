"""Borrowproof: proves the Rust snippets of a Markdown site with the compiler."""
