"""What is drawn of memory at each step."""
