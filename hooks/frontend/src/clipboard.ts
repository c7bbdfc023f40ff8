// Text on its way to the reader's clipboard.

/** Puts text on the clipboard; false where the browser does not let a page do that. */
export async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return withCommand(text); // no clipboard on a page that came over plain http
  }
}

function withCommand(text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData!.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true });
  try {
    return document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
}

/** Says something to everyone, in an element with `role="status"`; what is said again is announced again. */
export function say(status: Element, words: string): void {
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 50);
}
