// What was pasted, in the address of a page: `#q=` and the text, as encodeURIComponent writes it.

const BEFORE = "#q=";
const LONGEST = 4000; // characters that the address keeps, so that it can be shared

/** The address of a page that answers what was asked. */
export function addressOf(page: string, asked: string): string {
  return `${page}${BEFORE}${encodeURIComponent(asked.trim().slice(0, LONGEST))}`;
}

/** What an address asks; null where it asks nothing. */
export function askedIn(hash: string): string | null {
  if (!hash.startsWith(BEFORE)) return null;
  const asked = hash.slice(BEFORE.length);
  try {
    return decodeURIComponent(asked);
  } catch {
    return asked; // cut or typed by hand; looked up as it stands
  }
}
