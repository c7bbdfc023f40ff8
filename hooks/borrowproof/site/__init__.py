"""Evidence -> HTML: a Python-Markdown extension without MkDocs, processes, sockets or clocks."""
