"""Includes of other files in a page: `--8<--`, mdBook's, and sections of what they name."""
