// Finds the page of an error. Pure: the data come from the page (site/errors/lookup.py), the question from the reader.

import { canonical, pasted, type Said } from "./pasted.ts";

/** An error with a page. `says` are rustc's messages with `_` for names; lessons are [title, address], programs
 * [name, address, message]. */
export type Entry = {
  id: string;
  kind: "code" | "message" | "lint";
  title: string;
  says: string[];
  url: string;
  lessons: [string, string][];
  programs: [string, string, string][];
};
/** A code of the past; `now` are codes, lints and ids of messages, none where such programs are accepted. */
export type Retired = { now: string[]; note: string; known: boolean };
export type Data = { errors: Entry[]; retired: Record<string, Retired>; elsewhere: string[]; judge: string };

/** `sure` is false where the text only resembles what rustc says. `message` is what was pasted, if it was a message. */
export type Result =
  | { what: "error"; entry: Entry; message: string; sure: boolean }
  | { what: "retired"; code: string; retired: Retired; now: (Entry | string)[] }
  | { what: "elsewhere" | "unknown"; code: string };

const NEAREST = 5;
const SHORTEST = 6; // characters of a part of a message that are worth looking for
const ENOUGH = 0.5; // of a text's words, weighed by how rare they are, must occur in what resembles it

/** The answers in the order of the text, each error once. */
export function lookup(text: string, data: Data): Result[] {
  const found = new Map<string, Result>();
  const distinct = new Map(pasted(text).map((said) => [`${said.level} ${said.code} ${canonical(said.message)}`, said]));
  for (const said of distinct.values()) {
    for (const result of one(said, data)) {
      const key = result.what === "error" ? result.entry.id : result.code;
      const known = found.get(key);
      if (!known || (known.what === "error" && !known.sure)) found.set(key, result);
    }
  }
  return [...found.values()];
}

/** The page to open without asking: the only answer, and a sure one. */
export function destination(results: Result[]): string | null {
  const [only, ...others] = results;
  return only?.what === "error" && only.sure && others.length === 0 ? only.entry.url : null;
}

/** Programs of an entry, those that are told exactly this message first. */
export function programs(entry: Entry, message: string): Entry["programs"] {
  const wanted = canonical(message);
  const told = (program: Entry["programs"][number]): number => (canonical(program[2]) === wanted ? 0 : 1);
  return [...entry.programs].sort((a, b) => told(a) - told(b));
}

function one(said: Said, data: Data): Result[] {
  const { code, message } = said;
  const entry = data.errors.find((e) => e.id === code);
  if (entry) return [{ what: "error", entry, message, sure: true }];
  const retired = code !== null && Object.hasOwn(data.retired, code) ? data.retired[code] : undefined;
  if (code && retired) {
    const now = retired.now.map((name) => data.errors.find((e) => e.id === name) ?? name);
    return [{ what: "retired", code, retired, now }];
  }
  if (code && data.elsewhere.includes(code)) return [{ what: "elsewhere", code }];
  const alike = byMessage(said, data.errors);
  return code ? [{ what: "unknown", code }, ...(alike.filter((r) => r.what === "error" && r.sure))] : alike;
}

/** By the whole message, by a part of it, or by its words. */
function byMessage({ level, message }: Said, errors: Entry[]): Result[] {
  const wanted = canonical(message);
  if (!wanted) return [];
  const exact = errors.filter((e) => known(e).exactly.has(wanted));
  const part = wanted.toLowerCase();
  const holding = part.length < SHORTEST ? exact : errors.filter((e) => known(e).said.some((m) => m.includes(part)));
  if (level && exact.length) return ordered(exact, message, "message");
  if (holding.length) return ordered(holding, exact.length ? message : "", "code");
  return ordered(byWords(part, errors), "", null);
}

/** rustc prints the code of what has one, so a header without a code is about what has none (`first`); somebody who
 * types a message will more often mean what has a code. The first is sure if it is the only one of its kind, with a
 * header, or of all. Where nothing really fits, `first` is null. */
function ordered(entries: Entry[], message: string, first: Entry["kind"] | null): Result[] {
  const ahead = entries.filter((e) => e.kind === first);
  const sure = first !== null && (entries.length === 1 || (first === "message" && ahead.length === 1));
  const all = [...ahead, ...entries.filter((e) => !ahead.includes(e))].slice(0, NEAREST);
  return all.map((entry, at) => ({ what: "error", entry, message, sure: sure && at === 0 }));
}

/** What an entry is found by. */
interface Known {
  exactly: Set<string>;
  said: string[];
  words: Set<string>;
}

const KNOWN = new WeakMap<Entry, Known>(); // a log of a build asks a thousand times

function known(entry: Entry): Known {
  const before = KNOWN.get(entry);
  if (before) return before;
  const says = entry.says.map(canonical);
  const said = [...says, entry.title, entry.id].map((text) => text.toLowerCase());
  const made = { exactly: new Set(says), said, words: words(said.join(" ")) };
  KNOWN.set(entry, made);
  return made;
}

/** Words of three letters and more; shorter ones stand everywhere. */
function words(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[a-z][a-z']{2,}/g) ?? []);
}

function byWords(text: string, errors: Entry[]): Entry[] {
  const wanted = [...words(text)];
  const holding = (word: string): number => errors.filter((entry) => known(entry).words.has(word)).length;
  const weight = new Map(wanted.map((word) => [word, Math.log((1 + errors.length) / (1 + holding(word)))]));
  const total = (held: string[]): number => held.reduce((sum, word) => sum + weight.get(word)!, 0);
  const scored = errors.map((entry) => ({ entry, score: total(wanted.filter((word) => known(entry).words.has(word))) }));
  const best = scored.filter((s) => s.score > 0 && s.score >= ENOUGH * total(wanted)).sort((a, b) => b.score - a.score);
  return best.map((s) => s.entry);
}
