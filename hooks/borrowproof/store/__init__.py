"""What was found out before, kept by content: never a part of a file, never believed when damaged."""
