"""Mutation testing: are the unit and golden tests able to notice small faults of the engine? See `__main__`."""
