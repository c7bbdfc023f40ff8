"""What one build knows: the run that judged its pages, and where they are."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.pages import Page

from borrowproof import pipeline, project, site_configuration
from borrowproof.judging.backend_selection import BackendName, playground_address
from borrowproof.kept_results import KeptResults, NothingKept
from borrowproof.mkdocs_plugin import recorded_evidence
from borrowproof.process.sandbox import Sandbox
from borrowproof.project import ConfigurationError, Project
from borrowproof.report.control_characters import in_log
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site_configuration import BadSiteConfiguration

if TYPE_CHECKING:
    from borrowproof.mkdocs_plugin.kept_pages import KeptPages
    from borrowproof.mkdocs_plugin.settings import Settings
    from borrowproof.site.errors.catalogue import Catalogue

log = logging.getLogger("mkdocs.plugins.borrowproof")  # what it warns of ends `mkdocs build --strict`


@dataclass
class VerifiedSite:
    """A site whose programs were judged. `serving` refuses nothing. `catalogue` is the error pages', if it has any.

    `results` are kept from one build of a `serve` to the next; `kept_pages` are those of a site of which
    all is known that makes its pages.
    """

    project: Project
    options: pipeline.Options
    index: EvidenceIndex
    serving: bool
    catalogue: Catalogue | None = None
    pages: list[Page] = field(default_factory=list)
    results: KeptResults = field(default_factory=NothingKept)
    kept_pages: KeptPages | None = None

    @cached_property
    def shown_index(self) -> EvidenceIndex:
        """What pages show. Those that are kept never learn how long the run took, and what of it was judged before:
        that would make every run another one."""
        run = self.index.run
        evidence = tuple(replace(e, cached=False) for e in run.evidence)
        return EvidenceIndex(replace(run, seconds=0.0, evidence=evidence)) if self.results.keeps else self.index

    def refuse(self, message: str) -> None:
        """End a build with one message, or warn while serving. Raises PluginError."""
        shown = in_log(message)
        if not self.serving:
            raise PluginError(f"borrowproof: {shown}")
        log.warning(shown)

    def name(self, page: Page) -> str:
        """The page's name in the evidence; pages that are generated have none there, and no file."""
        path = page.file.abs_src_path
        return self.project.name(Path(path) if path else self.project.docs / page.file.src_uri)


def judge(config: MkDocsConfig, settings: Settings, results: KeptResults, *, serving: bool) -> VerifiedSite:
    """Judge all that the site shows, and its snippets. Raises PluginError for what must be corrected before."""
    try:
        found = site_project(config)
        options = pipeline.Options(
            backend=BackendName(settings.backend),
            playground_url=playground_address(settings.playground_url),
            sandbox=Sandbox(settings.sandbox),
        )
        configured = {found.root: found, found.docs: found}
        run = pipeline.verify(
            _paths(config, found, serving=serving), found.root, options, configured=configured, results=results
        )
        run = recorded_evidence.completed(run, found.root / settings.recorded)
    except ConfigurationError as error:
        raise PluginError(in_log(str(error))) from error
    except recorded_evidence.Unusable as unusable:
        log.warning(str(unusable))
    return VerifiedSite(found, options, EvidenceIndex(run), serving, results=results)


def site_project(config: MkDocsConfig) -> Project:
    """The project of a site, by the configuration that MkDocs read, whatever its file is called.

    Raises ConfigurationError.
    """
    file = Path(config.config_file_path).resolve()
    try:
        found = project.at(file.parent, site_configuration.read(file), file)
    except BadSiteConfiguration as error:
        raise ConfigurationError(str(error)) from error
    assert found is not None, "a folder with a site configures a project"
    return found


def _paths(config: MkDocsConfig, found: Project, *, serving: bool) -> Sequence[Path]:
    """A strict site answers for all of its folders; any other for the pages that it builds, and its snippets."""
    if found.strict:
        return pipeline.default_paths(found.root)
    files = get_files(config)
    set_exclusions(files, config)
    inclusion = InclusionLevel.is_in_serve if serving else InclusionLevel.is_included
    pages = [Path(file.abs_src_path) for file in files.documentation_pages(inclusion=inclusion) if file.abs_src_path]
    return [*pages, *([found.snippets] if found.snippets.is_dir() else [])]
