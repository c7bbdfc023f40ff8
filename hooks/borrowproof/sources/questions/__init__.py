"""The ```` ```question ```` fences of a lesson -> Question."""
