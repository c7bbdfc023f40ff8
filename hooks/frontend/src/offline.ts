// Asks the browser to keep the site for reading without a network, once the page itself is there.

/** The address of the site's root, from the address of this script, which is assets/javascripts/borrowproof-lessons.js. */
const root = new URL("../../", (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI);

export function offline(): void {
  if (location.protocol === "file:" || !("serviceWorker" in navigator)) return;
  const { connection } = navigator as { connection?: { saveData?: boolean } }; // no types, for not every browser tells
  if (connection?.saveData) return; // the whole site is some megabytes
  const keep = () => {
    // A browser may refuse (private windows do); the page is whole without it.
    navigator.serviceWorker.register(new URL("service-worker.js", root), { scope: root.pathname }).catch(() => undefined);
  };
  document.readyState === "complete" ? keep() : addEventListener("load", keep, { once: true });
}
