"""With which status `borrowproof` ends; a signal's number is added to SIGNALLED."""

MATCHED, MISMATCHED, USAGE, NOT_CHECKED, INTERRUPTED, SIGNALLED = 0, 1, 2, 3, 130, 128
