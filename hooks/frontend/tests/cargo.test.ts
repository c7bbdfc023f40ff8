// What cargo really printed (recorded from rustc 1.95.0) is read as what rustc meant.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { read, type Diagnostic } from "../src/playground/cargo.ts";

function recorded(name: string) {
  return JSON.parse(readFileSync(new URL(`recorded/${name}.json`, import.meta.url), "utf8"));
}

/** Each mark as `line text`, its label, and whether it is the primary place. */
function marked(code: string, diagnostics: readonly Diagnostic[]) {
  const lines = code.split("\n");
  const all = diagnostics.flatMap((diagnostic) => diagnostic.marks);
  return all.map(({ line, from, to, primary, label }) => [`${line} ${lines[line - 1]!.slice(from, to)}`, primary, label]);
}

test("one error, with every label at its place", () => {
  const { code, answer } = recorded("moved");
  const said = read(answer.stderr, code);
  assert.equal(said.compiled, false);
  assert.equal(said.program, null);
  const [error] = said.diagnostics;
  assert.deepEqual([error?.level, error?.code, error?.line], ["error", "E0382", 4]);
  assert.equal(error?.message, "borrow of moved value: `draft`");
  assert.match(error?.text ?? "", /help: consider cloning the value/);
  assert.deepEqual(marked(code, said.diagnostics), [
    ["2 draft", false, "move occurs because `draft` has type `String`, which does not implement the `Copy` trait"],
    ["3 draft", false, "value moved here"],
    ["4 draft", true, "value borrowed here after move"],
  ]);
});

test("tabs and wide characters before a mark, several labels on a line, errors and a warning", () => {
  const { code, answer } = recorded("wide");
  const said = read(answer.stderr, code);
  assert.deepEqual(
    said.diagnostics.map(({ level, code }) => [level, code]),
    [["error", "E0502"], ["error", "E0597"], ["warning", null]],
  );
  assert.deepEqual(marked(code, said.diagnostics), [
    ["3 v", false, "immutable borrow occurs here"],
    ["3 v.push(3)", true, "mutable borrow occurs here"],
    ["3 first", false, "immutable borrow later used here"],
    ["5 t", false, "binding `t` declared here"],
    ["5 &t", true, "borrowed value does not live long enough"],
    ["5 }", false, "`t` dropped here while still borrowed"],
    ["5 s", false, "borrow later used here"],
    ["4 unused", true, "help: if this is intentional, prefix it with an underscore: `_unused`"],
  ]);
});

test("an error without a code; places in std are none of the program", () => {
  const { code, answer } = recorded("several");
  const said = read(answer.stderr, code).diagnostics;
  assert.deepEqual(said.map((one) => one.code), ["E0106", "E0308", "E0277", null, null]);
  assert.equal(said[3]?.message, "lifetime may not live long enough");
  assert.deepEqual(marked(code, [said[2]!]), [["11 +", true, "no implementation for `usize + &str`"]]);
});

test("an error at the end of the file", () => {
  const { code, answer } = recorded("unclosed");
  assert.deepEqual(marked(code, read(answer.stderr, code).diagnostics), [
    ["1 {", false, "unclosed delimiter"],
    ["1 ", true, ""],
  ]);
});

test("stretches that lie within one another, and labels at one place", () => {
  const all = recorded("overlapping");
  const marks = (name: string) => marked(all[name].code, read(all[name].rendered, all[name].code).diagnostics);
  assert.deepEqual(marks("bound_static_borrow").slice(1, 3), [
    ["8 put_up(&notice)", false, "argument requires that `notice` is borrowed for `'static`"],
    ["8 &notice", true, "borrowed value does not live long enough"],
  ]);
  assert.deepEqual(marks("page_title"), [
    ["5 title.trim()", true, "returns a value referencing data owned by the current function"],
    ["5 title", false, "`title` is borrowed here"],
  ]);
  assert.deepEqual(marks("q_vec_constant"), [
    ["3 &vec![9, 12, 18]", true, "returns a reference to data owned by the current function"],
    ["3 vec![9, 12, 18]", false, "temporary value created here"],
  ]);
  const [[, , label] = []] = marks("first_of_array");
  assert.match(String(label), /^cannot move out of here; move occurs because/);
});

test("where a bracket shifts the drawing, the place alone is marked", () => {
  const { code, rendered } = recorded("overlapping").refcell_in_an_arc;
  assert.deepEqual(marked(code, read(rendered, code).diagnostics), [["9 move", true, ""]]);
});

test("what a program prints after `Running` is not cargo's", () => {
  const stderr = "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.2s\n     Running `target/debug/playground`\nerror[E0382]: not rustc\n --> src/main.rs:1:1\n";
  const said = read(stderr, "fn main() {}");
  assert.deepEqual([said.compiled, said.diagnostics], [true, []]);
  assert.match(said.program ?? "", /^error\[E0382\]: not rustc/);
});

test("a compiler that was killed has neither compiled nor rejected", () => {
  const killed = "error: could not compile `playground` (bin \"playground\")\n\nCaused by:\n  process didn't exit successfully: (signal: 9, SIGKILL: kill)\n";
  assert.equal(read(killed, "").compiled, null);
});
