"""What this project asks of its GitHub workflows: read from their text, as GitHub reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

_PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
_OWN = re.compile(r"uses: \./")
# What somebody else wrote (a title, a branch name) becomes part of a shell command where it stands in `run`.
_WRITTEN_BY_OTHERS = re.compile(r"\$\{\{[^}]*(github\.event\.|github\.head_ref|github\.actor)")


def faults(text: str) -> list[str]:
    """What is wrong with the workflow `text`, a sentence each; empty where nothing is."""
    workflow = yaml.safe_load(text)
    return [*_unpinned(text), *_rights(workflow), *_steps(workflow)]


def started_by(workflow: Mapping[Any, Any]) -> set[str]:
    """The events that start it. YAML 1.1 reads the key `on` as true."""
    return set(workflow[True])


def steps(workflow: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """Each step of each job."""
    for job in workflow["jobs"].values():
        yield from job.get("steps", ())


def _unpinned(text: str) -> Iterator[str]:
    for line in re.findall(r"uses: .*", text):
        if not _PINNED.match(line) and not _OWN.match(line):
            yield f"`{line}` is not pinned to a commit with its version beside it"


def _rights(workflow: Mapping[Any, Any]) -> Iterator[str]:
    if workflow.get("permissions") != {"contents": "read"}:
        yield "its token can do more than read, or what it can do is not said"
    if "pull_request_target" in started_by(workflow):
        yield "a stranger's pull request would run with the rights of main"
    if "pull_request" not in started_by(workflow):
        return
    for name, job in workflow["jobs"].items():
        if "permissions" in job:
            yield f"the job {name} of a pull request has rights of its own"
    if "secrets" in yaml.safe_dump(workflow):
        yield "a pull request can read a secret"


def _steps(workflow: Mapping[Any, Any]) -> Iterator[str]:
    for step in steps(workflow):
        used = step.get("uses", "")
        if used.startswith("actions/cache") or "cache" in step.get("with", {}):
            yield "it shares a cache, which a pull request could fill"
        if used.startswith("actions/checkout") and step.get("with", {}).get("persist-credentials") is not False:
            yield "its token stays in the clone"
        if _WRITTEN_BY_OTHERS.search(step.get("run", "")):
            yield "text that others wrote becomes part of a command"
