"""The error catalogue: a page for each error, an index of them all, and what the lookup in the browser knows."""
