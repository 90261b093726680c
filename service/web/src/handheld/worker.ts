// Lets the handheld page open without a network: keeps the page as it was last served, with the built files it is made
// of. Nothing else is kept here; what is counted is in the page's own database.
export {};

// Written in by the build.
declare const FILES: readonly string[];
declare const VERSION: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const PAGE = "/handheld";
const CACHE = `handheld-${VERSION}`;
const PATIENCE_MS = 4_000; // a weak network shall not keep anybody waiting before a room

worker.addEventListener("install", (event) => event.waitUntil(takeAlong()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (pathname === PAGE && request.mode === "navigate") event.respondWith(page(request));
  else if (FILES.includes(pathname + search)) event.respondWith(file(request));
});

// The page of the same version asks for its worker; that of an older one goes on with the older.
worker.addEventListener("message", (event) => {
  if (event.data === VERSION) void worker.skipWaiting();
});

/** All or nothing: whoever is not signed in now stays with what is there already. */
async function takeAlong(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES, PAGE]);
  if ((await cache.match(PAGE))?.redirected) throw new Error("not signed in");
}

async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await worker.clients.claim();
}

/** As it is served now, or else, and when that takes long, as it was served last. */
async function page(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(PAGE);
  const served = serve(request).catch(() => undefined);
  const first = kept ? await Promise.race([served, patience()]) : await served;
  return first ?? kept ?? Response.error();
}

/** A page of another version is for the worker of that version: this one has not all the files it is made of. */
async function serve(request: Request): Promise<Response | undefined> {
  const served = await fetch(request);
  if (served.ok && served.headers.get("Handheld-Version") === VERSION) {
    await (await caches.open(CACHE)).put(PAGE, served.clone());
  }
  return served.status < 500 ? served : undefined;
}

function patience(): Promise<undefined> {
  return new Promise((over) => setTimeout(over, PATIENCE_MS));
}

async function file(request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(request)) ?? fetch(request);
}
