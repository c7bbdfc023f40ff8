// Reads what somebody pasted: rustc's or cargo's output in any of its forms, an editor's, or a bare code. Pure.

/** One message. `code` is an error code or a lint's name; `level` is empty where the text has no header to say it. */
export type Said = { level: "error" | "warning" | ""; code: string | null; message: string };

// Colours and links, also where a log lost the escape character before them.
const SEQUENCES = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-9;:?]*[ -/]*[@-~]|\[\d+(?:;\d+)*m/g;
const BARE = /^\W*(?:error|warning)?\W*e?(\d{1,4})\W*$/i;
const LONGEST_BARE = 40;
const HEADER = /(?:^|[\s:\]])(error|warning)(?:\[([^\]\s]+)\])?:\s+(\S.*)$/;
// GitHub's: `::error file=src/main.rs,line=4::` before a message, or before a header.
const ANNOTATION = /^::(error|warning)\b.*?::((?:error|warning)[[:].*)?/gm;
const SOURCE = /^\s*(?:\d+\s*)?(?:\||-->|:::|\.\.\.)/;
const SUMMARY = /^(?:aborting due to|could not compile|build failed|\d+ warnings? emitted|`.*` \(.*\) generated \d+)/;
const LINT = /`#\[(?:warn|deny|forbid)\(([\w:]+)\)\]`|`-[WDF] ?([\w:-]+)`/g;
const CODE = /(?<![a-z0-9])e\d{4}(?![a-z0-9])/gi;

/** A message without what differs from program to program; the same as `canonical` in site/errors/handbook.py. */
export function canonical(message: string): string {
  return (message.split("\n", 1)[0] ?? "").trim().replace(/`[^`]*`/g, "`_`").replace(/\b\d+\b/g, "#");
}

/** What the text says, in its order. A text without headers or codes is taken for a message of its own. */
export function pasted(text: string): Said[] {
  const plain = text.replace(SEQUENCES, "").replace(/\r+\n?/g, "\n").replace(/\u00a0/g, " ");
  const clean = plain.replace(ANNOTATION, (_, level: string, header?: string) => header ?? `${level}: `).trim();
  if (!clean) return [];
  const bare = clean.length <= LONGEST_BARE ? BARE.exec(clean) : null; // which takes its time with long rows of signs
  if (bare) return [{ level: "", code: `E${bare[1]!.padStart(4, "0")}`, message: "" }];
  const json = fromJson(clean);
  if (json.length) return json;
  const headed = fromLines(clean.split("\n"));
  if (headed.length) return headed;
  const first = clean.split("\n", 1)[0]!.trim();
  const codes = new Set(clean.match(CODE)?.map(upper));
  const message = first.includes('{"') ? "" : first.replace(/ ?rustc\(.*$/, ""); // not cut JSON, nor what an editor adds
  return codes.size ? [...codes].map((code) => ({ level: "", code, message })) : [{ level: "", code: null, message: first }];
}

/** A code as rustc spells it; a lint's name as it stands. */
function upper(code: string): string {
  return /^e\d{4}$/.test(code) ? code.toUpperCase() : code;
}

/** Whether a text is what a compiler printed, not words to search for: it has a header, or is JSON. */
export function isOutput(text: string): boolean {
  return pasted(text).some((said) => said.level !== "");
}

function fromLines(lines: string[]): Said[] {
  const found: Said[] = [];
  for (const line of lines) {
    const header = SOURCE.test(line) ? null : HEADER.exec(line);
    const last = found.at(-1);
    if (header && !SUMMARY.test(header[3]!)) {
      found.push({ level: header[1] as Said["level"], code: header[2] ? upper(header[2]) : null, message: header[3]! });
    } else if (last && !last.code) {
      last.code = lint(line);
    }
  }
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
  const { message, code, level, severity, diagnostics: held } = value as Record<string, unknown>;
  if (typeof message === "object") return diagnostics(message);
  if (typeof message !== "string") return diagnostics(held);
  if (SUMMARY.test(message) || (typeof level === "string" && level !== "error" && level !== "warning")) return [];
  const named = typeof code === "object" && code !== null ? (code as Record<string, unknown>) : { value: code };
  const name = named["code"] ?? named["value"];
  const warns = level === "warning" || severity === 4 || severity === 2;
  return [{ level: warns ? "warning" : "error", code: typeof name === "string" ? name : null, message }];
}
