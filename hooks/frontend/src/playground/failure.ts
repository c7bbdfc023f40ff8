// Why there is no result, in words for a reader. Pure.

export type Why =
  | { kind: "offline" }
  | { kind: "unreachable" }
  | { kind: "late"; seconds: number }
  | { kind: "stopped" }
  | { kind: "overloaded"; status: number }
  | { kind: "refused"; status: number; said: string }
  | { kind: "large" }
  | { kind: "talkative" }
  | { kind: "malformed" };

/** What a status other than 200 means; `said` is the answer's `error`, or nothing. */
export function failure(status: number, said: string): Why {
  if (status === 413) return { kind: "large" };
  if (/bytes of output|non-UTF-8/.test(said)) return { kind: "talkative" };
  if (/timed out/.test(said) || status === 504) return { kind: "stopped" };
  if (status === 429 || (status >= 500 && !/is not a valid /.test(said))) return { kind: "overloaded", status };
  return { kind: "refused", status, said: said.replace(/\s+/g, " ").slice(0, 200) };
}

/** One or two sentences: what happened, and what can be done. `host` is the Playground that was asked. */
export function words(why: Why, host: string): string {
  switch (why.kind) {
    case "offline":
      return "You are offline. A run needs the network; editing does not.";
    case "unreachable":
      return `${host} could not be reached. It may be down or overloaded, or something on the way blocks it.`;
    case "late":
      return `${host} did not answer within ${why.seconds} s, so the run was given up. It is probably overloaded.`;
    case "stopped":
      return `${host} stopped the run at its time limit. The program does not end, or too many are waiting there.`;
    case "overloaded":
      return `${host} is overloaded or out of order (status ${why.status}). It often helps to wait a minute.`;
    case "refused":
      return `${host} refuses the request (status ${why.status}${why.said ? `: ${why.said}` : ""}).`;
    case "large":
      return `The program is too large for ${host}.`;
    case "talkative":
      return `The program prints more than ${host} passes on, or something that is no text.`;
    case "malformed":
      return `The answer of ${host} is no result that can be read. Nothing is known about the program.`;
  }
}
