"""Differences between rustc and the derivation that are understood, each with its reason.

The list is short and stays honest: a test fails where one of these no longer occurs in its program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """Differences of `oracle` whose text matches `pattern`; in `program` (the end of its name) there is one, in others
    there may be."""

    oracle: str
    program: str
    pattern: str
    reason: str

    def covers(self, oracle: str, difference: str) -> bool:
        return oracle == self.oracle and re.search(self.pattern, difference) is not None

    def occurs(self, oracle: str, difference: str) -> bool:
        return self.covers(oracle, difference) and f"{self.program}:" in difference


EXPLAINED = (
    Explanation(
        "probes",
        "corpus/walk_to_end_and_append.rs",
        r"&(?:mut )?node: rustc says '(?:mutable|first) borrow later used here' on 5, no loan is needed",
        "the loan ends where the reference that it goes through does; rustc's text names the next use of what was lent",
    ),
    Explanation(
        "dataflow",
        "corpus/boxed_closures.rs",
        r"may have a value, .* as \w+.*: rustc has it not, we have it",
        "rustc sees from the discriminant which variants a value cannot be; the derivation does not need to",
    ),
    Explanation(
        "dataflow",
        "E0712/given_to_a_thread.rs",
        r"loans that an assignment or the end of storage ends, point \d+: bw\d+: rustc has it, we have it not",
        "rustc's fact files end every loan of a local with its storage; its dataflow excepts references to statics",
    ),
    Explanation(
        "drops",
        "corpus/boxed_closures.rs",
        r"corpus/boxed_closures\.rs: main: next: derived drop on \d+; rustc makes nothing",
        "`impl FnMut() -> u32` hides until after borrow checking that the closure behind it needs no drop",
    ),
    Explanation(
        "drops",
        "corpus/let_else_drops_other_variant.rs",
        r"corpus/let_else_drops_other_variant\.rs: text: value: derived nothing; rustc makes drop_if_owned",
        "rustc asks for the variant when the program runs; the one that can be left is a number, with nothing to drop",
    ),
    Explanation(
        "drops",
        "corpus/let_else_panic_reads.rs",
        r"corpus/let_else_panic_reads\.rs: either: left: derived nothing; rustc makes drop_if_owned on 7",
        "rustc asks for the variant when the program runs; control gets there with the one that was moved out",
    ),
    Explanation(
        "drops",
        "corpus/if_let_else_chain.rs",
        r"corpus/if_let_else_chain\.rs: pick: right: derived drop_rest on 3; rustc makes drop_if_owned",
        "rustc makes two drops of one variable, of which the derivation tells one: as far as it was not moved",
    ),
    Explanation(
        "labels",
        "corpus/moved_mutable_reference.rs",
        r"corpus/moved_mutable_reference\.rs:5 E0382: '`first` moved due to this method call'",
        "rustc blames `String::push` on the next line for the move of `first` into `second`",
    ),
    Explanation(
        "reasons",
        "corpus/moved_mutable_reference.rs",
        r"corpus/moved_mutable_reference\.rs:[45]: ('`first` moved due to|origin moved)",
        "rustc blames `String::push` on the next line for the move of `first` into `second`",
    ),
    Explanation(
        "releases",
        "undefined_behaviour/atomic_writers.rs",
        r"'(?:std::sync::atomic::)?Atomic(?:U\d+|Usize|Bool)(?:::\w+)?' and '(?:\w+::)*Atomic(?:<\w+>|::\w+)'",
        "std has made `AtomicU32` an alias of `Atomic<u32>`",
    ),
)


def explanation(oracle: str, difference: str) -> Explanation | None:
    """The explanation of a difference, if there is one."""
    return next((e for e in EXPLAINED if e.covers(oracle, difference)), None)
