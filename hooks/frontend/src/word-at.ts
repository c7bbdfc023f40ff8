// The word of a text under a point of the window.

const WORD = /[\p{L}\p{N}_]+/gu;

/** The word, and "" where there is none. Browsers have one of two ways to tell the place in the text. */
export function wordAt(x: number, y: number): string {
  const place = document.caretPositionFromPoint?.(x, y);
  const range = place ? null : document.caretRangeFromPoint?.(x, y);
  const node = place?.offsetNode ?? range?.startContainer;
  const offset = place?.offset ?? range?.startOffset ?? 0;
  if (!(node instanceof Text)) return "";
  const found = [...node.data.matchAll(WORD)].find(({ 0: word, index }) => index <= offset && offset <= index + word.length);
  return found?.[0] ?? "";
}
