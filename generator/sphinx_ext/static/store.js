// What a reader did, kept in this browser and nowhere else: one record an item, under its id, good for one wording of it.
// @ts-check
"use strict";

/**
 * f: the item's fingerprint; a: the answer, as the ids that the item's controls give; s: its score from 0 to 1, or null
 * before it was checked; n: how often it was checked; t: when last, in ms; box: steps of the review ladder climbed; due:
 * when it should come back, in ms; sure: whether the reader was.
 * @typedef {{f: string, a: string[], s: number | null, n: number, t: number, box: number, due: number, sure?: boolean}} Answered
 */

const courseStore = (() => {
  const DAY = 24 * 60 * 60 * 1000;
  /** Days until an item comes back after it was answered right once, twice ...; stated on the review page. */
  const INTERVALS = [1, 3, 7, 21];

  /** @param {string} course */
  const nameOf = (course) => `course-quizzes:${course}`;

  /** Whether something read from a file or from storage is a record: both can hold anything. @param {unknown} one @returns {one is Answered} */
  function valid(one) {
    const record = /** @type {Answered} */ (one);
    return (
      Boolean(record) && typeof record.f === "string" && Array.isArray(record.a) && record.a.every((id) => typeof id === "string") &&
      (record.s === null || (Number.isFinite(record.s) && record.s >= 0 && record.s <= 1)) &&
      [record.n, record.t, record.box, record.due].every((n) => Number.isFinite(n) && n >= 0)
    );
  }

  /** @param {string} course @returns {Record<string, Answered>} */
  function all(course) {
    try {
      const kept = JSON.parse(localStorage.getItem(nameOf(course)) || "{}");
      return kept.version === 1 ? Object.fromEntries(Object.entries(kept.items).filter(([, record]) => valid(record))) : {};
    } catch {
      return {};
    }
  }

  /** @param {string} course @param {Record<string, Answered>} items @returns {boolean} whether the browser kept it */
  function replace(course, items) {
    try {
      localStorage.setItem(nameOf(course), JSON.stringify({ version: 1, items }));
      return true;
    } catch {
      return false; // storage is full or forbidden: the quiz works, and forgets
    }
  }

  /** @param {string} course @param {string} id @param {string} print @returns {Answered | undefined} */
  function get(course, id, print) {
    const found = all(course)[id];
    return found && found.f === print ? found : undefined;
  }

  /** @param {string} course @param {string} id @param {Answered} record */
  function put(course, id, record) {
    return replace(course, { ...all(course), [id]: record });
  }

  /**
   * The record after an answer was checked. Right climbs the ladder, anything less goes back to its foot and is due at once.
   * @param {Answered | undefined} before @param {string} f @param {string[]} a @param {number} s @param {boolean} [sure]
   * @returns {Answered}
   */
  function checked(before, f, a, s, sure) {
    const now = Date.now();
    const box = s === 1 ? Math.min((before ? before.box : 0) + 1, INTERVALS.length) : 0;
    const due = box ? now + INTERVALS[box - 1] * DAY : now;
    return { f, a, s, n: (before ? before.n : 0) + 1, t: now, box, due, ...(sure === undefined ? {} : { sure }) };
  }

  /**
   * Notes whether every item of a page's quizzes was answered right, for the ticks in the table of contents, and has them drawn.
   * @param {string} course @param {string} page @param {boolean} done
   */
  function tick(course, page, done) {
    try {
      const name = `course-ticks:${course}`;
      const { [page]: was, ...others } = JSON.parse(localStorage.getItem(name) || "{}");
      if (Boolean(was) === done) return;
      localStorage.setItem(name, JSON.stringify(done ? { ...others, [page]: done } : others));
    } catch {
      // no ticks, then
    }
    document.dispatchEvent(new Event("course-ticks"));
  }

  return { INTERVALS, valid, all, replace, get, put, checked, tick };
})();
