"""Facts -> ownership timelines: what is so (analysis), what is said (wording), what is drawn (picture)."""
