"""What the sanitizers write, and what is read from it. The texts are theirs, with fewer frames."""

from __future__ import annotations

import pytest

from borrowproof.annotations import undefined_behaviour
from borrowproof.backends.sanitizers import report
from borrowproof.model.sanitizer_report import SanitizerReport

FREED = """=================================================================
==5==ERROR: AddressSanitizer: heap-use-after-free on address 0x7b8eb27e0010 at pc 0x56 bp 0x7f sp 0x7f
READ of size 4 at 0x7b8eb27e0010 thread T0
    #0 0x5611d5495525  (/tmp/a/program+0x50) (BuildId: 24)
    #1 0x7f6eb343d249  (/lib/x86_64-linux-gnu/libc.so.6+0x40) (BuildId: 93)

0x7b8eb27e0010 is located 0 bytes inside of 8-byte region [0x7b8eb27e0010,0x7b8eb27e0018)
freed by thread T0 here:
    #0 0x5611d5466816  (/tmp/a/program+0x900) (BuildId: 24)
    #1 0x5611d549593e  (/tmp/a/program+0x40) (BuildId: 24)
    #2 0x5611d549593e  (/tmp/a/program+0x50) (BuildId: 24)

previously allocated by thread T0 here:
    #0 0x5611d5466ab4  (/tmp/a/program+0x900) (BuildId: 24)
    #1 0x5611d549577e  (/tmp/a/program+0x20) (BuildId: 24)

SUMMARY: AddressSanitizer: heap-use-after-free (/tmp/a/program+0x50) (BuildId: 24)
"""
TWICE = """==5==ERROR: AddressSanitizer: attempting double-free on 0x7b in thread T0:
    #0 0x55  (/tmp/a/program+0x900)
    #1 0x55  (/tmp/a/program+0x50)

0x7b is located 0 bytes inside of 4-byte region [0x7b,0x7f)
freed by thread T0 here:
    #0 0x55  (/tmp/a/program+0x40)

previously allocated by thread T0 here:
    #0 0x55  (/tmp/a/program+0x20)

SUMMARY: AddressSanitizer: double-free (/tmp/a/program+0x900)
"""
ON_THE_STACK = """==5==ERROR: AddressSanitizer: stack-use-after-return on address 0x7b at pc 0x56 bp 0x7f sp 0x7f
READ of size 1 at 0x7b thread T0
    #0 0x55  (/tmp/a/program+0x50)

Address 0x7b is located in stack of thread T0 at offset 32 in frame
    #0 0x55  (/tmp/a/program+0x20)

SUMMARY: AddressSanitizer: stack-use-after-return (/tmp/a/program+0x50)
"""
RACE = """==================
WARNING: ThreadSanitizer: data race (pid=3)
  {first} of size 4 at 0x7f by main thread:
    #0 <null> <null> (program+{where}) (BuildId: ea)
    #1 <null> <null> (program+0x50) (BuildId: ea)

  Previous {second} of size 4 at 0x7f by thread T1:
    #0 <null> <null> (program+0x40) (BuildId: ea)

  Location is heap block of size 48 at 0x7f allocated by main thread:
    #0 <null> <null> (program+0x900) (BuildId: ea)
    #1 <null> <null> (program+0x20) (BuildId: ea)

  Thread T1 (tid=9, finished) created by main thread at:
    #0 <null> <null> (program+0x20) (BuildId: ea)

SUMMARY: ThreadSanitizer: data race (program+0x40) (BuildId: ea)
==================
"""
LINES = {0x20: 2, 0x40: 4, 0x50: 5}


def read(text: str) -> str:
    return str(report.read(text, "program", LINES))


def test_each_event_has_the_nearest_line_of_the_program() -> None:
    assert read(FREED) == "heap-use-after-free: read 5, freed 4, allocated 2"
    assert report.offsets(FREED, "program") == {0x20, 0x40, 0x50, 0x900}


def test_the_second_free_of_two_comes_first() -> None:
    assert read(TWICE) == "double-free: freed 5, freed 4, allocated 2"


def test_where_a_frame_is_described_nothing_happened() -> None:
    assert read(ON_THE_STACK) == "stack-use-after-return: read 5"


def test_a_race_counts_where_both_accesses_are_the_program_itself() -> None:
    own = RACE.format(first="Write", second="read", where="0x50")
    in_std = RACE.format(first="Read", second="write", where="0x900")
    assert read(own) == "data-race: written 5, read 4, allocated 2"
    assert report.read(in_std, "program", LINES) is None
    assert read(in_std + own) == read(own)


@pytest.mark.parametrize("text", ["", "thread 'main' panicked at src/main.rs:4:5:\n", FREED.partition("SUMMARY")[0]])
def test_other_words_are_no_report(text: str) -> None:
    assert report.read(text, "program", LINES) is None


@pytest.mark.parametrize("text", ["double-free: freed 5, freed 4", "SEGV", "heap-use-after-free: read 5"])
def test_a_report_is_read_back_as_it_was_written(text: str) -> None:
    assert str(undefined_behaviour.read(text)) == text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("data-race: written 4, read 7", "data-race: read 7, written 4", True),
        ("data-race: written 4, read 7", "data-race: written 4", False),
        ("data-race: written 4, written 4", "data-race: written 4", False),
        ("bad-free: freed 4", "double-free: freed 4", False),
    ],
)
def test_the_order_of_events_is_no_claim(one: str, other: str, same: bool) -> None:
    parsed: list[SanitizerReport] = [undefined_behaviour.read(text) for text in (one, other)]
    assert parsed[0].same_as(parsed[1]) is same
