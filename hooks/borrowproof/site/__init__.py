"""Evidence -> HTML: a Python-Markdown extension without MkDocs, processes, sockets or clocks."""

from importlib.util import find_spec

from borrowproof import extras

if find_spec("pygments") is None:
    raise ModuleNotFoundError(extras.needs("pygments", "a page with snippets"), name="pygments")
