// The answer of a Playground: taken at its word only where it has exactly the right form.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { outcome } from "../src/playground/answer.ts";
import { failure, words, type Why } from "../src/playground/failure.ts";
import { body } from "../src/playground/request.ts";
import { cut, summary } from "../src/playground/summary.ts";

const FINISHED = "    Finished `dev` profile [unoptimized + debuginfo] target(s) in 0.2s\n";
const RAN = `${FINISHED}     Running \`target/debug/playground\`\n`;

function ended(exit: string, stderr = RAN, stdout = "") {
  return outcome({ success: exit === "status 0", exitDetail: `Exited with ${exit}`, stdout, stderr }, "fn main() {}");
}

function told(exit: string, stderr?: string): string {
  const found = ended(exit, stderr);
  return found ? summary(found) : "no answer";
}

test("each end of a program has its words", () => {
  assert.equal(told("status 0"), "ran to its end, exit 0");
  assert.equal(told("status 3"), "ended with exit status 3");
  assert.match(told("signal 9 (SIGKILL): kill program"), /^was killed \(signal 9\), perhaps for want of memory/);
  assert.match(told("signal 6 (SIGABRT): abort program"), /ended by signal 6/);
  assert.match(told("status 0", FINISHED), /compiles, and has no main to run/);
  assert.match(told("status 101", "error: could not compile `playground` (bin \"playground\")\n"), /did not come to an end/);
});

test("a panic: its message, its place, and neither the thread's number nor advice that does not help", () => {
  const { code, answer } = JSON.parse(readFileSync(new URL("recorded/panicked.json", import.meta.url), "utf8"));
  const found = outcome(answer, code);
  assert.ok(found?.kind === "ran");
  assert.deepEqual(found.panic, { line: 5, message: "nothing\nhere" });
  assert.equal(found.stderr, "thread 'main' panicked at src/main.rs:5:7:\nnothing\nhere");
  assert.equal(found.stdout, "before\n");
  assert.equal(summary(found), "panicked, exit 101");
});

test("a panic within std is at no place of the program", () => {
  const found = ended("status 101", `${RAN}thread 'main' (7) panicked at /rustc/abc/library/core/src/slice/mod.rs:1:2:\noh\n`);
  assert.deepEqual(found?.kind === "ran" && found.panic, { line: null, message: "oh" });
});

test("what contradicts itself or lacks a field is no answer", () => {
  const good = { success: true, exitDetail: "Exited with status 0", stdout: "", stderr: RAN };
  assert.ok(outcome(good, ""));
  assert.ok(outcome({ ...good, exitDetail: undefined, exit_detail: "Exited with status 0" }, ""), "the other spelling");
  for (const bad of [null, [], "text", {}, { ...good, success: false }, { ...good, stdout: null }, { ...good, exitDetail: "gone" }, { ...good, error: "x" }]) {
    assert.equal(outcome(bad, ""), null, JSON.stringify(bad));
  }
});

test("each status other than 200 has its reason", () => {
  const kinds = (pairs: [number, string][]) => pairs.map(([status, said]) => failure(status, said).kind);
  assert.deepEqual(
    kinds([[429, ""], [500, "Could not start the container"], [503, ""], [504, ""], [500, "The operation timed out"], [413, ""]]),
    ["overloaded", "overloaded", "overloaded", "stopped", "stopped", "large"],
  );
  assert.deepEqual(
    kinds([[400, "Unable to deserialize request"], [500, "'x' is not a valid edition"], [500, "Generated more than 1 bytes of output"], [404, ""]]),
    ["refused", "refused", "talkative", "refused"],
  );
});

test("every reason is said in a sentence that names the host or what to do", () => {
  const all: Why[] = [
    { kind: "offline" },
    { kind: "unreachable" },
    { kind: "late", seconds: 30 },
    { kind: "stopped" },
    { kind: "overloaded", status: 503 },
    { kind: "refused", status: 400, said: "bad" },
    { kind: "large" },
    { kind: "talkative" },
    { kind: "malformed" },
  ];
  const said = all.map((why) => words(why, "play.example"));
  assert.equal(new Set(said).size, all.length);
  for (const sentence of said) assert.match(sentence, /^(?=.*(?:play\.example|offline)).*\.$/);
});

test("what is run, built or tested", () => {
  const kind = (code: string) => {
    const { crateType, tests } = body({ code, edition: "2021", channel: "beta" });
    return [crateType, tests];
  };
  assert.deepEqual(kind("fn main() {}"), ["bin", false]);
  assert.deepEqual(kind("  pub async fn main () {}"), ["bin", false]);
  assert.deepEqual(kind("// fn main\nfn domain() {}"), ["lib", false]);
  assert.deepEqual(kind("#[test]\nfn works() {}"), ["lib", true]);
  assert.deepEqual(kind("#[test]\nfn works() {}\nfn main() {}"), ["bin", false]);
  assert.deepEqual(kind('#![crate_type = "proc-macro"]\nfn main() {}'), ["proc-macro", false]);
  assert.deepEqual(body({ code: "x", edition: "2021", channel: "beta" }), {
    channel: "beta", mode: "debug", edition: "2021", crateType: "lib", tests: false, backtrace: false, code: "x",
  });
});

test("a long output is cut, and says so", () => {
  assert.deepEqual(cut("a\nb"), { text: "a\nb", left: "" });
  const lines = cut("x\n".repeat(5000));
  assert.equal(lines.text.split("\n").length, 400);
  assert.match(lines.left, /^Cut here: 799 of 10000 characters are shown\.$/);
  assert.equal(cut("y".repeat(100_000)).text.length, 20_000);
});
