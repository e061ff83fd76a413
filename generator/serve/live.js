// @ts-check
// Put into pages by `course serve` only: shows a page anew when it has changed, and the course's errors over it.
"use strict";

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const address = new URL("events", script.src);
  address.searchParams.set("page", script.dataset.page ?? "/");
  address.searchParams.set("shown", script.dataset.shown ?? "");

  /** @type {EventSource | undefined} */
  let events;
  let hidden = ""; // the text that was hidden; another one is shown again
  let told = "";

  const host = document.createElement("div");
  const overlay = host.attachShadow({ mode: "open" }); // the book's styles end here
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("overlay.css", script.src).href;
  const box = document.createElement("section");
  const heading = document.createElement("h2");
  const text = document.createElement("pre");
  const hide = button("Hide", () => conceal());
  const again = button("", () => reveal());
  again.className = "again";
  hide.setAttribute("aria-keyshortcuts", "Escape");
  box.setAttribute("role", "alert");
  text.tabIndex = 0; // so that the keyboard can scroll it
  box.append(heading, hide, text);
  box.hidden = again.hidden = true;
  overlay.append(style, box, again);
  document.body.append(host);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) conceal();
  });
  // A browser opens six connections to a server and no more: a page that nobody sees gives its own up.
  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", () => events?.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) follow();
  });
  follow();
  void retire();

  function follow() {
    events?.close();
    if (document.visibilityState === "hidden") return;
    events = new EventSource(address);
    events.addEventListener("message", (event) => {
      const news = /** @type {{ other: boolean, heading: string, text: string }} */ (JSON.parse(event.data));
      if (news.other) location.reload();
      else tell(news.heading, news.text);
    });
  }

  /** @param {string} title @param {string} errors */
  function tell(title, errors) {
    if (title + errors === told) return;
    told = title + errors;
    heading.textContent = again.textContent = title;
    text.textContent = errors;
    text.hidden = !errors;
    if (!told) {
      hidden = "";
      box.hidden = again.hidden = true;
    } else if (told !== hidden) reveal();
  }

  function reveal() {
    box.hidden = false;
    if (overlay.activeElement === again) hide.focus();
    again.hidden = true;
  }

  function conceal() {
    hidden = told;
    again.hidden = false;
    if (overlay.activeElement) again.focus();
    box.hidden = true;
  }

  /** @param {string} label @param {() => void} press */
  function button(label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  }

  /** Removes what the published book, read at this address before, has left to answer in this server's place. */
  async function retire() {
    for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
    for (const name of await caches.keys()) if (name.startsWith(`book ${location.origin}/`)) await caches.delete(name);
  }
})();
