import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical, isOutput, pasted as reports, type Said } from "../src/pasted.ts";

/** What is said, without the text around it. */
function pasted(text: string): Omit<Said, "text">[] {
  return reports(text).map(({ level, code, message }) => ({ level, code, message }));
}

const MOVED = { level: "error", code: "E0382", message: "borrow of moved value: `a`" };
const RENDERED = `error[E0382]: borrow of moved value: \`a\`
 --> src/main.rs:4:16
  |
2 |     let a = String::from("error: not this one");
  |         - move occurs because \`a\` has type \`String\`
3 |     let b = a; // error[E0499]: nor this one
  |             - value moved here
  = note: this error originates in the macro \`println\`
help: consider cloning the value if the performance cost is acceptable
  |
3 |     let b = a.clone();
  |              ++++++++

error: aborting due to 1 previous error

For more information about this error, try \`rustc --explain E0382\`.
`;

test("a bare code, however it is written", () => {
  for (const text of ["E0382", "e0382", "E382", "382", " 0382\n", "error[E0382]", "error E0382:", "#E0382"]) {
    assert.deepEqual(pasted(text), [{ level: "", code: "E0382", message: "" }], text);
  }
  assert.equal(pasted("12345")[0]?.code, null);
});

test("rustc's output has one message, whatever its source lines and notes say", () => {
  assert.deepEqual(pasted(RENDERED), [MOVED]);
  assert.deepEqual(pasted(RENDERED.replaceAll("\n", "\r\n")), [MOVED]);
});

test("colours and links are taken away, also where their escape character was lost", () => {
  const coloured = "\u001b[0m\u001b[1m\u001b[38;5;9merror[E0382]\u001b[0m\u001b[1m: borrow of moved value: `a`\u001b[0m";
  assert.deepEqual(pasted(coloured), [MOVED]);
  assert.deepEqual(pasted(coloured.replaceAll("\u001b", "")), [MOVED]);
  const link = "\u001b]8;;https://doc.rust-lang.org/error_codes/E0382.html\u0007error[E0382]\u001b]8;;\u0007: borrow of moved value: `a`";
  assert.deepEqual(pasted(link), [MOVED]);
});

test("cargo's output: several errors, a warning, and none of the summaries", () => {
  const text = `   Compiling a v0.1.0 (/a)
warning: variable does not need to be mutable
 --> src/main.rs:2:9
  = note: \`#[warn(unused_mut)]\` (part of \`#[warn(unused)]\`) on by default

${RENDERED}
error: lifetime may not live long enough
  --> src/main.rs:9:5

Some errors have detailed explanations: E0382, E0502.
warning: \`a\` (bin "a") generated 1 warning
error: could not compile \`a\` (bin "a") due to 2 previous errors; 1 warning emitted`;
  assert.deepEqual(pasted(text), [
    MOVED,
    { level: "error", code: null, message: "lifetime may not live long enough" },
    { level: "warning", code: "unused_mut", message: "variable does not need to be mutable" },
  ]);
});

test("a lint is known by the note below its message", () => {
  const head = "warning: call to `.clone()` on a reference in this situation does nothing\n --> a.rs:1:1\n";
  for (const note of ["requested on the command line with `-W noop-method-call`", "`#[deny(noop_method_call)]` on by default"]) {
    assert.equal(pasted(`${head}  = note: ${note}`)[0]?.code, "noop_method_call");
  }
  const denied = "= note: `-D noop-method-call` implied by `-D warnings`";
  assert.equal(pasted(`${head}  ${denied}`)[0]?.code, "noop_method_call");
});

test("the short format, a log with time stamps, and text around a code", () => {
  assert.deepEqual(pasted("src/main.rs:4:16: error[E0382]: borrow of moved value: `a`"), [MOVED]);
  assert.deepEqual(pasted("2026-11-21T03:13:57.1Z error[E0382]: borrow of moved value: `a`"), [MOVED]);
  assert.deepEqual(pasted("I get E0502 and E0499 here. E0502!").map((s) => s.code), ["E0502", "E0499"]);
});

test("however its letters, line ends and blanks came along", () => {
  assert.deepEqual(pasted("error[e0382]: borrow of moved value: `a`"), [MOVED]);
  assert.deepEqual(pasted("why e0382, or E0499?").map((s) => s.code), ["E0382", "E0499"]);
  assert.deepEqual(pasted("##[error]error[E0382]: borrow of moved value: `a`"), [MOVED]);
  assert.deepEqual(pasted("::error file=a.rs,line=4::error[E0382]: borrow of moved value: `a`"), [MOVED]);
  assert.deepEqual(pasted("::error file=a.rs,line=4::borrow of moved value: `a`"), [{ ...MOVED, code: null }]);
  for (const [from, to] of [["\n", "\r"], ["\n", "\r\r\n"], [" ", "\u00a0"]] as const) {
    assert.deepEqual(pasted(RENDERED.replaceAll(from, to)), [MOVED], JSON.stringify(to));
  }
});

test("JSON: rustc's, cargo's and an editor's", () => {
  const rustc = { $message_type: "diagnostic", message: MOVED.message, code: { code: "E0382" }, level: "error", spans: [] };
  const bare = { ...rustc, code: null, message: "lifetime may not live long enough" };
  const end = { message: "aborting due to 1 previous error", code: null, level: "error", spans: [] };
  const note = { message: "Some errors have detailed explanations", code: null, level: "failure-note" };
  const lines = [rustc, bare, end, note].map((line) => JSON.stringify(line)).join("\n");
  assert.deepEqual(pasted(lines), [MOVED, { level: "error", code: null, message: bare.message }]);
  const cargo = [{ reason: "compiler-artifact" }, { reason: "compiler-message", message: rustc }];
  assert.deepEqual(pasted(cargo.map((line) => JSON.stringify(line)).join("\n")), [MOVED]);
  assert.deepEqual(pasted(`build\t2026-11-21T03:13:57Z ${JSON.stringify(rustc)}`), [MOVED]);
  assert.deepEqual(pasted(JSON.stringify(rustc).slice(0, -9)), [{ level: "", code: "E0382", message: "" }]); // cut
  const editor = [{ resource: "/a.rs", code: { value: "E0382", target: {} }, severity: 8, message: `${MOVED.message}\nvalue borrowed here`, source: "rustc" }];
  assert.deepEqual(pasted(JSON.stringify(editor, null, 2)), [{ ...MOVED, message: editor[0]!.message }]);
});

test("an editor's hover text", () => {
  for (const hover of ["\nvalue borrowed here after move rustc(E0382)", " rustc(E0382) [Ln 4, Col 16]"]) {
    assert.deepEqual(pasted(MOVED.message + hover), [{ level: "", code: "E0382", message: MOVED.message }]);
  }
});

test("nothing is nothing, and a message alone is a message", () => {
  assert.deepEqual(pasted(" \n"), []);
  assert.deepEqual(pasted("`x` does not live long enough"), [{ level: "", code: null, message: "`x` does not live long enough" }]);
});

test("panics, of today and of before Rust 1.73", () => {
  const said = { level: "run", code: null, message: "attempt to add with overflow" };
  assert.deepEqual(pasted("thread 'main' (7) panicked at a.rs:3:5:\nattempt to add with overflow\nnote: run with"), [said]);
  assert.deepEqual(pasted("thread 'main' panicked at 'attempt to add with overflow', a.rs:3:5"), [said]);
});

test("quoted and stamped lines are lines", () => {
  for (const stamp of ["> ", "[12:13:14] ", "#12 3.456 ", "build\tcargo test\t2026-11-21T03:13:57.1Z "]) {
    assert.deepEqual(pasted(RENDERED.replace(/^/gm, stamp)), [MOVED], stamp);
  }
});

test("output is told from words", () => {
  assert.deepEqual([RENDERED, "error: lifetime may not live long enough", "E0382", "borrow checker error", ""].map(isOutput), [
    true,
    true,
    false,
    false,
    false,
  ]);
});

test("names and numbers are left out", () => {
  assert.equal(canonical("takes 1 argument but `a` gives `b::<C>`\nmore"), "takes # argument but `_` gives `_`");
});
