"""One snippet as a figure of a page: listing, marks, messages, repairs, buttons."""
