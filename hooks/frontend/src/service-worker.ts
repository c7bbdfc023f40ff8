// Keeps the whole site for reading without a network. The network comes first whenever there is one, so that a
// reader never sees yesterday's evidence while today's can be had.

export {};

interface Build {
  cache: string;
  files: string[];
}

declare const self: ServiceWorkerGlobalScope & { BUILD: Build };
const { cache: name, files } = self.BUILD;

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
      .then((all) => Promise.all(all.filter((old) => old.startsWith("site-") && old !== name).map((old) => caches.delete(old))))
      .then(() => self.clients.claim()),
  );
});

/** What was kept of a request; a folder's address means its index page. */
async function kept(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(name);
  const address = new URL(request.url);
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  address.search = "";
  return cache.match(address.href);
}

async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const found = (await kept(request)) ?? (request.mode === "navigate" ? await caches.match("404.html") : undefined);
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(answer(request));
});
