// The box "Find your error": what is pasted is looked up at once, in the browser and nowhere else. What is known of errors is
// loaded when a reader first turns to the box.

import { element } from "./dom.ts";
import { type Data, destination, type Entry, lookup, programs, type Result } from "./lookup.ts";
import { addressOf, askedIn } from "./question-address.ts";
import { loadScript } from "./script.ts";

const PAUSE = 150; // milliseconds without a key before results are announced
const LESSONS = 3; // beside a result, as are the programs; the page of the error has them all
const PROGRAMS = 4;
const CLIPPY = "clippy::"; // before the names of lints that are not rustc's

declare global {
  interface Window {
    /** What the site knows of errors, once it is loaded (site/errors/lookup.py). */
    bpErrors?: Data;
  }
}

/** Loads what the site knows of errors. Addresses in it are relative to the folder that it stands in. */
async function loaded(address: string): Promise<Data> {
  const script = await loadScript(address);
  if (!window.bpErrors) throw new Error("nothing is known of errors");
  return based(window.bpErrors, script.src);
}

function based(data: Data, base: string): Data {
  const here = (url: string): string => new URL(url, base).href;
  const errors = data.errors.map((entry) => ({
    ...entry,
    url: here(entry.url),
    lessons: entry.lessons.map(([title, url]): [string, string] => [title, here(url)]),
    programs: entry.programs.map(([name, url, said]): [string, string, string] => [name, here(url), said]),
  }));
  const retired = Object.entries(data.retired).map(([code, old]) => [code, { ...old, url: old.url && here(old.url) }]);
  return { ...data, errors, retired: Object.fromEntries(retired) as Data["retired"] };
}

class Finder {
  private readonly form: HTMLFormElement;
  private readonly shared: boolean; // whether the question stands in the page's address
  private data: Promise<Data> | null = null;
  private readonly text: HTMLTextAreaElement;
  private readonly count: HTMLElement;
  private readonly list: HTMLElement;
  private results: Result[] = [];
  private waiting = 0;

  constructor(form: HTMLFormElement) {
    this.form = form;
    this.shared = form.dataset["shared"] === "";
    this.text = form.querySelector("textarea")!;
    this.count = form.querySelector<HTMLElement>("[role=status]")!;
    this.list = form.querySelector<HTMLElement>(".bp-lookup-results")!;
  }

  start(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.go();
    });
    this.form.addEventListener("focusin", () => void this.known().catch(() => undefined));
    this.form.addEventListener("reset", () => {
      this.text.value = "";
      void this.answer();
      this.text.focus();
    });
    this.text.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => void this.answer(), PAUSE);
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      void this.go();
    });
    if (this.shared) {
      addEventListener("hashchange", () => this.read());
      this.read();
    }
    void this.known().catch(() => undefined); // whoever turned to the box will ask
    if (this.text.value.trim()) void this.answer(); // it was typed before this was loaded
  }

  /** What the site knows of errors. Where it could not be loaded, the next question tries again. */
  private known(): Promise<Data> {
    this.data ??= loaded(this.form.dataset["errors"] ?? "").catch((problem: unknown) => {
      this.data = null;
      throw problem;
    });
    return this.data;
  }

  /** Takes the question from the address. */
  private read(): void {
    const asked = askedIn(location.hash);
    if (asked === null || asked === this.text.value) return;
    this.text.value = asked;
    void this.answer();
  }

  private async go(): Promise<void> {
    await this.answer();
    const page = destination(this.results);
    if (page) location.href = page;
    else this.list.querySelector("a")?.focus();
  }

  private async answer(): Promise<void> {
    clearTimeout(this.waiting);
    const asked = this.text.value.trim();
    if (this.shared) {
      const here = location.href.split("#", 1)[0]!;
      history.replaceState(history.state, "", asked ? addressOf(here, asked) : here);
    }
    try {
      const data = asked ? await this.known() : null;
      if (asked === this.text.value.trim()) this.show(asked, data);
    } catch {
      this.count.textContent = "What is known of errors could not be loaded. Try again.";
    }
  }

  private show(asked: string, data: Data | null): void {
    this.results = data ? lookup(asked, data) : [];
    this.list.replaceChildren(...this.results.map((result) => item(result, data!)));
    this.count.textContent = asked ? summary(this.results) : "";
  }
}

function summary(results: Result[]): string {
  if (!results.length) return "Nothing found. Find your error lists every error.";
  if (destination(results)) return "One answer; Enter opens it.";
  const sure = results.every((result) => result.what !== "error" || result.sure);
  const number = results.length === 1 ? "One answer" : `${results.length} answers`;
  return sure ? `${number}.` : `${number} that may be meant.`;
}

function item(result: Result, data: Data): HTMLLIElement {
  const css = { class: `bp-lookup-${result.what}` };
  if (result.what === "error") return element("li", css, ...error(result.entry, result.message, result.url));
  const old = result.what === "retired" ? result.retired.url : "";
  const code = element("strong", {}, old ? element("a", { href: old }, result.code) : result.code);
  if (result.what === "retired") {
    const { retired, now } = result;
    const words = retired.known ? "rustc no longer gives this code. " : "rustc does not even know this code any more. ";
    const instead = now.length ? "Today it says: " : "Such programs are accepted today. ";
    const pages = now.flatMap((other, at) => [at ? " or " : "", typeof other === "string" ? other : page(other)]);
    return element("li", css, element("p", {}, code, ": ", words, instead, ...pages), ...note(retired.note));
  }
  const clippy = result.code.startsWith(CLIPPY);
  const words =
    result.what === "elsewhere"
      ? ": rustc no longer gives this code. It was not about memory, so there is no page about it here."
      : `: there is no page about it here. What ${clippy ? "Clippy" : "rustc"} has to say: `;
  const explained = clippy ? `cargo clippy --explain ${result.code.slice(CLIPPY.length)}` : "rustc -W help";
  const ask = /^E\d{4}$/.test(result.code) ? `rustc --explain ${result.code}` : explained;
  const tail = result.what === "unknown" ? [element("code", {}, ask), ` (this site goes by ${data.judge || "rustc"}).`, ...online(result.code)] : [];
  return element("li", css, element("p", {}, code, words, ...tail));
}

/** Where rustc's explanation of a code, or Clippy's of a lint, can be read without either. */
function online(code: string): (Node | string)[] {
  const rustc = /^E\d{4}$/.test(code) ? `https://doc.rust-lang.org/error_codes/${code}.html` : null;
  const address = rustc ?? (code.startsWith(CLIPPY) ? `https://rust-lang.github.io/rust-clippy/master/#${code.slice(CLIPPY.length)}` : null);
  return address ? [" ", element("a", { href: address }, "Read it online"), "."] : [];
}

function error(entry: Entry, message: string, url: string): HTMLElement[] {
  const told = programs(entry, message).slice(0, PROGRAMS);
  const rows = [element("p", {}, page(entry, url))];
  if (message) rows.push(element("p", { class: "bp-lookup-said" }, ...prose(message.split("\n", 1)[0]!)));
  const lessons = entry.lessons.slice(0, LESSONS);
  if (lessons.length) rows.push(element("p", {}, lessons.length > 1 ? "Lessons: " : "Lesson: ", ...links(lessons)));
  if (told.length) rows.push(element("p", {}, "Programs: ", ...links(told)));
  return rows;
}

function page(entry: Entry, url = entry.url): HTMLAnchorElement {
  const name = entry.kind === "message" || entry.kind === "run" ? "" : `${entry.id}: `;
  return element("a", { href: url }, `${name}${entry.title}`);
}

function links(targets: readonly (readonly [string, string, ...string[]])[]): (Node | string)[] {
  return targets.flatMap(([name, url], at) => [at ? ", " : "", element("a", { href: url }, name)]);
}

function note(text: string): HTMLElement[] {
  return text ? [element("p", {}, ...prose(text))] : [];
}

/** What stands between backticks is code. */
function prose(text: string): (Node | string)[] {
  return text.split("`").map((part, at) => (at % 2 ? element("code", {}, part) : part));
}

globalThis.borrowproofFinder = { start: (form) => new Finder(form).start() };
