"""The crate that programs share: its files, the number in its executable, and whose fault an error is."""

from __future__ import annotations

import json

import pytest

from borrowproof.backends.merging.shared_crate import STRIPPED, SharedCrate, culprits, number
from tests.merging.differential import job

MARK = "0123456789abcdef"
SHARED = SharedCrate((job("fn main() {}"), job("fn main() -> u8 { 1 } // ends in a comment")), MARK)
ENTRY = """
pub(super) fn borrowproof_entry() -> ::std::process::ExitCode {
    ::std::process::Termination::report(main())
}
"""


def test_each_program_is_a_file_with_an_entry_behind_it() -> None:
    assert SHARED.modules() == {
        "src/m0/main.rs": "fn main() {}" + ENTRY,
        "src/m1/main.rs": "fn main() -> u8 { 1 } // ends in a comment" + ENTRY,
    }


def test_the_root_declares_the_modules_and_runs_the_one_that_is_selected() -> None:
    files = SHARED.files()
    assert files.keys() == {"src/main.rs", *SHARED.modules()}
    assert files["src/main.rs"] == (
        '#[path = "m0/main.rs"]\npub mod m0;\n#[path = "m1/main.rs"]\npub mod m1;\n'
        '\nstatic SELECTED: [u8; 16 + 4] = *b"0123456789abcdef0000";\n'
        "fn selected() -> usize {\n"
        "    let bytes = unsafe { std::ptr::read_volatile(&SELECTED) };\n"
        "    bytes[16..].iter().fold(0, |number, digit| 10 * number + usize::from(digit - b'0'))\n"
        "}\n"
        "\nfn main() -> std::process::ExitCode {\n"
        "    match selected() {\n"
        "        0 => m0::borrowproof_entry(),\n"
        "        1 => m1::borrowproof_entry(),\n"
        '        other => panic!("no module {other}"),\n'
        "    }\n"
        "}\n"
    )


def test_no_program_can_know_the_mark() -> None:
    one, other = SharedCrate.of([*SHARED.jobs]), SharedCrate.of([*SHARED.jobs])
    assert one.jobs == SHARED.jobs
    assert len(one.mark) == 32
    assert one.mark != other.mark


@pytest.mark.parametrize(("index", "digits"), [(0, "0000"), (7, "0007"), (127, "0127"), (1234, "1234")])
def test_a_program_is_chosen_in_the_executable(index: int, digits: str) -> None:
    assert number(index) == digits
    built = f"before{MARK}0000after"
    assert SHARED.executable_for(built.encode(), index) == f"before{MARK}{digits}after".encode()


@pytest.mark.parametrize("built", ["", "before", MARK[:-1], f"{MARK}0000{MARK}0000", f"{MARK}{MARK}"])
def test_an_executable_without_exactly_one_mark_is_refused(built: str) -> None:
    with pytest.raises(ValueError, match=r"^the executable does not hold its mark exactly once$"):
        SHARED.executable_for(built.encode(), 0)


def test_the_mark_may_stand_first() -> None:
    assert SHARED.executable_for(f"{MARK}0000".encode(), 1) == f"{MARK}0001".encode()


def test_modules_are_told_by_the_names_of_their_types() -> None:
    built = (
        b"\0playground::m3::Song\0alloc::vec::Vec<playground::m12::A>\0playground::m4x\0other::m5::A\0playground::m6"
    )
    assert SHARED.told_by_name(built) == {3, 12, 6}


def test_every_module_says_that_it_is_the_main_file() -> None:
    prefixes = ["--remap-path-prefix=src/m0=src", "--remap-path-prefix=src/m1=src"]
    assert SHARED.remapping() == ["--remap-path-scope=macro", *prefixes]
    assert STRIPPED == ("-Cstrip=symbols",)


def said(*files: str, expansion: object = None) -> str:
    return json.dumps({"spans": [{"file_name": file, "expansion": expansion} for file in files]})


EXPANDED = {"span": {"file_name": "src/m2/main.rs", "expansion": {"span": {"file_name": "src/m1/main.rs"}}}}


@pytest.mark.parametrize(
    ("stderr", "found"),
    [
        ("", set()),
        (said("src/m0/main.rs"), {0}),
        (f"{said('src/m0/main.rs', 'src/m2/main.rs')}\n\n{said('src/m1/main.rs')}\n", {0, 1, 2}),
        (said("src/m3/main.rs", "src/m30/main.rs"), set()),
        (said("src/main.rs", "src/m0/main.rs.bak", "lib/src/m1/main.rs"), set()),
        (said("/rustc/library/core/src/lib.rs", expansion=EXPANDED), {1, 2}),
        (f"{said('src/m0/main.rs')}\nno JSON", set()),
        (f"{said('src/m0/main.rs')}\n{{}}", set()),
        (f"{said('src/m0/main.rs')}\n[]", set()),
    ],
)
def test_the_modules_at_fault_are_those_that_rustc_points_at(stderr: str, found: set[int]) -> None:
    assert culprits(stderr, 3) == found
