// The progress page: what this browser remembers, by lesson, unit and skill; and the reader's own data to keep, bring or erase.
// @ts-check
"use strict";

/* global courseStore */

for (const page of /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".course-progress")])) {
  const course = page.dataset.course || "";
  const script = /** @type {HTMLElement} */ (page.querySelector(".progress-script"));
  const cells = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(".progress-items")]);
  const originals = cells.map((cell) => cell.textContent || "");

  /** @param {string} tag @param {string} text @param {Record<string, string>} [attributes] */
  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  /** A bar with right, wrong and open parts, and the numbers in words. @param {number} right @param {number} wrong @param {number} all */
  function bar(right, wrong, all) {
    const words = `${right} of ${all} right, ${wrong} to look at again`;
    const outer = make("span", "", { class: "bar", role: "img", "aria-label": words });
    for (const [kind, count] of /** @type {[string, number][]} */ ([["right", right], ["wrong", wrong]])) {
      const part = make("span", "", { class: `bar-${kind}` });
      part.style.width = `${all ? (100 * count) / all : 0}%`;
      outer.append(part);
    }
    const cell = make("td", "");
    cell.append(outer, make("span", `${right}/${all}`, { class: "bar-count", "aria-hidden": "true" }));
    return cell;
  }

  /** @param {string} title @param {Map<string, [number, number, number]>} rows */
  function table(title, rows) {
    const made = make("table", "", { class: "table progress-sums" });
    made.append(make("caption", title));
    const body = document.createElement("tbody");
    for (const [name, [right, wrong, all]] of rows) {
      const row = document.createElement("tr");
      row.append(make("th", name, { scope: "row" }), bar(right, wrong, all));
      body.append(row);
    }
    made.append(body);
    return made;
  }

  function draw() {
    const kept = courseStore.all(course);
    /** @type {Map<string, [number, number, number]>} */
    const units = new Map();
    /** @type {Map<string, [number, number, number]>} */
    const skills = new Map();
    /** Whether all quizzes of a page are answered right. @type {Map<string, boolean>} */
    const pages = new Map();
    const now = Date.now();
    let due = 0;
    cells.forEach((cell, n) => {
      const items = (cell.dataset.items || "").split(" ").filter(Boolean).map((one) => one.split(":"));
      const unit = cell.closest("tr")?.querySelector("td")?.textContent?.trim() || "";
      let right = 0;
      let wrong = 0;
      for (const [id, print, skill] of items) {
        const record = kept[id] && kept[id].f === print && kept[id].s !== null ? kept[id] : undefined;
        const good = record ? record.s === 1 : false;
        if (record && record.due <= now) due += 1;
        right += good ? 1 : 0;
        wrong += record && !good ? 1 : 0;
        for (const [map, key] of /** @type {[Map<string, [number, number, number]>, string][]} */ ([[units, unit], [skills, skill.replace("-", " ")]])) {
          const sum = map.get(key) || [0, 0, 0];
          map.set(key, [sum[0] + (good ? 1 : 0), sum[1] + (record && !good ? 1 : 0), sum[2] + 1]);
        }
      }
      const link = cell.closest("tr")?.querySelector("a");
      if (link) {
        const path = new URL(link.href).pathname;
        pages.set(path, right === items.length && pages.get(path) !== false);
      }
      cell.textContent = right || wrong ? `${right} of ${items.length} right${wrong ? `, ${wrong} wrong` : ""}` : originals[n];
    });
    // What was imported, erased or edited since the pages were last open changes their ticks, too.
    for (const [path, done] of pages) courseStore.tick(course, path, done);
    script.textContent = "";
    script.append(make("p", due ? `Items due for review: ${due}.` : "Nothing is due for review.", { role: "status", class: "due" }));
    script.append(table("By unit", units), table("By skill", skills), data());
  }

  /** @param {Element} line @param {string} text */
  const say = (line, text) => {
    line.textContent = text;
  };

  function data() {
    const section = make("div", "", { class: "own-data" });
    const line = make("p", "", { role: "status" });
    const keep = make("button", "Export my data", { type: "button", class: "check" });
    const bring = make("label", "Import data ", { class: "import" });
    const file = /** @type {HTMLInputElement} */ (make("input", "", { type: "file", accept: "application/json,.json" }));
    const erase = make("button", "Erase my data", { type: "button", class: "check" });
    bring.append(file);
    keep.addEventListener("click", () => {
      const text = JSON.stringify({ version: 1, course, items: courseStore.all(course) }, null, 1);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = `${course}-progress.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      say(line, `Saved to ${link.download}.`);
    });
    file.addEventListener("change", async () => {
      const chosen = file.files && file.files[0];
      if (!chosen) return;
      let answer = "This is not a file of this course's progress; nothing was changed.";
      try {
        const found = JSON.parse(await chosen.text());
        if (found.version === 1 && found.course === course && found.items && typeof found.items === "object" && !Array.isArray(found.items)) {
          const mine = courseStore.all(course);
          let count = 0;
          for (const [id, record] of Object.entries(found.items)) {
            if (!courseStore.valid(record) || (mine[id] && mine[id].t >= record.t)) continue;
            mine[id] = record;
            count += 1;
          }
          answer = courseStore.replace(course, mine) ? `Answers imported: ${count}.` : "The browser refused to keep them.";
        }
      } catch {
        // not JSON: said below
      }
      draw();
      say(/** @type {Element} */ (script.querySelector(".own-data [role=status]")), answer);
    });
    erase.addEventListener("click", () => {
      if (!window.confirm("Erase everything that this browser remembers of this course?")) return;
      courseStore.replace(course, {});
      draw();
      say(/** @type {Element} */ (script.querySelector(".own-data [role=status]")), "Erased.");
    });
    section.append(make("h2", "Your data"), keep, bring, erase, line);
    return section;
  }

  draw();
}
