// How much of what is known of an error stands in a text: whole wordings, labels, and words of a question. Pure.

const QUOTES = /[`'"‘’“”]/g;
const SHORTEST = 8; // letters of a wording that tell something
const CUT = 14; // letters of a wording that must be there before a text may end within it

/** Letters that every wording of a message has in common: no quotes, no numbers, no addresses. */
export function plain(text: string): string {
  const bare = text.toLowerCase().replace(QUOTES, "").replace(/\b0x[0-9a-f]+\b/g, "0x#");
  return bare.replace(/\b(alloc)?\d+\b/g, "$1#").replace(/\s+/g, " ").trim();
}

/** A wording with `_` for names (and # for numbers), as the pieces that must follow each other. */
export function pieces(says: string): string[] {
  return plain(says.replace(/`_`/g, "\u0000").replace(/#/g, "\u0000")).split("\u0000").map((p) => p.trim()).filter(Boolean);
}

/** The letters of a wording that a (plain) text holds, in their order; 0 where it does not hold all. A text that was cut off
 * may end within a wording, and then holds less. */
export function held(wording: readonly string[], text: string): number {
  let at = 0;
  let letters = 0;
  for (const piece of wording) {
    const found = text.indexOf(piece, at);
    if (found < 0) return letters + overlap(piece, text.slice(at), letters > 0);
    at = found + piece.length;
    letters += piece.length;
  }
  return letters >= SHORTEST ? letters : 0;
}

/** The letters of a piece with which a text ends: what is left of it where the text was cut. */
function overlap(piece: string, text: string, begun: boolean): number {
  const end = text.replace(/(?:\.\.\.|…)$/, "").trimEnd();
  for (let length = Math.min(piece.length, end.length); length >= CUT; length--) {
    if (end.endsWith(piece.slice(0, length)) && (begun || end.length === length)) return length - 1;
  }
  return Number.NEGATIVE_INFINITY;
}

const SMALL = new Set(
  "a an the is are was it its this that of to in on for and or my i me do does did be been with what why how when can cant cannot not you your get gets got there has have".split(" "),
);

/** The words of a question that carry its meaning, without their endings. */
export function stems(text: string): Set<string> {
  const words = text.toLowerCase().replace(/[’']/g, "").match(/[a-z&*][a-z0-9_&*]*/g) ?? [];
  return new Set(words.filter((word) => !SMALL.has(word)).map(stem));
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s)$/, "").replace(/(.)\1$/, "$1") : word;
}
