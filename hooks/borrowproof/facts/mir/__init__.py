"""rustc's textual MIR after borrow checking (`-Zdump-mir=nll`), parsed.

The text is for human eyes and may change with any version of rustc, so everything in it is either known to the grammar
here or an UnknownConstruct. Source: `rustc_middle/src/mir/pretty.rs` of https://github.com/rust-lang/rust.
"""
