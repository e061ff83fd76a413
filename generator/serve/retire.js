// @ts-check
// Stands where the published book has its worker. A browser that still has that one fetches this in its place: it takes over,
// throws away the pages that were kept, removes itself, and has open pages fetched from the server.
"use strict";

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));
  worker.addEventListener("install", () => {
    // Asked for while it is being installed, Chromium lets it wait for the old worker all the same; asked for after that, not.
    setTimeout(() => void worker.skipWaiting(), 200);
  });
  worker.addEventListener("message", () => void worker.skipWaiting()); // a page of that book asks for it, too
  worker.addEventListener("activate", (event) => event.waitUntil(retire()));

  async function retire() {
    const kept = (await caches.keys()).filter((name) => name.startsWith(`book ${worker.registration.scope}`));
    await Promise.all(kept.map((name) => caches.delete(name)));
    await worker.registration.unregister();
    for (const client of await worker.clients.matchAll({ type: "window" })) void client.navigate(client.url);
  }
})();
