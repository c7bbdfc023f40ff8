// What stands around the editor: buttons, choices, help, what is going on, and what a run said.

import { button, element } from "../dom.ts";
import { storage } from "../edits.ts";
import { CHANNELS, EDITIONS, type Program } from "../playground/request.ts";

export interface Setting {
  host: string;
  whole: boolean;
  start: Program;
  name: string;
}

export interface Handlers {
  run: () => void;
  reset: () => void;
  close: () => void;
  chosen: () => void;
}

/** What became of a run, in a sentence, and on which terms it ran. */
export interface Said {
  sentence: string;
  terms: string;
}

type Choice = Pick<Program, "edition" | "channel">;

const SENT = "borrowproof:sent-to";
const KEY = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? "Cmd-Enter" : "Ctrl-Enter";
const WHOLE = "This is the whole program, with the lines that the listing leaves out. ";
const HELP = `${KEY} runs it. Tab indents; press Escape, then Tab, to leave the editor. `;
const NOT_KEPT = "This browser does not let the page keep your edit: it is lost when you leave.";
const BELOW = "What follows was found when this page was built; it is no part of your run.";
let panels = 0;

export class Panel {
  readonly dom: HTMLElement;
  readonly help = `bp-editor-help-${(panels += 1)}`;
  private readonly host: string;
  private readonly edition: HTMLSelectElement;
  private readonly channel: HTMLSelectElement;
  private readonly back: HTMLButtonElement;
  private readonly retry: HTMLButtonElement;
  private readonly sends: HTMLElement;
  private readonly status = element("p", { class: "bp-editor-status", role: "status" });
  private readonly when = element("strong");
  private readonly result = element("div");
  private readonly below = element("p", { class: "bp-editor-below" }, BELOW);
  private readonly refused = element("span", { role: "status" });
  private current = false; // the status speaks of the program as it stands

  constructor({ host, whole, start, name }: Setting, { run, reset, close, chosen }: Handlers) {
    this.host = host;
    this.edition = choice(EDITIONS, start.edition, chosen);
    this.channel = choice(CHANNELS, start.channel, chosen);
    this.back = button("Reset", "bp-editor-button", reset);
    const go = button("Run", "bp-editor-button bp-run", run);
    this.retry = button("Retry", "bp-editor-button", () => {
      go.focus(); // this button goes away
      run();
    });
    this.sends = element("span", { class: "bp-sends" }, `Run sends this program to ${host}.`);
    const bar = element(
      "div",
      { class: "bp-editor-bar", role: "group", "aria-label": `Run ${name}` },
      go,
      this.sends,
      this.back,
      button("Close", "bp-editor-button", close),
      element("label", {}, "Edition ", this.edition),
      element("label", {}, "Channel ", this.channel),
    );
    const help = element("p", { class: "bp-editor-help", id: this.help }, (whole ? WHOLE : "") + HELP, this.refused);
    const said = element("div", { class: "bp-editor-run" }, this.status, this.retry, this.result);
    this.dom = element("div", { class: "bp-editor" }, bar, help, said, this.below);
    this.sends.hidden = knows(host);
    this.retry.hidden = true;
    this.below.hidden = true;
  }

  chosen(): Choice {
    return { edition: this.edition.value, channel: this.channel.value };
  }

  choose({ edition, channel }: Choice): void {
    this.edition.value = edition;
    this.channel.value = channel;
  }

  /** What Reset does now: throw an edit away, bring back the one that it threw away, or nothing. */
  offer(edited: boolean, thrown: boolean): void {
    this.back.textContent = !edited && thrown ? "Bring my edit back" : "Reset";
    this.back.disabled = !edited && !thrown;
  }

  kept(done: boolean): void {
    const sorry = done ? "" : NOT_KEPT;
    if (this.refused.textContent !== sorry) this.refused.textContent = sorry; // what is announced is announced once
  }

  running(): void {
    this.sends.hidden = true;
    remember(this.host);
    this.say([`Running on ${this.host} …`]);
  }

  done({ sentence, terms }: Said, said: Node[]): void {
    this.when.textContent = "Your run, just now:";
    this.say([this.when, ` ${sentence} `, element("span", { class: "bp-editor-terms" }, terms)], false, said);
    this.current = true;
  }

  failed(why: string): void {
    this.say([why], true);
  }

  clear(): void {
    this.say([]);
  }

  /** The program was changed since it ran. */
  outdate(): void {
    if (this.current) this.when.textContent = "Your run before your last change:";
    this.current = false;
  }

  /** Tells what a run said from what was verified, where both stand in the figure. */
  separate(): void {
    this.below.hidden = !this.result.hasChildNodes() || !followed(this.dom);
  }

  private say(words: (Node | string)[], failed = false, said: Node[] = []): void {
    this.current = false;
    this.status.replaceChildren(...words);
    this.retry.hidden = !failed;
    this.result.replaceChildren(...said);
    this.separate();
  }
}

/** Whether anything that can be read stands below. */
function followed(one: Element): boolean {
  const next = one.nextElementSibling;
  return next instanceof HTMLElement && ((!next.hidden && next.textContent !== "") || followed(next));
}

function choice(values: readonly string[], value: string, chosen: () => void): HTMLSelectElement {
  const options = values.map((one) => element("option", { value: one, selected: one === value }, one));
  return element("select", { onchange: chosen }, ...options);
}

/** Whether the reader has sent a program to this host before, and so was told. */
function knows(host: string): boolean {
  return storage()?.getItem(SENT) === host;
}

function remember(host: string): void {
  try {
    storage()?.setItem(SENT, host);
  } catch {
    // Then they are told again.
  }
}
