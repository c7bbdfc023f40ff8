import assert from "node:assert/strict";
import { test } from "node:test";

import { tableAt, type Answers } from "../src/permission-table.ts";

const DATA: Answers = {
  heads: ["read", "move"],
  answers: ["yes", "no", "?"],
  captions: ["before #", "nothing before #", "never #"],
  close: "Close",
  rows: [["v: Vec<i32>", "00", []], ["v: Vec<i32>", "01", [0]], ["n: i32", "22", []]],
  why: ["`v` is lent", "of the closure nothing is told"],
  lines: [[1, 2, [], []], [2, 1, [], []], [3, 0, [0], []], [5, 0, [1, 2], [1]], [8, 2, [], []]],
};

test("a line has what holds since the last change", () => {
  assert.deepEqual(tableAt(DATA, 4), {
    caption: "before 4",
    rows: [{ name: "v: Vec<i32>", answers: [{ text: "yes", index: 0 }, { text: "yes", index: 0 }] }],
    why: [],
  });
  assert.deepEqual(tableAt(DATA, 6).rows.map(({ answers }) => answers.map(({ text }) => text)), [["yes", "no"], ["?", "?"]]);
});

test("reasons of rows come before those of all", () => {
  assert.deepEqual(tableAt(DATA, 7).why, ["`v` is lent", "of the closure nothing is told"]);
});

test("without a statement or a variable a sentence says so", () => {
  assert.deepEqual(tableAt(DATA, 2), { caption: "nothing before 2", rows: [], why: [] });
  assert.equal(tableAt(DATA, 1).caption, "never 1");
  assert.equal(tableAt(DATA, 9).caption, "never 9");
});
