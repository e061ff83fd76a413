// @ts-check
// Lets the browser keep the book for reading without a network (sw.js does), and says when a new edition is ready.
"use strict";

(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || !location.protocol.startsWith("http") || !("serviceWorker" in navigator)) return;
  const here = script.src;
  const DISMISSED = "course-edition-dismissed";

  // After everything else, so that the page never waits for it.
  window.addEventListener("load", () => setTimeout(() => void register(), 0));

  async function register() {
    if (Reflect.get(navigator, "connection")?.saveData) return; // a reader who pays by the byte isn't sent the whole book
    const worker = await navigator.serviceWorker.register(new URL("../sw.js", here)).catch(() => undefined);
    if (!worker) return; // refused by a setting of the browser: the book reads on from the network
    if (worker.waiting) say(worker.waiting);
    follow(worker, worker.installing);
    worker.addEventListener("updatefound", () => follow(worker, worker.installing));
  }

  /** @param {ServiceWorkerRegistration} registration @param {ServiceWorker | null} edition */
  function follow(registration, edition) {
    edition?.addEventListener("statechange", () => {
      if (edition.state === "installed" && registration.active) say(edition);
    });
  }

  /** @param {ServiceWorker} edition */
  function say(edition) {
    document.querySelector(".edition-notice")?.remove();
    if (sessionStorage.getItem(DISMISSED)) return;
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL("offline.css", here).href;
    document.head.append(style);
    const notice = document.createElement("div");
    notice.className = "edition-notice";
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    notice.append(
      words,
      button("Reload", () => {
        navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
        if (edition.state === "installed") edition.postMessage("take over");
        else location.reload(); // another window has let it take over
      }),
      button("Not now", () => {
        sessionStorage.setItem(DISMISSED, "yes");
        notice.remove();
      }),
    );
    style.addEventListener("load", () => {
      document.body.append(notice);
      words.textContent = "A new edition of this book is ready."; // after it stands there, so that screen readers say it
    });
  }

  /** @param {string} label @param {() => void} press */
  function button(label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }
})();
