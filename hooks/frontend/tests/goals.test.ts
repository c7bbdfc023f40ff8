import assert from "node:assert/strict";
import { test } from "node:test";

import { allocations } from "../src/editor/allocations.ts";
import { results, signature, tokens, type Task } from "../src/editor/goals.ts";
import type { Outcome } from "../src/playground/answer.ts";

const START = 'fn length(text: String) -> usize { text.len() }\nfn main() { length(String::from("Ada")); }';
const TASK: Task = { goals: ["compiles", "prints", "without clone", "keeps fn length", "allocs<=1"], prints: "3", start: START };
const ran = (stdout: string, exit = 0, stderr = ""): Outcome => ({ kind: "ran", diagnostics: [], exit, stdout, stderr, panic: null });

test("comments and literals hold no names", () => {
  const code = `/* clone /* deep */ clone */ // clone\n"clone \\" clone" r#"clone " clone"# 'c' b'\\'' 'clone x`;
  assert.deepEqual(tokens(code), ['"', 'r#"', "'c'", "b'\\''", "'clone", "x"]);
});

test("a signature goes from its qualifiers to its body, and one without body to its semicolon", () => {
  assert.equal(signature("pub const fn a<T>(x: [u8; 2]) -> T where T: Copy { }", "a"), "pub const fn a < T > ( x : [ u8 ; 2 ] ) - > T where T : Copy");
  assert.equal(signature("trait A { fn b(&self); }", "b"), "fn b ( & self )");
  assert.equal(signature("fn other() {}", "a"), null);
});

test("an attempt that meets every goal", () => {
  assert.deepEqual(results(TASK, START, ran("3"), 1).map(({ met }) => met), [true, true, true, true, true]);
});

test("each goal can be missed by itself", () => {
  const met = (code: string, outcome: Outcome, made: number | null) => results(TASK, code, outcome, made).map((one) => one.met);
  assert.deepEqual(met(START, ran("3", 101), null), [false, null, true, true, null]);
  assert.deepEqual(met(START, ran("4"), 1), [true, false, true, true, true]);
  assert.deepEqual(met(`${START} // clone\nfn a(b: String) { b.clone(); }`, ran("3"), 1), [true, true, false, true, true]);
  assert.deepEqual(met(START.replace("String)", "&str)"), ran("3"), 1), [true, true, true, false, true]);
  assert.deepEqual(met(START, ran("3"), 2), [true, true, true, true, false]);
  assert.deepEqual(met(START, ran("3"), null), [true, true, true, true, null]);
});

test("what was found instead is said", () => {
  const rejected: Outcome = { kind: "rejected", diagnostics: [{ level: "error", code: "E0382", message: "", text: "", line: 1, marks: [] }], text: "" };
  assert.equal(results(TASK, START, rejected, null)[0]!.found, "rustc says E0382");
  assert.equal(results(TASK, "fn main() {}", ran("3"), 1)[3]!.found, "there is no `fn length`");
});

test("the number of allocations is what the counter said last, and nothing else", () => {
  assert.equal(allocations(ran("", 0, "borrowproof: 12 allocations")), 12);
  assert.equal(allocations(ran("", 0, "12 allocations")), null);
  assert.equal(allocations(ran("", 1, "borrowproof: 12 allocations")), null);
});
