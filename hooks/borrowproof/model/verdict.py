"""An expectation held against an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from borrowproof.model.diagnostic import Diagnostic
from borrowproof.model.exercise import Goal
from borrowproof.model.expectation import Pin, TypeClaim
from borrowproof.model.outcome import NotChecked
from borrowproof.model.snippet import Value


class Status(StrEnum):
    """What a verdict comes to. Only `MATCHED` counts as verified."""

    MATCHED = "matched"
    MISMATCHED = "mismatched"
    NOT_CHECKED = "not checked"


class Mismatch(StrEnum):
    """The ways an outcome can differ from an expectation; `report` has the words."""

    COMPILED = "compiled"  # an error was expected
    REJECTED = "rejected"  # it was to compile
    MISSING_CODE = "missing code"
    EXTRA_CODE = "extra code"
    EXTRA_CODELESS = "extra error without a code"
    WRONG_IMPORT = "wrong import"  # beside what was to be wrong, an import of std is missing or misspelt
    NO_PROGRAM = "no program"  # any error was to do, and rustc cannot even read the text
    PIN_UNMET = "pin unmet"
    UNPINNED = "unpinned"
    UNEXPECTED_WARNING = "unexpected warning"
    STDOUT = "stdout"
    VARIES = "varies"  # a recorded output, and what it prints differs from run to run
    EXIT = "exit"
    PANICKED = "panicked"
    NO_PANIC = "no panic"
    UNDEFINED = "undefined behaviour"  # Miri was to find none
    DEFINED = "no undefined behaviour"  # Miri was to find some
    POLONIUS = "Polonius"  # the next borrow checker was to give other errors, or none
    VALUE = "value"  # a value in the text of a page was to be another
    SANITIZER = "sanitizer"  # a sanitizer was to report something else
    HEAP = "heap"  # the run was to do something else with the heap
    TYPE = "type"  # a variable was to have another type
    NO_VARIABLE = "no variable"  # the name with a type is none of a variable
    SEVERAL_VARIABLES = "several variables"  # the name with a type may be that of several variables
    GOAL = "goal"  # a solution of an exercise misses a goal, or a tempting attempt misses another than it says
    NO_TYPES = "no types"  # rustc rejects the program before it knows the types of its variables


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which expectation and outcome differ: data only, with the diagnostic, pin, value or claim it is about.

    `found` is the type that the variable has, for TYPE; why there are no types, for NO_TYPES; what was found instead,
    for GOAL.
    """

    what: Mismatch
    code: str | None = None
    pin: Pin | None = None
    diagnostic: Diagnostic | None = None
    value: Value | None = None
    measured: str | None = None
    claim: TypeClaim | None = None
    found: str | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """An expectation held against an outcome; `not_checked` says why nobody could."""

    status: Status
    differences: tuple[Difference, ...] = ()
    not_checked: NotChecked | None = None
