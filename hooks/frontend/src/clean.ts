// Takes away what stands around a compiler's output in logs, editors and forums. Pure.

// Colours and links, also where a log lost the escape character before them.
const SEQUENCES = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b\[[0-9;:?]*[ -/]*[@-~]|\[\d+(?:;\d+)*m/g;
// What build servers put before each line: the job and the step, a time, the step of a container's build.
const STAMPS = [
  /^(?:[^\t\n]{0,80}\t){0,2}\ufeff?\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]?[ \t]?/gm,
  /^\[?\d\d:\d\d:\d\d(?:[.,]\d+)?\]?[ \t]/gm,
  /^#\d+ \d+\.\d+ /gm,
  /^##\[(?:error|warning)\]/gm,
  /^> /gm,
];
// GitHub's: `::error file=src/main.rs,line=4::` before a message, or before a header.
const ANNOTATION = /^::(error|warning)\b.*?::((?:error|warning)[[:].*)?/gm;

/** The text as the compiler wrote it, as far as that can be told. */
export function cleaned(text: string): string {
  let plain = text.replace(SEQUENCES, "").replace(/\r+\n?/g, "\n").replace(/\u00a0/g, " ");
  for (const stamp of STAMPS) plain = plain.replace(stamp, "");
  return plain.replace(ANNOTATION, (_, level: string, header?: string) => header ?? `${level}: `).trim();
}
