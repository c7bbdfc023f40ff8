// Asks a Playground to run one program.

import { outcome, type Outcome } from "./answer.ts";
import { failure, type Why } from "./failure.ts";
import { body, type Program } from "./request.ts";

export type Answer = { kind: "done"; outcome: Outcome; seconds: number } | { kind: "failed"; why: Why };

const PATIENCE = 30; // seconds; the Playground itself gives up after 10

/** Runs `program` on the Playground at `address`. Where `signal` is aborted the answer is of no interest. */
export async function execute(address: string, program: Program, signal: AbortSignal): Promise<Answer> {
  if (!navigator.onLine) return { kind: "failed", why: { kind: "offline" } };
  const started = performance.now();
  const limit = new AbortController();
  const alarm = setTimeout(() => limit.abort(), PATIENCE * 1000);
  signal.addEventListener("abort", () => limit.abort());
  try {
    const response = await fetch(`${address}/execute`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body(program)),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: limit.signal,
    });
    const text = await response.text();
    return read(response.status, text, program.code, (performance.now() - started) / 1000);
  } catch {
    if (limit.signal.aborted) return { kind: "failed", why: { kind: "late", seconds: PATIENCE } };
    return { kind: "failed", why: { kind: navigator.onLine ? "unreachable" : "offline" } };
  } finally {
    clearTimeout(alarm);
  }
}

function read(status: number, text: string, code: string, seconds: number): Answer {
  const answer = parsed(text);
  if (status !== 200) return { kind: "failed", why: failure(status, said(answer)) };
  const found = outcome(answer, code);
  return found ? { kind: "done", outcome: found, seconds } : { kind: "failed", why: { kind: "malformed" } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function said(answer: unknown): string {
  const error = typeof answer === "object" && answer !== null && "error" in answer ? answer.error : "";
  return typeof error === "string" ? error : "";
}
