"""Files of lessons and snippets, made, renamed and removed with everything that names them."""
