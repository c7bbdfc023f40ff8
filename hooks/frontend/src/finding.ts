// The way to "Find your error": shows the box, and loads what answers it when a reader first turns to it.

import { isOutput } from "./pasted.ts";
import { addressOf, askedIn } from "./question-address.ts";
import { loadScript } from "./script.ts";

declare global {
  /** What borrowproof-finder.js offers once it is loaded. */
  var borrowproofFinder: { start: (form: HTMLFormElement) => void } | undefined;
}

/** The finder lies beside this script. */
const own = document.currentScript as HTMLScriptElement | null;
const BUNDLE = new URL("borrowproof-finder.js", own?.src ?? document.baseURI);

/** Shows the form, which says nothing without scripts, and has what is typed or stands in the address answered. */
export function finding(): void {
  forwarding();
  const form = document.querySelector<HTMLFormElement>("form.bp-lookup");
  if (!form) return;
  form.hidden = false;
  const stop = new AbortController();
  let loading: Promise<void> | null = null;
  const begin = async (): Promise<void> => {
    try {
      await loadScript(BUNDLE.href);
    } catch (problem) {
      loading = null;
      form.querySelector("[role=status]")!.textContent = "What answers this could not be loaded. Try again.";
      throw problem;
    }
    stop.abort(); // from here on the finder listens
    borrowproofFinder!.start(form);
  };
  const load = (): Promise<void> => (loading ??= begin());
  const turn = (): void => void load().catch(() => undefined);
  const asked = (): void => {
    if (form.dataset["shared"] === "" && askedIn(location.hash) !== null) turn();
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void load().then(
      () => form.requestSubmit(),
      () => undefined,
    );
  };
  form.addEventListener("focusin", turn, stop);
  form.addEventListener("submit", submit, stop);
  addEventListener("hashchange", asked, stop);
  asked();
}

/** The site's search knows words only. What the compiler printed, pasted there, is taken to where it is understood. */
function forwarding(): void {
  const search = document.querySelector<HTMLInputElement>(".md-search__input");
  search?.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") ?? "";
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".md-nav a")];
    const finder = links.find((link) => /\/errors\/(index\.html)?$/.test(link.href));
    if (!finder || !isOutput(text)) return;
    event.preventDefault();
    location.href = addressOf(finder.href, text);
  });
}
