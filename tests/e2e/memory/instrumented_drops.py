"""Destructors that a test puts into a program: each says of what type it is and where its value lies, so that the
program itself tells what is dropped, and in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from borrowproof.backends.rustc import LocalBackend
from borrowproof.backends.toolchain import Rustc
from borrowproof.model.compiler import Edition
from borrowproof.model.outcome import Goal, Job, Outcome
from tests.e2e.memory.executed_drops import slots_of
from tests.e2e.memory.whole_run import WholeRun

_ITEM = re.compile(r"^((?:#\[.*\]\n)*)(?:pub(?:\(\w+\))? )?(?:struct|enum) (\w+)(?:<([^>{(]*)>)?", re.MULTILINE)
_OWN = re.compile(r"impl(?:<[^>{]*>)? Drop for (\w+)(?:<[^>{]*>)? \{\s*fn drop\(&mut self\) \{")
_PRINTED = re.compile("\x01(\\w+) 0x([0-9a-f]+)\x03")
_CRATE = "playground::"
_ROUNDS = 12

Dropped = tuple[str, int]  # the name of the type, and the address of the value


def instrumented(code: str, edition: Edition, rustc: Rustc) -> str | None:
    """The program with a destructor for each of its types that may have one, those that it has itself included; None
    where there is none."""
    code = _OWN.sub(lambda found: f"{found[0]} {_says(found[1])}", code)
    backend, impls = LocalBackend(rustc, 1), dict(_impls(code))
    for _ in range(_ROUNDS):
        if not impls and not _OWN.search(code):
            return None
        text = code + "\n" + "\n".join(impls.values()) + "\n"
        [(_, answer)] = backend.judge([Job(text, edition, Goal.BUILD)])
        assert isinstance(answer, Outcome), answer
        if answer.compiled:
            return text
        first = len(code.split("\n"))
        lines = [s.line_start - first - 1 for e in answer.errors for s in e.spans if s.primary and not s.foreign]
        named = {name for number, name in enumerate(impls) if number in lines}
        named |= {name for e in answer.errors for name in impls if re.search(rf"\b{name}\b", e.message)}
        assert named, f"rustc rejects what no destructor has to do with: {answer.errors[0].message}"
        impls = {name: impl for name, impl in impls.items() if name not in named}
    raise AssertionError("rustc still rejects destructors after many rounds")


def _impls(code: str) -> Mapping[str, str]:
    """A destructor for each type, a line each."""
    found = {}
    for attributes, name, generics in _ITEM.findall(code):
        if "Copy" in attributes:
            continue  # what is copied has no destructor
        parameters = [one.partition(":")[0].removeprefix("const ").strip() for one in generics.split(",")]
        of, given = (f"<{', '.join(parameters)}>", f"<{generics}>") if generics else ("", "")
        found[name] = f"impl{given} Drop for {name}{of} {{ fn drop(&mut self) {{ {_says(name)} }} }}"
    return found


def _says(name: str) -> str:
    return f'println!("\\u{{1}}{name} {{:p}}\\u{{3}}", self);'


def printed(whole: WholeRun, types: Mapping[Dropped, str]) -> list[Dropped]:
    """What the program says that it dropped, in order, as far as it is a variable (`types` has all of those)."""
    said = ((name, int(address, 16)) for name, address in _PRINTED.findall(whole.stdout))
    return [one for one in said if one in types]


def told(whole: WholeRun, types: Mapping[Dropped, str]) -> list[Dropped]:
    """What the recording tells of the same, in order."""
    of_slot = {slot: dropped for dropped, slots in types.items() for slot in slots.split()}
    return [of_slot[drop.slot] for step in whole.steps for drop in step.drops if drop.slot in of_slot]


def variables(whole: WholeRun, code: str) -> Mapping[Dropped, str]:
    """The variables with a type that has an inserted destructor: the ids of their slots."""
    names = set(re.findall(r'println!\("\\u\{1\}(\w+) ', code))
    found: dict[Dropped, list[str]] = {}
    slots = slots_of(whole)
    for of_call in slots.of_call.values():
        for slot in of_call.values():
            name = slots.types[slot.variable.type].partition("<")[0].removeprefix(_CRATE)
            if name in names and slot.size:
                found.setdefault((name, slot.address), []).append(slot.id)
    return {dropped: " ".join(ids) for dropped, ids in found.items()}
