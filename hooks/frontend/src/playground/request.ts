// A program -> the body of a request to /execute. Pure.

/** A program as it is sent: `edition` as rustc spells it; `channel` is stable, beta or nightly. */
export interface Program {
  code: string;
  edition: string;
  channel: string;
}

export const EDITIONS = ["2015", "2018", "2021", "2024"] as const;
export const CHANNELS = ["stable", "beta", "nightly"] as const;

const CRATE_TYPE = /^\s*#!\s*\[\s*crate_type\s*=\s*"([\w-]+)"/m;
const MAIN = /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:const\s+|unsafe\s+|async\s+)*(?:extern\s+"C"\s+)?fn\s+main\s*[(<]/m;
const TEST = /^\s*#\s*\[\s*test\s*\]/m;

/** The fields that the Playground wants. It guesses nothing: what is run, built or tested is ours to say. */
export function body({ code, edition, channel }: Program): Record<string, string | boolean> {
  const given = CRATE_TYPE.exec(code)?.[1];
  const runs = MAIN.test(code);
  const tests = !given && !runs && TEST.test(code);
  return { channel, mode: "debug", edition, crateType: given ?? (runs ? "bin" : "lib"), tests, backtrace: false, code };
}
