// Reads what somebody pasted: rustc's or cargo's output in any of its forms, an editor's, a panic, or a bare code. Pure.

import { cleaned } from "./clean.ts";

/** One message. `code` is an error code or a lint's name; `level` is empty where the text has no header to say it.
 * `text` is the report that the message begins: its labels and notes tell variants apart. */
export type Said = { level: "error" | "warning" | "run" | ""; code: string | null; message: string; text: string };

const BARE = /^\W*(?:error|warning)?\W*e?(\d{1,4})\W*$/i;
const LONGEST_BARE = 40;
const HEADER = /(?:^|[\s:\]])(error|warning)(?:\[([^\]\s]+)\])?:\s+(\S.*)$/;
const SOURCE = /^\s*(?:\d+\s*)?(?:\||-->|:::|\.\.\.)/;
const SUMMARY =
  /^(?:aborting due to|could not compile|build failed|\d+ warnings? emitted|`.*` \(.*\) generated \d+|test failed|process didn't exit)/;
const LINT = /`#\[(?:warn|deny|forbid)\(([\w:]+)\)\]`|`-[WDF] ?([\w:-]+)`/g;
const CODE = /(?<![a-z0-9])e\d{4}(?![a-z0-9])/gi;
const UNDEFINED = /^(?:Undefined Behavior: |\w+Sanitizer: )/;
// A panic in both of std's forms: since Rust 1.73 the message has a line of its own.
const PANIC = /panicked at (?:'(.*)', [^']*$|\S+:\d+:\d+:?\s*$)/;

/** A message without what differs from program to program; the same as `canonical` in site/errors/handbook.py. */
export function canonical(message: string): string {
  return (message.split("\n", 1)[0] ?? "").trim().replace(/`[^`]*`/g, "`_`").replace(/\b\d+\b/g, "#");
}

/** What the text says: errors in its order, then warnings. A text without headers or codes is a message of its own. */
export function pasted(text: string): Said[] {
  const clean = cleaned(text);
  if (!clean) return [];
  const bare = clean.length <= LONGEST_BARE ? BARE.exec(clean) : null; // which takes its time with long rows of signs
  if (bare) return [{ level: "", code: `E${bare[1]!.padStart(4, "0")}`, message: "", text: "" }];
  const json = fromJson(clean);
  const headed = json.length ? json : fromLines(clean.split("\n"));
  if (headed.length) return [...headed.filter((s) => s.level !== "warning"), ...headed.filter((s) => s.level === "warning")];
  return withoutHeader(clean);
}

/** Words, labels, or what an editor shows of a message: codes count where there are any. */
function withoutHeader(clean: string): Said[] {
  const first = clean.split("\n", 1)[0]!.trim();
  const codes = new Set(clean.match(CODE)?.map(upper));
  const message = first.includes('{"') ? "" : first.replace(/ ?(?:rustc|rust-analyzer|clippy)\(.*$/, ""); // not cut JSON
  const said = { level: "" as const, message, text: clean };
  return codes.size ? [...codes].map((code) => ({ ...said, code })) : [{ ...said, code: null }];
}

/** A code as rustc spells it; a lint's name as it stands. */
function upper(code: string): string {
  return /^e\d{4}$/i.test(code) ? code.toUpperCase() : code;
}

/** Whether a text is what a compiler printed, not words to search for: it has a header, or is JSON. */
export function isOutput(text: string): boolean {
  return pasted(text).some((said) => said.level !== "");
}

function fromLines(lines: string[]): Said[] {
  const found: Said[] = [];
  lines.forEach((line, at) => {
    const source = SOURCE.test(line);
    const header = source ? null : HEADER.exec(line);
    const panic = source ? null : PANIC.exec(line);
    const last = found.at(-1);
    if (panic) {
      found.push({ level: "run", code: null, message: (panic[1] ?? lines[at + 1] ?? "").trim(), text: line });
    } else if (header && !SUMMARY.test(header[3]!)) {
      const [, level, code, message] = header as unknown as [string, "error" | "warning", string | undefined, string];
      const running = UNDEFINED.test(message);
      const said = running ? message.replace(UNDEFINED, "") : message;
      found.push({ level: running ? "run" : level, code: code ? upper(code) : null, message: said, text: line });
    } else if (last) {
      last.text += `\n${line}`;
      if (!last.code) last.code = lint(line);
    }
  });
  return found;
}

/** The lint that a note names: "`#[warn(unused_mut)]` on by default", "requested ... with `-W unused-mut`". */
function lint(line: string): string | null {
  for (const found of line.matchAll(LINT)) {
    const name = (found[1] ?? found[2]!).replaceAll("-", "_");
    if (name !== "warnings") return name;
  }
  return null;
}

function fromJson(text: string): Said[] {
  if (!text.includes("{")) return [];
  // As a whole; or a line each, whatever a log puts before it.
  for (const parts of [[text], text.split("\n").map((line) => line.slice(Math.max(0, line.indexOf("{"))))]) {
    const found = parts.flatMap((part) => diagnostics(parsed(part)));
    if (found.length) return found;
  }
  return [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Diagnostics of rustc (`code.code`), cargo (inside `message`) and editors (`code.value`, `severity`). */
function diagnostics(value: unknown): Said[] {
  if (Array.isArray(value)) return value.flatMap(diagnostics);
  if (typeof value !== "object" || value === null) return [];
  const { message, code, level, severity, diagnostics: held, rendered } = value as Record<string, unknown>;
  if (typeof message === "object") return diagnostics(message);
  if (typeof message !== "string") return diagnostics(held);
  if (SUMMARY.test(message) || (typeof level === "string" && level !== "error" && level !== "warning")) return [];
  const named = typeof code === "object" && code !== null ? (code as Record<string, unknown>) : { value: code };
  const name = named["code"] ?? named["value"];
  const warns = level === "warning" || severity === 4 || severity === 2;
  const text = typeof rendered === "string" ? rendered : message;
  return [{ level: warns ? "warning" : "error", code: typeof name === "string" ? name : null, message, text }];
}
