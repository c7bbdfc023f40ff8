"""What is said of a recording: the moment of each step, one sentence of what happened since the step before, and all.

Everything is read from the recording; the picture is drawn from the same.
"""

from __future__ import annotations

from borrowproof.memory.wording import changes
from borrowproof.memory.wording.names import Names, names
from borrowproof.memory.wording.phrases import joined
from borrowproof.model.memory import Ending, EndingKind, FoldKind, Moment, Note, Recording, Step

_NOTES = {
    Note.ONE_SCHEDULE: "The program has threads; this is one order of many in which they may run.",
    Note.FOLDED: "Rounds of loops or calls that are like others are left out.",
    Note.LIMIT: "The program went on; what came later is not recorded.",
    Note.KEEPS_FREED: "No block gets the address of one that is freed, just as under AddressSanitizer.",
    Note.HASH_SEED: "The order in a HashMap is another in other runs.",
}


def title(about: str) -> str:
    """What a picture is called."""
    return f"What memory holds, step by step: {about}"


def moment(step: Step) -> str:
    """When it is: the line that runs next."""
    thread = f", in thread {step.thread}" if step.thread > 1 else ""
    if step.moment is Moment.LEAVING:
        return f"At the end of `{step.function}`, line {step.line}{thread}"
    return f"Before line {step.line}{thread}"


def sentence(recording: Recording, number: int, called: Names | None = None) -> str:
    """What happened since the step before. `called` are the names of the recording's places."""
    called = called or names(recording)
    step = recording.steps[number]
    if not number:
        return f"`{step.function}` begins."
    found = list(changes.changes(recording, number, called))
    folded = _folded(step)
    if not found:
        found = [changes.places_that_differ(recording, number, called)]
    said = joined(found)
    return f"{folded}{said[0].upper()}{said[1:]}."


def _folded(step: Step) -> str:
    """What is left out before a step."""
    fold = step.folded
    if fold is None:
        return ""
    if fold.kind is FoldKind.LOOP:
        return f"{fold.rounds} more rounds of the loop in line {fold.line} are left out. "
    if fold.kind is FoldKind.RECURSION:
        return f"{fold.rounds} more calls in line {fold.line} are left out. "
    return f"{fold.steps} more steps are left out. "


def remarks(recording: Recording) -> list[str]:
    """What a reader must know of the whole recording, a sentence each."""
    ended = _ended(recording.ending)
    return [*(_NOTES[note] for note in recording.notes), *([ended] if ended else [])]


def _ended(ending: Ending) -> str:
    if ending.kind is EndingKind.PANIC:
        return f"The program panicked: {ending.message}."
    if ending.kind is EndingKind.SIGNAL:
        return f"The system ended the program with signal {ending.code}."
    if ending.kind is EndingKind.STOPPED:
        return f"The recording stopped: {ending.message}."
    if ending.kind is EndingKind.FAULT:
        return f"The steps end here: {ending.message}, which is undefined behaviour."
    return ""


def description(recording: Recording) -> str:
    """All steps in words, for those who do not see the picture."""
    called = names(recording)
    told = (f"{moment(step)}: {sentence(recording, n, called)}" for n, step in enumerate(recording.steps))
    return " ".join([*told, *remarks(recording)])
