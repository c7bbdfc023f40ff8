"""Compiler facts -> ownership timelines: who owns each value of a program, as the borrow checker saw it."""
