// The goals of an exercise held against a reader's attempt, as judging/exercises.py holds them. Pure.

import type { Outcome } from "../playground/answer.ts";

/** What an attempt is held against: goals as the page writes them, the output to print, and the start program. */
export interface Task {
  goals: readonly string[];
  prints: string;
  start: string;
}

/** One goal: `met` is null where nobody can tell. `found` says what was found instead. */
export interface GoalResult {
  goal: string;
  met: boolean | null;
  found: string;
}

const TOKEN =
  /\/\/[^\n]*|\/\*|(?<!\w)(?:br|cr|r)(#*)"|(?:(?<!\w)[bc])?"|(?<!\w)b'(?:\\.|[^'/\n\\])*'|'(?:[^\\]'|(?!\w)(?:\\.|[^'/\n\\])+'|[^\W\d]\w*')|'(?:r#)?[^\W\d]\w*|(?:r#)?[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|[^\s\w]/gu;

/** The tokens of a program; comments are left out, a literal is its first sign. */
export function tokens(code: string): string[] {
  const found: string[] = [];
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
    const text = match[0];
    if (text === "/*") pattern.lastIndex = commentEnd(code, pattern.lastIndex);
    else if (match[1] !== undefined) pattern.lastIndex = end(code, `"${match[1]}`, pattern.lastIndex);
    else if (/^[bc]?"$/.test(text)) pattern.lastIndex = stringEnd(code, pattern.lastIndex);
    if (text !== "/*" && !text.startsWith("//")) found.push(text);
  }
  return found;
}

function commentEnd(code: string, from: number): number {
  const edges = /\/\*|\*\//g;
  edges.lastIndex = from;
  let depth = 1;
  for (let edge = edges.exec(code); edge; edge = edges.exec(code)) {
    depth += edge[0] === "/*" ? 1 : -1;
    if (depth === 0) return edges.lastIndex;
  }
  return code.length;
}

function end(code: string, closer: string, from: number): number {
  const at = code.indexOf(closer, from);
  return at < 0 ? code.length : at + closer.length;
}

function stringEnd(code: string, from: number): number {
  const rest = /[^"\\]*(?:\\[\s\S][^"\\]*)*"?/y;
  rest.lastIndex = from;
  rest.test(code);
  return rest.lastIndex;
}

/** The signature of the first function with a name: from its qualifiers to its body. Null where there is none. */
export function signature(code: string, name: string): string | null {
  const words = tokens(code);
  const at = words.findIndex((word, index) => word === "fn" && words[index + 1] === name);
  if (at < 0) return null;
  let first = at;
  while (first > 0 && ["pub", "const", "async", "unsafe", "extern"].includes(words[first - 1]!)) first -= 1;
  let depth = 0;
  let last = at;
  for (; last < words.length && !(depth === 0 && ["{", ";"].includes(words[last]!)); last += 1) {
    if (["(", "["].includes(words[last]!)) depth += 1;
    else if ([")", "]"].includes(words[last]!)) depth -= 1;
  }
  return words.slice(first, last).join(" ");
}

/** Every goal held against an attempt; `allocations` is null where nobody counted. */
export function results(task: Task, code: string, outcome: Outcome, allocations: number | null): GoalResult[] {
  return task.goals.map((goal) => ({ goal, ...result(goal, task, code, outcome, allocations) }));
}

function result(goal: string, task: Task, code: string, outcome: Outcome, allocations: number | null) {
  const endsWell = outcome.kind === "ran" && outcome.exit === 0;
  if (goal === "compiles") return { met: endsWell, found: endsWell ? "" : fault(outcome) };
  const name = /^(?:without|keeps fn) (\w+)$/u.exec(goal)?.[1] ?? "";
  if (goal.startsWith("without ")) {
    const stands = tokens(code).some((word) => word.replace(/^r#/, "") === name);
    return { met: !stands, found: stands ? `\`${name}\` stands in it` : "" };
  }
  if (goal.startsWith("keeps fn ")) {
    const now = signature(code, name);
    const met = now === signature(task.start, name);
    return { met, found: met ? "" : now === null ? `there is no \`fn ${name}\`` : `it is \`${now}\` now` };
  }
  if (!endsWell) return { met: null, found: "it did not run to its end" };
  if (goal === "prints") {
    const met = outcome.stdout === task.prints;
    return { met, found: met ? "" : "it prints something else" };
  }
  const most = Number(/^allocs<=(\d+)$/.exec(goal)?.[1] ?? NaN);
  if (allocations === null || Number.isNaN(most)) return { met: null, found: "nobody could count here" };
  return { met: allocations <= most, found: allocations <= most ? "" : `it makes ${allocations}` };
}

function fault(outcome: Outcome): string {
  if (outcome.kind === "ran") return outcome.panic ? "it panics" : "it does not end with status 0";
  if (outcome.kind === "built") return "it has no `main` to run";
  const codes = outcome.kind === "rejected" ? outcome.diagnostics.map(({ code }) => code).filter(Boolean) : [];
  return `rustc says ${[...new Set(codes)].join(" ") || "no"}`;
}
