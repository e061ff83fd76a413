// Answers a quiz on the page. The page reads without this script: it brings feedback beside the options, keeps answers in the
// browser and, for a graded quiz, saves them to a file. Answers are lists of ids, never of positions.
// @ts-check
"use strict";

/* global courseStore */

const courseQuiz = (() => {
  /** @template {Element} T @param {Element} from @param {string} selector @returns {T[]} */
  const every = (from, selector) => /** @type {T[]} */ ([...from.querySelectorAll(selector)]);

  /** @param {Element} item @returns {HTMLInputElement[]} */
  const inputs = (item) => every(item, "input:not(.sure)");

  /** @param {HTMLElement} item @returns {string[]} */
  function read(item) {
    if (item.dataset.kind === "order") return every(item, ".order [data-id]").map((entry) => entry.getAttribute("data-id") || "");
    if (item.dataset.kind === "match") {
      return /** @type {HTMLSelectElement[]} */ (every(item, "select")).filter((s) => s.value).map((s) => `${s.dataset.id}=${s.value}`);
    }
    return inputs(item).filter((input) => input.checked).map((input) => input.value);
  }

  /** @param {HTMLElement} item @param {string[]} answer */
  function write(item, answer) {
    const list = item.querySelector(".order");
    if (list) {
      const rows = new Map(every(list, "[data-id]").map((entry) => [entry.getAttribute("data-id"), entry.parentElement]));
      for (const id of answer) if (rows.get(id)) list.append(/** @type {Element} */ (rows.get(id)));
    }
    const chosen = new Set(answer);
    for (const input of inputs(item)) input.checked = chosen.has(input.value);
    for (const select of /** @type {HTMLSelectElement[]} */ (every(item, "select"))) {
      const found = answer.find((pair) => pair.startsWith(`${select.dataset.id}=`));
      select.value = found ? found.slice(found.indexOf("=") + 1) : "";
    }
  }

  /**
   * The one rule: right minus wrong, over the number of keys, never below nought. Single answers are right or not.
   * @param {HTMLElement} item @param {string[]} answer
   */
  function score(item, answer) {
    const place = (/** @type {string} */ id, /** @type {number} */ n) => (item.dataset.kind === "order" ? `${n}=${id}` : id);
    const keys = new Set((item.dataset.key || "").split(" ").map(place));
    const right = answer.map(place).filter((one) => keys.has(one)).length;
    const wrong = answer.length - right;
    if (item.dataset.kind === "single" || item.dataset.kind === "true-false") return right === 1 && !wrong ? 1 : 0;
    return Math.max(0, right - wrong) / keys.size;
  }

  /** @param {HTMLElement} item */
  function answered(item) {
    const given = read(item);
    if (item.dataset.kind === "match") return given.length === every(item, "select").length;
    return given.length > 0;
  }

  /** Buttons that move an entry up or down and keep the focus on it. @param {HTMLElement} item */
  function setUpOrder(item) {
    const list = item.querySelector(".order");
    if (!list) return;
    let line = item.querySelector(".verdict");
    if (!line) {
      // A graded item has no line for verdicts; where an entry went must be told there too.
      line = document.createElement("p");
      line.setAttribute("role", "status");
      list.after(line);
    }
    const told = line;
    for (const entry of every(list, "[data-id]")) {
      for (const [name, sign, step] of /** @type {[string, string, number][]} */ ([["up", "↑", -1], ["down", "↓", 1]])) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "move";
        button.textContent = sign;
        button.setAttribute("aria-label", `Move ${name}: ${entry.querySelector("span")?.textContent}`);
        button.addEventListener("click", () => {
          const row = /** @type {Element} */ (entry.parentElement);
          const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
          if (!other) return;
          if (step < 0) other.before(row);
          else other.after(row);
          button.focus();
          const rows = [...list.children];
          told.textContent = `Now number ${rows.indexOf(row) + 1} of ${rows.length}.`;
          item.dispatchEvent(new Event("change", { bubbles: true }));
        });
        entry.append(button);
      }
    }
  }

  /** @param {HTMLElement} item */
  function shuffle(item) {
    for (const list of every(item, ".options")) {
      const free = [...list.children].filter((row) => !row.classList.contains("pinned"));
      const slots = [...list.children].map((row) => (row.classList.contains("pinned") ? row : null));
      for (let n = free.length - 1; n > 0; n -= 1) {
        const m = Math.floor(Math.random() * (n + 1));
        [free[n], free[m]] = [free[m], free[n]];
      }
      list.append(...slots.map((row) => row || /** @type {Element} */ (free.shift())));
    }
  }

  /**
   * Makes one practice item answerable. `report` hears its score after each check, null when it is cleared.
   * @param {HTMLElement} item @param {string} course @param {(score: number | null, now: boolean) => void} report
   */
  function setUp(item, course, report) {
    const id = item.id.replace(/^item-/, "");
    const print = item.dataset.print || "";
    const button = /** @type {HTMLButtonElement | null} */ (item.querySelector("button.check"));
    const verdict = /** @type {HTMLElement | null} */ (item.querySelector(".verdict"));
    const key = /** @type {HTMLDetailsElement | null} */ (item.querySelector("details.key"));
    const sure = /** @type {HTMLInputElement | null} */ (item.querySelector("input.sure"));
    if (!button || !verdict || !key) return { again: (/** @type {boolean} */ _focus) => {} };
    const list = key.querySelector(".feedback-list");
    const summary = key.querySelector("summary");
    const said = /** @type {HTMLElement[]} */ (every(key, ".feedback"));
    const homes = said.map((entry) => entry.parentElement);
    button.hidden = false;
    key.hidden = true;
    setUpOrder(item);

    /** @param {boolean} locked */
    function lock(locked) {
      for (const control of every(item, "input, select, button.move")) /** @type {HTMLInputElement} */ (control).disabled = locked;
    }

    /** @param {number} s @param {boolean} now */
    function show(s, now) {
      item.dataset.result = s === 1 ? "right" : s > 0 ? "partial" : "wrong";
      // Answers of an earlier visit come back in silence: a screen reader would else read all verdicts when the page opens.
      /** @type {HTMLElement} */ (verdict).setAttribute("aria-live", now ? "polite" : "off");
      const part = `Partly right: ${Math.round(100 * s)} %.`;
      /** @type {HTMLElement} */ (verdict).textContent = s === 1 ? "✓ Right." : s > 0 ? `◐ ${part}` : "✗ Not right. The right answer is marked.";
      const given = read(item);
      const keys = (item.dataset.key || "").split(" ");
      let left = 0;
      for (const entry of said) {
        const part_id = entry.dataset.option || "";
        const control = inputs(item).find((input) => input.value === part_id) || item.querySelector(`[data-id="${CSS.escape(part_id)}"]`);
        const row = control && control.closest("li");
        if (item.dataset.kind === "order" || item.dataset.kind === "match") {
          const mine = item.dataset.kind === "order" ? given.indexOf(part_id) : given.find((pair) => pair.startsWith(`${part_id}=`));
          const good = item.dataset.kind === "order" ? keys.indexOf(part_id) === mine : keys.includes(String(mine));
          entry.classList.toggle("right", good);
          entry.classList.toggle("wrong", !good);
          let word = entry.querySelector(".feedback-option");
          if (!word) {
            word = document.createElement("strong");
            word.className = "feedback-option";
            entry.firstElementChild?.prepend(word);
          }
          word.textContent = good ? "Right: " : "Should be: ";
        }
        if (row) row.append(entry);
        else left += 1;
      }
      lock(true);
      if (list) list.toggleAttribute("hidden", !left);
      if (summary) summary.textContent = left ? "Why, and the words that prove it" : "The words that prove it";
      /** @type {HTMLDetailsElement} */ (key).hidden = false;
      /** @type {HTMLDetailsElement} */ (key).open = true;
      /** @type {HTMLButtonElement} */ (button).textContent = "Try again";
      report(s, now);
    }

    function check() {
      if (!answered(item)) {
        /** @type {HTMLElement} */ (verdict).textContent =
          item.dataset.kind === "match" ? "Choose an answer for each line first." : "Choose an answer first.";
        /** @type {HTMLElement | null} */ (item.querySelector("input, select"))?.focus();
        return;
      }
      const answer = read(item);
      const s = score(item, answer);
      courseStore.put(course, id, courseStore.checked(courseStore.get(course, id, print), print, answer, s, sure ? sure.checked : undefined));
      show(s, true);
    }

    /** @param {boolean} focus */
    function again(focus) {
      delete item.dataset.result;
      /** @type {HTMLElement} */ (verdict).textContent = "";
      said.forEach((entry, n) => homes[n]?.append(entry));
      lock(false);
      if (item.dataset.kind !== "order") write(item, []);
      if (sure) sure.checked = false;
      /** @type {HTMLDetailsElement} */ (key).open = false;
      /** @type {HTMLDetailsElement} */ (key).hidden = true;
      /** @type {HTMLButtonElement} */ (button).textContent = "Check";
      report(null, true);
      if (focus) /** @type {HTMLElement | null} */ (item.querySelector("input, select, button.move"))?.focus();
    }

    button.addEventListener("click", () => (item.dataset.result ? again(true) : check()));
    const kept = courseStore.get(course, id, print);
    if (kept && kept.s !== null) {
      write(item, kept.a);
      if (sure) sure.checked = Boolean(kept.sure);
      show(kept.s, false);
    }
    return { again };
  }

  /** Of each practice quiz on the page, whether all of it is answered right. @type {Map<HTMLFormElement, boolean>} */
  const done = new Map();

  /** @param {HTMLFormElement} form */
  function practice(form) {
    const items = /** @type {HTMLElement[]} */ (every(form, ".quiz-item"));
    const line = /** @type {HTMLElement | null} */ (form.querySelector(".quiz-score"));
    /** @type {Map<HTMLElement, number>} */
    const scores = new Map();
    const retry = document.createElement("button");
    retry.type = "button";
    retry.className = "check";
    retry.textContent = "Try the wrong ones again";
    const made = new Map(items.map((item) => [item, setUp(item, form.dataset.course || "", (s, now) => tell(item, s, now))]));

    /** @param {HTMLElement} item @param {number | null} s @param {boolean} now */
    function tell(item, s, now) {
      if (s === null) scores.delete(item);
      else scores.set(item, s);
      if (now) tick();
      if (!line) return;
      line.setAttribute("aria-live", now ? "polite" : "off");
      const sum = [...scores.values()].reduce((a, b) => a + b, 0);
      line.hidden = !scores.size;
      line.textContent = `Score: ${Math.round(100 * sum) / 100} of ${items.length}. ${items.length - scores.size} not answered yet.`;
      retry.hidden = ![...scores.values()].some((one) => one < 1);
    }

    function tick() {
      done.set(form, items.every((one) => scores.get(one) === 1));
      courseStore.tick(form.dataset.course || "", location.pathname, [...done.values()].every(Boolean));
    }

    tick();
    retry.hidden = ![...scores.values()].some((one) => one < 1);
    retry.addEventListener("click", () => {
      const wrong = items.filter((item) => (scores.get(item) ?? 1) < 1);
      for (const item of wrong.reverse()) made.get(item)?.again(true);
      wrong[wrong.length - 1]?.scrollIntoView({ block: "nearest" });
    });
    line?.after(retry);
  }

  /** @param {HTMLFormElement} form */
  function graded(form) {
    const items = /** @type {HTMLElement[]} */ (every(form, ".quiz-item"));
    const course = form.dataset.course || "";
    const line = /** @type {HTMLElement} */ (form.querySelector(".quiz-score"));
    for (const item of items) setUpOrder(item);
    const who = document.createElement("label");
    who.className = "who";
    who.textContent = "Your name or number ";
    const field = document.createElement("input");
    field.className = "sure";
    field.autocomplete = "name";
    who.append(field);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "check";
    button.textContent = "Save my answers";
    /** @param {HTMLElement} item @returns {HTMLInputElement | null} */
    const sure = (item) => item.querySelector(".confidence .sure");
    /** @param {HTMLElement} item */
    const id = (item) => item.id.replace(/^item-/, "");
    const touched = new Set();
    const count = () => items.filter((item) => (item.dataset.kind === "order" ? touched.has(id(item)) : answered(item))).length;
    const tell = () => {
      line.hidden = false;
      line.textContent = `${count()} of ${items.length} answered.`;
    };
    for (const item of items) {
      const record = courseStore.get(course, id(item), item.dataset.print || "");
      const box = sure(item);
      if (record) {
        write(item, record.a);
        if (box) box.checked = Boolean(record.sure);
        touched.add(id(item));
      }
      item.addEventListener("change", () => {
        touched.add(id(item));
        const given = { f: item.dataset.print || "", a: read(item), s: null, n: 0, t: Date.now(), box: 0, due: 0 };
        courseStore.put(course, id(item), box ? { ...given, sure: box.checked } : given);
        tell();
      });
    }
    button.addEventListener("click", () => {
      const result = {
        schema_version: 1,
        course,
        course_version: form.dataset.version,
        quiz: form.dataset.quiz,
        name: field.value.trim(),
        saved: new Date().toISOString(),
        items: items.map((item) => ({
          id: id(item),
          fingerprint: item.dataset.print,
          answer: item.dataset.kind === "order" && !touched.has(id(item)) ? [] : read(item),
          ...(sure(item) ? { sure: sure(item)?.checked } : {}),
        })),
      };
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([JSON.stringify(result, null, 1)], { type: "application/json" }));
      link.download = `${form.dataset.quiz}-answers.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      line.textContent = `Saved ${count()} of ${items.length} answers to ${link.download}. Hand that file in.`;
    });
    line.after(who, button);
    tell();
  }

  const forms = /** @type {HTMLFormElement[]} */ (every(document.documentElement, "form.course-quiz"));
  for (const form of forms) if (form.dataset.mode !== "graded") done.set(form, false);
  for (const form of forms) {
    form.addEventListener("submit", (event) => event.preventDefault());
    if (form.dataset.shuffle) for (const item of every(form, ".quiz-item")) shuffle(/** @type {HTMLElement} */ (item));
    if (form.dataset.mode === "graded") graded(form);
    else practice(form);
  }

  return { setUp };
})();
