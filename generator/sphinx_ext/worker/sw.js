// @ts-check
// Keeps the whole book for reading without a network. Whole editions only: a page never meets the style or the search index
// of another edition. `sphinx_ext/offline.py` puts this file and edition.json, the list of the book's files, beside the book.
"use strict";

(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

  /** Put in by the build. It changes when any file of the book does; so this file does, and browsers notice the new edition. */
  const EDITION = "EDITION";
  const BOOK = worker.registration.scope;
  const CACHES = `book ${BOOK} `; // other books on the same host have caches of their own
  const CACHE = CACHES + EDITION;
  const DIGEST = "course-digest"; // a header of what is kept
  const AT_ONCE = 4;

  worker.addEventListener("install", (event) => event.waitUntil(install()));
  worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
  worker.addEventListener("message", (event) => {
    if (event.data === "take over") void worker.skipWaiting();
  });
  worker.addEventListener("fetch", (event) => {
    const { method, url } = event.request;
    if (method === "GET" && url.startsWith(BOOK)) event.respondWith(answer(event.request));
  });

  /** Fetches what isn't kept yet, a few files at a time. After an interruption the browser tries again, and this goes on. */
  async function install() {
    const list = await fetch("edition.json", { cache: "no-cache" });
    const { edition, files } = /** @type {{ edition: string, files: Record<string, string> }} */ (await list.json());
    if (edition !== EDITION) throw new Error("the new edition is not all on the server yet");
    const cache = await caches.open(CACHE);
    const older = await Promise.all((await others()).map((name) => caches.open(name)));
    const left = Object.entries(files);
    const keepNext = async () => {
      for (let next = left.shift(); next; next = left.shift()) await keep(next[0], next[1], cache, older);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
  }

  /**
   * Keeps a file: from an older edition if it is the same there, else from the network.
   * @param {string} name @param {string} digest @param {Cache} cache @param {Cache[]} older
   */
  async function keep(name, digest, cache, older) {
    const address = BOOK + name.split("/").map(encodeURIComponent).join("/");
    for (const place of [cache, ...older]) {
      const kept = await place.match(address);
      if (kept?.headers.get(DIGEST) === digest) return place === cache ? undefined : cache.put(address, kept);
    }
    const sent = await fetch(address, { cache: "no-cache", priority: "low" });
    if (!sent.ok) throw new Error(`${name}: ${sent.status}`);
    const bytes = await sent.arrayBuffer();
    // Under the digest of what came, not of what was to come: what a server still had of an older edition is fetched again.
    const headers = { "content-type": sent.headers.get("content-type") ?? "", [DIGEST]: await digestOf(bytes) };
    return cache.put(address, new Response(bytes, { headers }));
  }

  /** @param {ArrayBuffer} bytes */
  async function digestOf(bytes) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(sum.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** The caches of this book's other editions. */
  async function others() {
    return (await caches.keys()).filter((name) => name.startsWith(CACHES) && name !== CACHE);
  }

  /** From now on this edition answers, on open pages too. */
  async function takeOver() {
    await Promise.all((await others()).map((name) => caches.delete(name)));
    await worker.clients.claim();
  }

  /** What is kept, else what the network has. @param {Request} request */
  async function answer(request) {
    const cache = await caches.open(CACHE);
    for (const address of addresses(new URL(request.url))) {
      const kept = await cache.match(address);
      if (kept) return kept;
    }
    return fetch(request);
  }

  /**
   * Under what names a file may be kept: without query and anchor, a folder as its index, a page also without its ending.
   * @param {URL} url
   */
  function addresses(url) {
    try {
      const path = url.pathname.split("/").map((part) => encodeURIComponent(decodeURIComponent(part))).join("/");
      return (path.endsWith("/") ? ["index.html"] : ["", ".html"]).map((ending) => url.origin + path + ending);
    } catch {
      return []; // an address that no file has
    }
  }
})();
