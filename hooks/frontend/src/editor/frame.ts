// The blank edges of a program: annotations were blanked in place, so that lines keep their numbers. The editor
// does not show them; what is run has them. Pure.

/** A program cut into the blank lines before it, what an editor shows, and the blank rest. */
export interface Framed {
  before: string;
  text: string;
  after: string;
}

export function framed(code: string): Framed {
  const before = /^(?:[ \t]*\n)*/.exec(code)![0];
  const text = code.slice(before.length).trimEnd();
  return { before, text, after: code.slice(before.length + text.length) };
}

/** How many lines stand before the first one that is shown. */
export function offset({ before }: Framed): number {
  return before.split("\n").length - 1;
}
