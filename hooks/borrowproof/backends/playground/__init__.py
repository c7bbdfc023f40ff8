"""The Rust Playground as a judge: polite, and never sure of what it does not exactly understand.

`client` talks to it, `driver.rs` is the program that judges many programs in one request, `batch` writes that program
and reads its answer, `cargo_text` reads what cargo says about one program, `backend` decides what to ask.
"""
