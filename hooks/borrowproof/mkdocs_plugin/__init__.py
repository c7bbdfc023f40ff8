"""The plugin for MkDocs and ProperDocs; of the engine, this room alone knows them.

`lessons` is what our own site adds to it, in hooks/mkdocs_hook.py.
"""
