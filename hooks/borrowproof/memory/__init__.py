"""Facts of a recorded run -> stack and heap, step by step: `analysis/` (what is so), `wording/` (what is said),
`picture/` (what is drawn)."""
