"""The words of the project as frozen data: what a snippet claims, what happened, and how the two compare."""
