// One sentence about what became of a program, and what of its output is worth showing. Pure.

import type { Outcome } from "./answer.ts";
import type { Diagnostic } from "./cargo.ts";

const LONGEST = 20_000; // characters of one stream
const MOST = 400; // lines of one stream

/** What happened, as the end of a sentence about the program. */
export function summary(outcome: Outcome): string {
  switch (outcome.kind) {
    case "rejected":
      return `does not compile: ${counted(outcome.diagnostics) || "see what cargo prints"}`;
    case "built":
      return `compiles, and has no main to run${besides(outcome.diagnostics)}`;
    case "unclear":
      return "the compiler there did not come to an end, perhaps for want of memory; see what cargo prints";
    case "ran":
      return `${ending(outcome.exit, outcome.panic !== null)}${besides(outcome.diagnostics)}`;
  }
}

function ending(exit: number, panicked: boolean): string {
  if (exit === 0) return "ran to its end, exit 0";
  if (exit === -9) return "was killed (signal 9), perhaps for want of memory";
  if (exit === -11) return "was killed: it touched memory that is not its own (signal 11)";
  if (exit < 0) return `${panicked ? "panicked and " : ""}was ended by signal ${-exit}`;
  return panicked ? `panicked, exit ${exit}` : `ended with exit status ${exit}`;
}

function besides(diagnostics: Diagnostic[]): string {
  return diagnostics.length ? `; ${counted(diagnostics)}` : "";
}

function counted(diagnostics: Diagnostic[]): string {
  return (["error", "warning"] as const)
    .map((level) => [level, diagnostics.filter((found) => found.level === level).length] as const)
    .filter(([, number]) => number > 0)
    .map(([level, number]) => `${number} ${level}${number === 1 ? "" : "s"}`)
    .join(", ");
}

/** The beginning of a long text, and in words what was left out; `left` is empty where nothing was. */
export function cut(text: string): { text: string; left: string } {
  const lines = text.split("\n");
  const kept = lines.slice(0, MOST).join("\n").slice(0, LONGEST);
  const left = kept.length < text.length ? `Cut here: ${kept.length} of ${text.length} characters are shown.` : "";
  return { text: kept, left };
}
