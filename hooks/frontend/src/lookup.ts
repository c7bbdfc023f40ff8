// Finds the page of an error. Pure: the data come from the site (site/errors/lookup.py), the question from the reader.

import { canonical, pasted, type Said } from "./pasted.ts";
import { held, pieces, plain, stems } from "./phrases.ts";

/** An error with a page. `says` are messages with `_` for names, `former` those of older compilers, `labels` what stands
 * beside the code, `questions` how people ask. `parts` are texts of a report with the heading of the page about them.
 * Lessons are [title, address], programs [name, address, message]. */
export type Entry = {
  id: string;
  kind: "code" | "message" | "lint" | "run";
  title: string;
  says: string[];
  former: string[];
  labels: string[];
  questions: string[];
  parts: [string, string][];
  url: string;
  lessons: [string, string][];
  programs: [string, string, string][];
};
/** A code of the past; `now` are codes, lints and ids of messages, none where such programs are accepted. `url` is its
 * page, empty where it has none. */
export type Retired = { now: string[]; note: string; known: boolean; url: string };
export type Data = { errors: Entry[]; retired: Record<string, Retired>; elsewhere: string[]; judge: string };

/** `sure` is false where the text only resembles what rustc says. `message` is what was pasted, if it was a message. `url`
 * leads to the part of the page that the report is about. */
export type Result =
  | { what: "error"; entry: Entry; message: string; sure: boolean; url: string }
  | { what: "retired"; code: string; retired: Retired; now: (Entry | string)[] }
  | { what: "elsewhere" | "unknown"; code: string };

const NEAREST = 5;
const SHORTEST = 6; // characters of a part of a message that are worth looking for
const ENOUGH = 0.34; // of a question's words, weighed by how rare they are, must occur in what resembles it

/** The answers: errors in the order of the text, then warnings, each once. */
export function lookup(text: string, data: Data): Result[] {
  const found = new Map<string, Result>();
  const distinct = new Map(pasted(text).map((said) => [`${said.level} ${said.code} ${canonical(said.message)}`, said]));
  const all = [...distinct.values()];
  for (const said of all) {
    for (const result of one(said, data)) {
      const key = result.what === "error" ? result.entry.id : result.code;
      const known = found.get(key);
      if (!known || (known.what === "error" && !known.sure)) found.set(key, result);
    }
  }
  const results = [...found.values()];
  if (all.some((said) => said.level === "error" && said.code)) return results;
  const running = whileRunning(text, data).filter((result) => !found.has(result.entry.id));
  return running.length ? [...running, ...results.filter((r) => r.what !== "error" || r.sure)] : results;
}

/** The page to open without asking: that of the first answer, if it alone is sure. */
export function destination(results: Result[]): string | null {
  const [first, ...others] = results;
  const alone = others.every((other) => other.what === "error" && !other.sure);
  return first?.what === "error" && first.sure && alone ? first.url : null;
}

/** Programs of an entry, those that are told exactly this message first. */
export function programs(entry: Entry, message: string): Entry["programs"] {
  const wanted = canonical(message);
  const told = (program: Entry["programs"][number]): number => (canonical(program[2]) === wanted ? 0 : 1);
  return [...entry.programs].sort((a, b) => told(a) - told(b));
}

function answer(entry: Entry, said: Said, sure: boolean, message = said.message): Extract<Result, { what: "error" }> {
  return { what: "error", entry, message, sure, url: entry.url + part(entry, said) };
}

/** The heading of a page that a report is about. */
function part(entry: Entry, said: Said): string {
  const text = plain(`${said.message}\n${said.text}`);
  const found = entry.parts.find(([words]) => text.includes(plain(words)));
  return found ? `#${found[1]}` : "";
}

function one(said: Said, data: Data): Result[] {
  const { code } = said;
  const entry = data.errors.find((e) => e.id === code);
  if (entry) return [answer(entry, said, true)];
  const retired = code !== null && Object.hasOwn(data.retired, code) ? data.retired[code] : undefined;
  if (code && retired) {
    const now = retired.now.map((name) => data.errors.find((e) => e.id === name) ?? name);
    return [{ what: "retired", code, retired, now }];
  }
  if (code && data.elsewhere.includes(code)) return [{ what: "elsewhere", code }];
  const alike = byMessage(said, data.errors);
  return code ? [{ what: "unknown", code }, ...(alike.filter((r) => r.what === "error" && r.sure))] : alike;
}

/** By the whole message, by a part of it, by what stands beside the code, or by words. */
function byMessage(said: Said, errors: Entry[]): Result[] {
  const wanted = canonical(said.message);
  if (!wanted) return [];
  const exact = errors.filter((e) => known(e).exactly.has(wanted));
  const small = wanted.toLowerCase();
  const holding = small.length < SHORTEST ? exact : errors.filter((e) => known(e).said.some((m) => m.includes(small)));
  const codeless = said.level === "run" ? "run" : "message";
  if (said.level && exact.length) return ordered(exact, said, codeless);
  if (holding.length) return ordered(holding, said, exact.length ? "code" : "code", exact.length ? said.message : "");
  const lines = [said.message, ...(said.level ? [] : said.text.split("\n").slice(1))].map(plain).filter(Boolean);
  const worded = best(errors, (entry) => Math.max(...lines.map((line) => wording(entry, line))));
  if (worded.length) return ordered(worded, said, said.level ? codeless : "code");
  const text = plain(said.text);
  const labelled = best(errors, (e) => Math.max(0, ...e.labels.map((label) => (text.includes(plain(label)) ? label.length : 0))));
  if (labelled.length) return ordered(labelled, said, "code", "");
  return said.level === "run" ? [] : ordered(byWords(said.text.slice(0, 400), errors), said, null, "");
}

/** rustc prints the code of what has one, so a header without a code is about what has none (`first`); somebody who
 * types a message will more often mean what has a code. The first is sure if it is the only one of its kind, with a
 * header, or of all. Where nothing really fits, `first` is null. */
function ordered(entries: Entry[], said: Said, first: Entry["kind"] | null, message = said.message): Result[] {
  const ahead = entries.filter((e) => e.kind === first);
  const sure = first !== null && (entries.length === 1 || (first !== "code" && ahead.length === 1));
  const all = [...ahead, ...entries.filter((e) => !ahead.includes(e))].slice(0, NEAREST);
  return all.map((entry, at) => answer(entry, said, sure && at === 0, message));
}

/** What a program said that was compiled and run: on any line, with whatever stands before it, in the text's order. */
function whileRunning(text: string, data: Data): Extract<Result, { what: "error" }>[] {
  const running = data.errors.filter((entry) => entry.kind === "run");
  if (!running.length) return [];
  const found: Extract<Result, { what: "error" }>[] = [];
  for (const line of text.split("\n")) {
    const said: Said = { level: "run", code: null, message: line.trim(), text };
    const entry = best(running, (e) => whole(e, plain(line)))[0];
    if (entry && !found.some((result) => result.entry === entry)) found.push(answer(entry, said, true));
  }
  return found;
}

/** The entries with the highest score, all of them where several have it; none where it is 0. */
function best(errors: Entry[], score: (entry: Entry) => number): Entry[] {
  const scored = errors.map((entry) => ({ entry, score: score(entry) }));
  const top = Math.max(1, ...scored.map((s) => s.score));
  return scored.filter((s) => s.score === top).map((s) => s.entry);
}

/** The letters of an entry's best wording that a line holds. */
function wording(entry: Entry, line: string): number {
  return Math.max(0, ...known(entry).wordings.map((pieces) => held(pieces, line)));
}

/** The same for wordings that the line holds whole. */
function whole(entry: Entry, line: string): number {
  const all = (wanted: string[]): number => wanted.reduce((sum, piece) => sum + piece.length, 0);
  return Math.max(0, ...known(entry).wordings.map((pieces) => (held(pieces, line) === all(pieces) ? all(pieces) : 0)));
}

/** What an entry is found by. */
interface Known {
  exactly: Set<string>;
  said: string[];
  wordings: string[][];
  questions: Set<string>[];
}

const KNOWN = new WeakMap<Entry, Known>(); // a log of a build asks a thousand times

function known(entry: Entry): Known {
  const before = KNOWN.get(entry);
  if (before) return before;
  const all = [...entry.says, ...entry.former];
  const says = all.map(canonical);
  const said = [...says, entry.title, entry.id].map((text) => text.toLowerCase());
  const questions = [...entry.questions, entry.title, ...entry.labels, ...all].map(stems);
  const made = { exactly: new Set(says), said, wordings: all.map(pieces), questions };
  KNOWN.set(entry, made);
  return made;
}

/** By the words of a question, rare ones first. */
function byWords(text: string, errors: Entry[]): Entry[] {
  const wanted = [...stems(text)];
  const holding = (word: string): number => errors.filter((e) => known(e).questions.some((q) => q.has(word))).length;
  const weight = new Map(wanted.map((word) => [word, Math.log((1 + errors.length) / (1 + holding(word)))]));
  const sum = (words: string[]): number => words.reduce((total, word) => total + weight.get(word)!, 0);
  const understood = sum(wanted.filter((word) => holding(word) > 0));
  const score = (question: Set<string>): number => {
    const common = wanted.filter((word) => question.has(word));
    return sum(common) * (1 - 0.3 * (1 - common.length / Math.max(1, question.size)));
  };
  const scored = errors.map((entry) => ({ entry, score: Math.max(...known(entry).questions.map(score)) }));
  const enough = scored.filter((s) => s.score > 0 && s.score >= ENOUGH * sum(wanted) && s.score >= ENOUGH * understood);
  return enough.sort((a, b) => b.score - a.score).map((s) => s.entry);
}
