// Keeps the whole site for reading without a network. The network comes first whenever there is one, so that a
// reader never sees yesterday's evidence while today's can be had.

export {};

interface Build {
  cache: string;
  files: string[];
}

declare const self: ServiceWorkerGlobalScope & { BUILD: Build };
const { files } = self.BUILD;
// Other sites of ours may stand beside this one on the same host; their caches are not ours to delete.
const ours = `${self.registration.scope} `;
const name = ours + self.BUILD.cache;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "no-cache" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((all) => Promise.all(all.filter((old) => old.startsWith(ours) && old !== name).map((old) => caches.delete(old))))
      .then(() => self.clients.claim()),
  );
});

/** What was kept of an address; a folder's means its index page. */
async function kept(url: string): Promise<Response | undefined> {
  const cache = await caches.open(name);
  const address = new URL(url, self.location.href);
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  address.search = "";
  return cache.match(address.href);
}

async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = (await kept(request.url)) ?? (request.mode === "navigate" ? await kept("404.html") : undefined);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});
