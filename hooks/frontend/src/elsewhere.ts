// What this page shows of the reader's storage may be old: another tab wrote there, or the page comes back as it was left.

/** Calls `show` whenever that may have happened. */
export function changedElsewhere(show: () => void): void {
  window.addEventListener("storage", show);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) show();
  });
}
