"""What is so: the values in recorded memory, and which of them are there by the path that the run took."""
