"""Markdown, Rust files and includes -> snippets with a line map back to where they were written."""
