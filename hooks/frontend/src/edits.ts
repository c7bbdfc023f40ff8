// What a reader made of the snippets, kept in their own browser and nowhere else.

import type { Program } from "./playground/request.ts";

/** Names one edit: the page's path, the figure's id, and the fingerprint of the program that was edited. */
export interface Name {
  page: string;
  id: string;
  fingerprint: string;
}

/** An edit that was kept. It is `stale` where the lesson shows another program by now than the one that was edited. */
export interface Kept {
  key: string;
  edit: Program;
  stale: boolean;
}

const PREFIX = "borrowproof:edit:";

export function keyOf({ page, id, fingerprint }: Name): string {
  return `${PREFIX}${page}#${id}@${fingerprint}`;
}

export function nameOf(key: string): Name | null {
  const found = /^([^#]*)#([^#]*)@(\w+)$/.exec(key.startsWith(PREFIX) ? key.slice(PREFIX.length) : "");
  return found ? { page: found[1]!, id: found[2]!, fingerprint: found[3]! } : null;
}

/** A page's path, the same for a folder and for its index page. */
export function pageOf(path: string): string {
  return path.replace(/\/index\.html$/, "/");
}

/** Tells programs apart, not more: 53 bits of a hash (cyrb53, public domain), and the length. */
export function fingerprint(text: string): string {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return `${(4294967296 * (2097151 & high) + (low >>> 0)).toString(36)}x${text.length.toString(36)}`;
}

/**
 * Which figure of a page each kept edit belongs to: the one with its id and program; else one with its program (the
 * lesson was rearranged); else the one with its id (the program was changed, so the edit is stale); else none.
 */
export function belonging(figures: readonly Name[], kept: readonly Name[]): ({ id: string; stale: boolean } | null)[] {
  return kept.map((edit) => {
    const here = figures.filter((figure) => figure.page === edit.page);
    const alike = here.filter((figure) => figure.fingerprint === edit.fingerprint);
    const same = alike.find((figure) => figure.id === edit.id) ?? alike[0];
    if (same) return { id: same.id, stale: false };
    const named = here.find((figure) => figure.id === edit.id);
    return named ? { id: named.id, stale: true } : null;
  });
}

/** The edits in `storage` of the figures of one page, by id; the current one first. */
export function keptEdits(storage: Storage | null, figures: readonly Name[]): Map<string, Kept[]> {
  const found = new Map<string, Kept[]>();
  const keys = storage ? Object.keys(storage).filter((key) => nameOf(key)).sort() : [];
  const owners = belonging(figures, keys.map((key) => nameOf(key)!));
  keys.forEach((key, index) => {
    const owner = owners[index];
    const edit = parsed(storage?.getItem(key) ?? "");
    if (!owner || !edit) return;
    const others = found.get(owner.id) ?? [];
    const kept = { key, edit, stale: owner.stale };
    found.set(owner.id, kept.stale ? [...others, kept] : [kept, ...others]);
  });
  return found;
}

function parsed(text: string): Program | null {
  try {
    const { code, edition, channel } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code !== "string" || typeof edition !== "string" || typeof channel !== "string") return null;
    return { code, edition, channel };
  } catch {
    return null;
  }
}

/** The browser's storage; null where it refuses, as private windows may. */
export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Keeps an edit, or forgets it. False where the browser refuses. */
export function keep(storage: Storage | null, key: string, edit: Program | null): boolean {
  try {
    if (edit) storage!.setItem(key, JSON.stringify(edit));
    else storage?.removeItem(key);
    return true;
  } catch {
    return false;
  }
}
