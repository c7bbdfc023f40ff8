"""What is so -> what is said of it."""
