"""Code blocks of a Markdown page, as superfences or CommonMark sees them."""
