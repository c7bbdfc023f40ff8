"""Holding the derived ownership timelines against rustc itself: a corpus of programs, and seven oracles.

- `dataflow`: rustc's own dataflow results, at every statement.
- `probes`: a use is inserted before a line, and rustc is asked whether that is an error.
- `markers`: a declaration without any effect is put before every line, and rustc's MIR tells what holds there.
- `drops`: which drops rustc really makes, and which depend on whether there is still a value.
- `holders`: which variables bring a loan back when they are used later.
- `labels`: every place that rustc points at in a rejected program must be explained by something derived.
- `releases`: two releases of rustc must lead to the same timeline.

`python -m tests.ownership.agreement` prints how far they agree; `tests/e2e/test_ownership_agreement.py` demands it.
"""
