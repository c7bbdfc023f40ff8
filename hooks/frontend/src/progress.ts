// What a reader has done, kept in their own browser and nowhere else: `localStorage["borrowproof:progress"]`, as
//
//   { "version": 1,
//     "lessons":   { "ownership/moves": "visited" | "done" },
//     "questions": { "ownership/moves": { "bbb21f17b9e4": true | false } } }
//
// A lesson is called as `requires` calls it (`data-lesson`). A question is called by a hash of all it says, programs
// included (`data-question`), so that an answer to an older wording counts for nothing. True: the last answer was right.

export type State = "visited" | "done";

export interface Progress {
  readonly version: 1;
  readonly lessons: Readonly<Record<string, State>>;
  readonly questions: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
}

export interface Count {
  readonly answered: number;
  readonly right: number;
}

const KEY = "borrowproof:progress";
const NOTHING: Progress = { version: 1, lessons: {}, questions: {} };

/** What stands in the storage; whatever is not of the form above is left out. */
export function parse(text: string | null): Progress {
  try {
    const found = JSON.parse(text ?? "null") as Partial<Record<string, unknown>> | null;
    if (found?.["version"] !== 1) return NOTHING;
    const lessons = entries(found["lessons"]).filter((entry): entry is [string, State] => isState(entry[1]));
    const questions = entries(found["questions"]).map(([lesson, answers]) => [lesson, answersOf(answers)] as const);
    return { version: 1, lessons: Object.fromEntries(lessons), questions: Object.fromEntries(questions) };
  } catch {
    return NOTHING;
  }
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

function isState(value: unknown): value is State {
  return value === "visited" || value === "done";
}

function answersOf(value: unknown): Record<string, boolean> {
  return Object.fromEntries(entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"));
}

/** With one more answer. */
export function withAnswer(before: Progress, lesson: string, question: string, right: boolean): Progress {
  const answers = { ...before.questions[lesson], [question]: right };
  return { ...before, questions: { ...before.questions, [lesson]: answers } };
}

/** With a lesson marked, or (null) as if it had never been opened. */
export function withLesson(before: Progress, lesson: string, state: State | null): Progress {
  const { [lesson]: _, ...others } = before.lessons;
  return { ...before, lessons: state ? { ...others, [lesson]: state } : others };
}

/** How many of a lesson's questions, as it asks them today, were answered, and how many of these right. */
export function count(progress: Progress, lesson: string, asked: readonly string[]): Count {
  const answers = progress.questions[lesson] ?? {};
  const given = asked.map((question) => answers[question]).filter((answer) => answer !== undefined);
  return { answered: given.length, right: given.filter(Boolean).length };
}

// Where the browser keeps nothing (a private window, a page on disk in some browsers), this page still remembers.
let remembered: Progress | null = null;

export function load(): Progress {
  if (remembered) return remembered;
  try {
    return parse(localStorage.getItem(KEY));
  } catch {
    return NOTHING;
  }
}

/** Keeps it. False where the browser refuses; then it lasts as long as the page. */
export function save(progress: Progress): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
    remembered = null;
    return true;
  } catch {
    remembered = progress;
    return false;
  }
}

/** Forgets everything, on all pages; returns how to bring it back. */
export function forget(): () => void {
  const before = load();
  remembered = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
  return () => void save(before);
}
