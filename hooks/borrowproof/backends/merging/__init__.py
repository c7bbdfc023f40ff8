"""Building many programs as modules of one crate; `MERGING.md`, beside this, says why that changes nothing."""
