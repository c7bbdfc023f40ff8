"""The plugin for MkDocs and ProperDocs; of the engine, this room alone knows them.

`lessons` is what our own site adds to it, in hooks/mkdocs_hook.py.
"""

from mkdocs.exceptions import ConfigurationError

try:
    import borrowproof.site  # noqa: F401  (what it lacks is told without a traceback)
except ModuleNotFoundError as error:
    raise ConfigurationError(str(error)) from error
