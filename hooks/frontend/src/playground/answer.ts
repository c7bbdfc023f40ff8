// The answer of /execute -> what became of the program. Pure.

import { read, type Diagnostic } from "./cargo.ts";

/** A panic in the program's own words. `line` is null where it was in no line of the program. */
export interface Panic {
  line: number | null;
  message: string;
}

/** What became of a program. `exit` is negative for a signal. `text` is what cargo printed. */
export type Outcome =
  | { kind: "rejected"; diagnostics: Diagnostic[]; text: string }
  | { kind: "built"; diagnostics: Diagnostic[] }
  | { kind: "ran"; diagnostics: Diagnostic[]; exit: number; stdout: string; stderr: string; panic: Panic | null }
  | { kind: "unclear"; text: string };

const EXIT = /^Exited with (status|signal) (\d{1,4})/;
const PANIC = /^thread '[^'\n]*'(?: \(\d+\))? panicked at (?:src\/(?:main|lib)\.rs:(\d+):\d+|[^\n]*):\n([\s\S]*)/m;
const AFTER_MESSAGE = /^(?:note: run with `RUST_BACKTRACE|stack backtrace:|thread ')/m;
const THREAD_NUMBER = /^(thread '[^'\n]*') \(\d+\)(?= panicked at)/gm;
const ADVICE = /^note: run with `RUST_BACKTRACE=1`.*\n?/gm;

/** What the answer (already JSON) tells of `code`; null where it is not an answer of a Playground at all. */
export function outcome(answer: unknown, code: string): Outcome | null {
  if (typeof answer !== "object" || answer === null || "error" in answer) return null;
  const { success, stdout, stderr, exitDetail, exit_detail } = answer as Record<string, unknown>;
  const detail = exitDetail ?? exit_detail;
  if (typeof success !== "boolean" || typeof stdout !== "string" || typeof stderr !== "string") return null;
  const ended = typeof detail === "string" ? EXIT.exec(detail) : null;
  if (!ended) return null;
  const exit = Number(ended[2]) * (ended[1] === "status" ? 1 : -1);
  if (success !== (exit === 0)) return null;
  const { compiled, diagnostics, program } = read(stderr, code);
  if (compiled === false) return { kind: "rejected", diagnostics, text: stderr };
  if (compiled === null) return { kind: "unclear", text: stderr };
  if (program === null) return { kind: "built", diagnostics };
  return { kind: "ran", diagnostics, exit, stdout, stderr: readable(program), panic: panic(program) };
}

/** The first panic on stderr. */
function panic(stderr: string): Panic | null {
  const match = PANIC.exec(stderr);
  if (!match) return null;
  return { line: match[1] ? Number(match[1]) : null, message: match[2]!.split(AFTER_MESSAGE)[0]!.trim() };
}

/** Without the thread's number, which differs from run to run, and the advice to ask for a backtrace. */
function readable(stderr: string): string {
  return stderr.replace(THREAD_NUMBER, "$1").replace(ADVICE, "").trim();
}
