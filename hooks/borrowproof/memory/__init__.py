"""A recorded run -> stack and heap, step by step: what is said of it, and what is drawn."""
