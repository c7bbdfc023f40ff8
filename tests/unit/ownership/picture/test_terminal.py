"""The picture for a terminal."""

from __future__ import annotations

from borrowproof.ownership.picture import terminal
from borrowproof.ownership.wording import sentences
from tests.unit.ownership.made import MOVED, MOVED_CODE, REFUSED, REFUSED_CODE, REJECTED, REJECTED_CODE, timeline

EXPECTED = """\
1   fn main() {
2       let mut v = vec![1, 2, 3];     ● v            `v` gets a value and owns it
3       let first = &v[0];             &┈┈┈┈○ first   immutable borrow occurs here; `first` borrows `v` until line 5
4 ✗     v.push(4);                   &mut   ┊         mutable borrow occurs here; `v` is lent `&mut` to `Vec::push`
5       println!("{first}");           ┋    ┊         immutable borrow later used here; `first` is read by `println!`
6   }                                  ⊗              `v` is dropped

  ● ○  gets a value                          ┊    a reference or loan in use: shared
  ┃    owns its value                        ┋    owns, and is lent: may only be read
  &    is lent, to be read                   ⊗    is dropped; numbers tell the order
  &mut is lent, to be changed

  types in main: v: Vec<i32>, first: &i32

error[E0502]: cannot borrow `v` as mutable because it is also borrowed as immutable
  why: `first` borrows `v` on line 3, and line 5 still uses `first`; so line 4 cannot borrow `v` mutably
"""


def test_a_rejected_program() -> None:
    assert terminal.render(REJECTED, REJECTED_CODE) == EXPECTED


def test_who_never_gets_a_value_has_a_red_cross_and_no_line() -> None:
    lines = terminal.render(REFUSED, REFUSED_CODE).split("\n")
    assert "&mut╌╌╌╌╌╌╌✗ guest " in lines[3]
    assert "&╌╌╌╌╌╌╌╌╌╌╌╌✗ view " in lines[4]
    assert "┋" not in lines[8]  # nor is anything lent to it
    assert not set(lines[6]) & set("║○")
    assert lines[9].count("⊗") == 1 and "⊗1" not in lines[9]


def test_a_move_leads_to_the_new_owner() -> None:
    lines = terminal.render(MOVED, MOVED_CODE).split("\n")
    assert lines[2].startswith("3       let album = song;                 ╰──▶A album ")
    assert lines[5].startswith("6       drop(album);                      ╎   ╰▶ ")
    assert lines[8].split("`")[0].split() == ["9", "}", "╎", "╎", "│", "⊗"]


def test_the_key_has_no_more_than_six_signs_beside_the_lines() -> None:
    signs = ({"start", "letter"}, {"move", "out"}, {"&", "&mut"}, {"drop", "drop_if_owned"}, {"wrong", "refused"})
    lines = {"owned", "plain", "shared", "mutable", "lent shared", "lent mutable", "idle", "empty", "maybe", "partial"}
    assert set(sentences.MEANINGS) == lines.union({"needed"}, *signs)
    assert len(signs) <= 6


def test_a_program_without_variables_is_its_code() -> None:
    assert terminal.render(timeline(), "fn main() {}\n") == "1   fn main() {}\n"


def test_tabs_take_four_columns() -> None:
    assert terminal.render(MOVED, MOVED_CODE.replace("    ", "\t")) == terminal.render(MOVED, MOVED_CODE)


def test_sentences_that_do_not_fit_stand_below() -> None:
    wide = terminal.render(REJECTED, REJECTED_CODE)
    assert terminal.render(REJECTED, REJECTED_CODE, 200) == wide
    narrow = terminal.render(REJECTED, REJECTED_CODE, 60).split("\n")
    assert narrow[2] == "3       let first = &v[0];             &┈┈┈┈○ first"
    assert narrow[7:10] == [
        "line 2  `v` gets a value and owns it",
        "line 3  immutable borrow occurs here; `first` borrows `v`",
        "        until line 5",
    ]


def test_nothing_but_code_and_lanes_is_wider_than_the_terminal() -> None:
    said = terminal.render(REJECTED, REJECTED_CODE, 60)
    assert max(map(len, said.split("\n"))) <= 60
    assert said.split() == terminal.render(REJECTED, REJECTED_CODE, 61).split()  # broken elsewhere, and the same words
    tail = said[said.index("  why:") :]
    assert tail.split("\n")[1].startswith("    ")


def test_wide_characters_take_two_columns_and_combining_ones_none() -> None:
    code = REJECTED_CODE.replace("{first}", "夏e\u0301{first}")
    plain = REJECTED_CODE.replace("{first}", "xxe{first}")
    assert terminal.render(REJECTED, code) == terminal.render(REJECTED, plain).replace("xxe", "夏e\u0301")
