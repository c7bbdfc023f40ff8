"""Holding the derived ownership timelines against rustc itself: a corpus of programs, and nine oracles.

- `dataflow`: rustc's own dataflow results, at every statement, and its facts about what ends a loan.
- `probes`: a use is inserted before a line, and rustc is asked whether that is an error, and for which later use.
- `markers`: a declaration without any effect is put before every line, and rustc's MIR tells what holds there.
- `drops`: which drops rustc really makes, and which depend on whether there is still a value.
- `holders`: which variables bring a loan back when they are used later.
- `sinks`: where values and borrows go, and which borrows are two-phase, by rustc's tree from before there is MIR.
- `labels`: every place that rustc points at in a rejected program must be explained by something derived.
- `derivation`: every program has a timeline, and that of one that compiles says of nothing that it cannot be.
- `releases`: two releases of rustc must lead to the same timeline.

`python -m tests.oracles.agreement` prints how far they agree; `tests/e2e/ownership/test_agreement.py` demands it.
"""
