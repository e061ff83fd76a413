// The review page: items that are due, brought from the lessons where they stand, mixed, and answered like any other.
// @ts-check
"use strict";

/* global courseStore, courseQuiz */

/**
 * An item by what the page knows of it. `place` is its number in its quiz, `link` leads to the quiz.
 * @typedef {{id: string, print: string, place: number, link: HTMLAnchorElement}} Known
 */

for (const page of /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".course-review")])) {
  const course = page.dataset.course || "";
  const status = /** @type {HTMLElement} */ (page.querySelector(".review-status"));
  const form = /** @type {HTMLFormElement} */ (page.querySelector(".review-form"));
  const list = /** @type {HTMLElement} */ (page.querySelector(".review-quizzes"));
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("li")]);
  /** @type {Known[]} */
  const items = rows.flatMap((row) => {
    const link = row.querySelector("a");
    const written = /** @type {HTMLElement} */ (row.querySelector(".review-items")).dataset.items || "";
    return link ? written.split(" ").map((text, n) => ({ id: text.split(":")[0], print: text.split(":")[1], place: n + 1, link })) : [];
  });
  /** What was checked of an item as it reads today. @param {Known} item */
  const kept = (item) => {
    const record = courseStore.get(course, item.id, item.print);
    return record && record.s !== null ? record : undefined;
  };
  const now = Date.now();
  const due = items.filter((item) => (kept(item)?.due ?? Infinity) <= now);
  for (let n = due.length - 1; n > 0; n -= 1) {
    const m = Math.floor(Math.random() * (n + 1));
    [due[n], due[m]] = [due[m], due[n]];
  }
  /** Items that couldn't be brought. @type {Known[]} */
  const absent = [];
  let left = due.length;
  const tell = () => {
    const dates = items.map((item) => kept(item)?.due ?? Infinity);
    const missed = due.filter((item) => !absent.includes(item) && (kept(item)?.s ?? 1) < 1).length;
    const later = Math.min(...dates.filter((date) => date > Date.now()));
    const next = Number.isFinite(later) ? ` The next comes back on ${new Date(later).toLocaleDateString()}.` : "";
    const told = [];
    if (left) told.push(`Items due: ${left}.`);
    else if (missed) told.push(`All answered. Missed, and back when you open this page again: ${missed}.`);
    else if (!absent.length) told.push(`Nothing is due.${next}`);
    if (absent.length) told.push(`Due in lessons that can't be fetched here: ${absent.length}. The links below lead there.`);
    status.textContent = told.join(" ");
  };

  /** The address of the page where an item stands. @param {Known} item */
  const home = (item) => item.link.href.split("#")[0];

  /** A page. @param {string} address @returns {Promise<Document | null>} */
  const bring = async (address) => {
    if (location.protocol === "file:") return null; // in a book that was opened from a folder no page may read another
    try {
      const answer = await fetch(address);
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
      return null; // no network, and the page isn't kept
    }
  };

  /** An item out of its page, without its number there, and with links that lead from here. @param {Known} known @param {Document | null} from */
  const taken = (known, from) => {
    const found = from?.getElementById(`item-${known.id}`);
    if (!found || found.dataset.print !== known.print) return null; // a page that is older or newer than this one
    const item = document.importNode(found, true);
    const first = item.querySelector("legend")?.firstChild;
    const number = `${known.place}. `;
    if (first?.nodeValue?.startsWith(number)) first.nodeValue = first.nodeValue.slice(number.length);
    for (const link of item.querySelectorAll("a[href]")) {
      link.setAttribute("href", new URL(link.getAttribute("href") || "", known.link.href).href);
    }
    return item;
  };

  /** @param {HTMLElement} item */
  const ask = (item) => {
    form.append(item);
    let done = false;
    // Without the focus: nobody who opens the page asked to be put into its last item.
    courseQuiz.setUp(item, course, (score, fresh) => {
      if (!fresh || score === null) return;
      if (!done) left -= 1;
      done = true;
      tell();
    }).again(false);
  };

  const show = async () => {
    const addresses = [...new Set(due.map(home))];
    const pages = new Map(await Promise.all(addresses.map(async (one) => /** @type {const} */ ([one, await bring(one)]))));
    for (const known of due) {
      const item = taken(known, pages.get(home(known)) ?? null);
      if (item) ask(item);
      else absent.push(known);
    }
    left -= absent.length;
    for (const row of rows) {
      const here = absent.filter((item) => row.contains(item.link));
      const count = /** @type {HTMLElement} */ (row.querySelector(".review-items"));
      row.hidden = !here.length;
      count.hidden = !here.length;
      count.textContent = ` (items due: ${here.length})`;
      if (here.length) here[0].link.hash = `item-${here[0].id}`;
    }
    list.hidden = !absent.length;
    form.removeAttribute("aria-busy");
    tell();
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.setAttribute("aria-busy", "true");
  list.hidden = true;
  status.textContent = `Items due: ${due.length}.`;
  show();
}
