"""Rust's surface syntax, as far as text alone tells it: tokens and items. Knows nothing of ours."""
