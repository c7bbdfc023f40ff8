// The learning path: what is done is said at a lesson's end, and shown on the path. Kept in this browser alone.

import { changedElsewhere } from "./elsewhere.ts";
import { count, forget, load, save, withLesson, type Progress } from "./progress.ts";

const DONE = "Done. Mark as not done";
const OPEN = "Mark this lesson as done";

/** What the path says of a lesson; "" where nothing is known. */
export function stateOf(progress: Progress, lesson: string, asked: readonly string[]): string {
  const { answered } = count(progress, lesson, asked);
  const questions = asked.length && answered ? `${answered} of ${asked.length} questions answered` : "";
  if (progress.lessons[lesson] === "done") return ["done", questions].filter(Boolean).join(", ");
  return questions || (progress.lessons[lesson] === "visited" ? "begun" : "");
}

function lessonEnd(end: HTMLElement): void {
  const lesson = end.dataset["lesson"]!;
  const button = end.querySelector("button")!;
  const show = () => {
    const done = load().lessons[lesson] === "done";
    button.setAttribute("aria-pressed", String(done));
    button.textContent = done ? DONE : OPEN;
  };
  if (!load().lessons[lesson]) save(withLesson(load(), lesson, "visited"));
  button.addEventListener("click", () => {
    save(withLesson(load(), lesson, load().lessons[lesson] === "done" ? "visited" : "done"));
    show();
  });
  show();
  changedElsewhere(show);
  end.hidden = false;
}

function lessons(items: readonly HTMLElement[]): void {
  for (const item of items) {
    const progress = load();
    const lesson = item.dataset["lesson"]!;
    const asked = (item.dataset["questions"] ?? "").split(" ").filter(Boolean);
    item.toggleAttribute("data-done", progress.lessons[lesson] === "done");
    item.querySelector(".path-state")!.textContent = stateOf(progress, lesson, asked);
  }
}

function forgetting(line: HTMLElement, items: readonly HTMLElement[]): void {
  const [button, status] = [line.querySelector("button")!, line.querySelector("[role=status]")!];
  let back: (() => void) | null = null;
  button.addEventListener("click", () => {
    back = back ? (back(), null) : forget();
    button.textContent = back ? "Bring it back" : "Forget my progress";
    status.textContent = back ? "Forgotten. Nobody else ever knew." : "";
    lessons(items);
  });
  line.hidden = false;
}

export function path(): void {
  const end = document.querySelector<HTMLElement>(".lesson-done");
  if (end) lessonEnd(end);
  const items = [...document.querySelectorAll<HTMLElement>(".path-part [data-lesson]")];
  lessons(items);
  changedElsewhere(() => lessons(items));
  const line = document.querySelector<HTMLElement>(".path-forget");
  if (line) forgetting(line, items);
}
