// What cargo prints about one program -> what an editor can show. The Playground has no JSON for diagnostics.
// For a reader, not for a verdict: what is not understood is left to the full text, which is always shown as well.
// Source of the form: rustc's human-readable emitter.

import { marks, type Mark } from "./drawing.ts";

/** One error or warning. `line` is where it is about, null where rustc names no place in the program. */
export interface Diagnostic {
  level: "error" | "warning";
  code: string | null;
  message: string;
  line: number | null;
  marks: Mark[];
  text: string;
}

/** `compiled` is null where cargo says neither; `program` is what the program wrote on stderr, null if none ran. */
export interface Said {
  compiled: boolean | null;
  diagnostics: Diagnostic[];
  program: string | null;
}

const RUNNING = /^ {5}Running (?:`target\/\S*`|unittests src\/\w+\.rs \(target\/\S*\))\n/m;
const FINISHED = /^ {4}Finished `\w+` profile /m;
const FAILED = /^error: could not compile `playground` .*due to \d+ previous error/m;
const SUMMARY =
  /^(?:error: could not compile `playground` |warning: `playground` \(|For more information about |Some errors have )/;
const HEADER = /^(error|warning)(?:\[(E\d{4})\])?: (.*)$/;
const PLACE = /^ *--> src\/(?:main|lib)\.rs:(\d+):(\d+)$/;
const CHILD = /^(?: *= )?(?:note|help): /;

/** Reads cargo's stderr about `code`. What stands behind `Running` is the program's, which may print what it likes. */
export function read(stderr: string, code: string): Said {
  const running = RUNNING.exec(stderr);
  const cargo = running ? stderr.slice(0, running.index) : stderr;
  const compiled = FAILED.test(cargo) ? false : FINISHED.test(cargo) ? true : null;
  const lines = code.split("\n");
  const diagnostics = blocks(cargo.split("\n")).map((block) => diagnostic(block, lines));
  return { compiled, diagnostics, program: running ? stderr.slice(running.index + running[0].length) : null };
}

function blocks(lines: string[]): string[][] {
  const found: string[][] = [];
  let open: string[] | null = null;
  for (const line of lines) {
    if (SUMMARY.test(line) || !line.trim()) open = null;
    else if (HEADER.test(line)) found.push((open = [line]));
    else open?.push(line);
  }
  return found;
}

function diagnostic(block: string[], lines: string[]): Diagnostic {
  const [, level, code, first] = HEADER.exec(block[0]!)!;
  const child = block.findIndex((line) => CHILD.test(line));
  const own = child === -1 ? block : block.slice(0, child);
  const at = own.findIndex((line) => PLACE.test(line));
  const place = at === -1 ? null : PLACE.exec(own[at]!);
  const rest = own.slice(1, at === -1 ? own.length : at).filter((line) => !/-->|\|/.test(line));
  return {
    level: level as Diagnostic["level"],
    code: code ?? null,
    message: [first!, ...rest.map((line) => line.trim())].join(" "),
    line: place ? Number(place[1]) : null,
    marks: place ? marks(own.slice(at + 1), lines, Number(place[1]), Number(place[2])) : [],
    text: block.join("\n"),
  };
}
