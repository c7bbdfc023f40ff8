"""The Rust Playground as a judge: polite, and never sure of what it does not exactly understand.

`client` talks to it. `driver.rs` is the program that does many tasks in one request, `batch` writes that program and
reads its answer, which `packed.rs` packs and `packing` unpacks. `conversation` asks, again where that may help, and
stops where it does not. What is asked: `backend` for verdicts, `runner` for costs, `mir_dumps` for what the borrow
checker knows. `cargo_text` reads what cargo says about one program, where the driver does not work.
"""
