"""The ```` ```exercise ```` fences of a lesson -> Exercise."""
