// The search page: Pagefind finds, this shows. Whoever opens this page came to search, so Pagefind starts as soon as the page
// stands: begun at the first key, it would keep the first result waiting for a quarter of a second. No other page loads it.
// @ts-check
"use strict";

/**
 * @typedef {Record<string, Record<string, number>>} Counts
 * @typedef {Record<string, string | {any: string[]}>} Filters
 * @typedef {{raw_url: string, content: string, excerpt: string, plain_excerpt: string, meta: Record<string, string>, filters: Record<string, string[]>}} Shown
 * @typedef {{id: string, data: () => Promise<Shown>}} Hit
 * @typedef {{results: Hit[], filters: Counts, unfilteredResultCount: number}} Answer
 * @typedef {{init: () => Promise<void>, filters: () => Promise<Counts>, preload: (words: string) => Promise<void>, search: (words: string, options?: {filters?: Filters}) => Promise<Answer>}} Pagefind
 * @typedef {{words: string[], phrases: string[]}} Query
 * @typedef {{hits: Hit[], counts: Counts, cut: boolean}} Found
 */

const searchRoot = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);

for (const page of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".course-search"))) {
  const FACETS = ["kind", "unit", "source"];
  const STEP = 10;
  const NOTHING = { kind: "-" }; // passes no record, so an answer is short; it still says how many there would be
  const REST = 20; // ms that typing must rest: what a browser enters at once, such as a paste or a held key, is one search
  const VERIFIED = 300; // phrases are compared letter by letter in so many records at most

  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (page.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("form"));
  const field = /** @type {HTMLInputElement} */ (part("input[type=search]"));
  const said = part(".search-said");
  const list = part(".search-results");
  const more = part(".search-more");
  const everything = part(".search-everything");
  const examples = /** @type {HTMLElement | null} */ (page.querySelector(".search-examples"));
  const boxes = /** @type {HTMLInputElement[]} */ ([...page.querySelectorAll("input[name=kind]")]);
  const choices = /** @type {HTMLSelectElement[]} */ ([...page.querySelectorAll("select")]);
  const plainTexts = new Map([...page.querySelectorAll("option")].map((option) => [option, option.text]));
  const kindNames = new Map(boxes.map((box) => [box.value, box.closest("label")?.textContent?.trim() || ""]));

  /** @param {string} tag @param {string} [text] @param {string} [className] */
  const make = (tag, text = "", className = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  if (location.protocol === "file:") {
    form.hidden = true;
    if (examples) examples.hidden = true;
    const how = make("p", "A browser can't search a book that was opened from a folder. In the book's folder run ");
    how.append(make("code", "python3 -m http.server"), ", then open ", make("code", "http://localhost:8000/"), ".");
    said.append(how);
    continue;
  }

  // -- Pagefind, its lists of words -----------------------------------------------------------------------------------

  /** @type {Promise<Pagefind> | undefined} */
  let engine;
  const start = () => {
    engine ??= import(new URL("search/pagefind.js", searchRoot).href).then(async (/** @type {Pagefind} */ pagefind) => {
      await pagefind.init();
      count(await pagefind.filters());
      return pagefind;
    });
    return engine;
  };

  /** As generator/search/words.py folds: without case and accents. @param {string} text */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  /** @type {Map<string, Promise<[string, string, number][]>>} */
  const lists = new Map();
  /** @param {string} name */
  const fetched = async (name) => {
    const answer = await fetch(new URL(`search/words/${name}`, searchRoot));
    if (!answer.ok) throw new Error(name);
    return answer.text();
  };
  /** @type {Promise<string[]> | undefined} */
  let names;
  const allLists = () => (names ??= fetched("lists.json").then((text) => JSON.parse(text)));
  /** The words of a list: as shown, folded, how often. @param {string} name */
  const wordsOf = (name) => {
    if (!lists.has(name)) {
      const lines = (/** @type {string} */ text) => text.split("\n").filter(Boolean).map((line) => line.split(" "));
      lists.set(name, fetched(name).then((text) => lines(text).map(([word, times]) => [word, fold(word), Number(times)])));
    }
    return /** @type {Promise<[string, string, number][]>} */ (lists.get(name));
  };
  /** Words of the same first letter. @param {string} word */
  const neighbours = async (word) => {
    const name = `${(word.codePointAt(0) || 0).toString(16).padStart(4, "0")}.txt`;
    return (await allLists()).includes(name) ? wordsOf(name) : [];
  };

  // -- what is asked --------------------------------------------------------------------------------------------------

  /** @param {string} text @returns {Query} */
  const read = (text) => {
    /** @type {string[]} */
    const phrases = [];
    const rest = text.normalize("NFC").replace(/[“”„«»]/g, '"').replace(/"([^"]+)"/g, (_, phrase) => {
      if (/[\p{L}\p{N}]/u.test(phrase)) phrases.push(phrase.trim());
      return " ";
    });
    return { words: wordsIn(rest.replace(/"/g, " ")), phrases };
  };
  /** @param {string} text */
  const wordsIn = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  /** @param {string} word */
  const bare = (word) => fold(word).replace(/[^\p{L}\p{N}]/gu, "");

  /** Whether the book has a word, an inflection of it, or a word that begins so. @param {Pagefind} pagefind @param {string} word */
  const known = async (pagefind, word) => {
    // Asked in quotation marks, Pagefind doesn't fall back on shorter words.
    const answer = await pagefind.search(`"${word}"`, { filters: NOTHING });
    if (answer.unfilteredResultCount) return true;
    return (await neighbours(bare(word))).some(([, folded]) => folded.startsWith(bare(word)));
  };

  /**
   * How many letters must be put in, left out, changed or swapped with the next to make one word the other
   * (Damerau 1964, Levenshtein 1966); more than `most` is as good as endless.
   * @param {string} a @param {string} b @param {number} most
   */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const changed = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + changed);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[b.length] <= most ? last[b.length] : Infinity;
  };

  /** What a word may have meant: nearest first, then names, then frequent words. @param {string} word */
  const meant = async (word) => {
    const asked = bare(word);
    const most = asked.length < 4 ? 0 : asked.length < 6 ? 1 : 2;
    if (!most || /\p{N}/u.test(asked)) return []; // another year is another year
    /** @param {[string, string, number][]} words */
    const near = (words) => words
      .map(([shown, folded, times]) => ({ shown, times, off: distance(asked, folded, most), name: shown[0] !== shown[0].toLowerCase() }))
      .filter((one) => one.off <= most)
      .sort((a, b) => a.off - b.off || Number(b.name) - Number(a.name) || b.times - a.times || (a.shown < b.shown ? -1 : 1))
      .slice(0, 3)
      .map((one) => one.shown);
    const first = near(await neighbours(asked));
    // Only where the first letter itself may be the slip are all lists fetched.
    return first.length ? first : near((await Promise.all((await allLists()).map(wordsOf))).flat());
  };

  // -- what is found --------------------------------------------------------------------------------------------------

  /** Matches a phrase in a folded text: the same words with nothing but punctuation between; an editor's bracket is more. @param {string} phrase */
  const matcher = (phrase) => {
    const words = fold(phrase).match(/[\p{L}\p{N}]+/gu) || [];
    return new RegExp(`(?<![\\p{L}\\p{N}])${words.join("[^\\p{L}\\p{N}[\\]]+")}(?![\\p{L}\\p{N}])`, "gu");
  };
  /** A text folded so that every offset stays. @param {string} text */
  const foldInPlace = (text) => text.replace(/[^\x00-\x7f]/g, (letter) => (fold(letter).length === 1 ? fold(letter) : letter)).toLowerCase();
  /** @param {Shown} shown */
  const textsOf = (shown) => [shown.content, shown.meta.title, shown.meta.where || ""].map((text) => text.normalize("NFC"));

  /** @param {Pagefind} pagefind @param {Query} query @param {Filters} filters @returns {Promise<Found>} */
  const find = async (pagefind, query, filters) => {
    const all = await pagefind.search([...query.words, ...query.phrases].join(" "), { filters });
    if (!query.phrases.length) return { hits: all.results, counts: all.filters, cut: false };
    const exact = await Promise.all(query.phrases.map((phrase) => pagefind.search(`"${phrase.replace(/\s+/g, " ")}"`, { filters })));
    const ids = exact.map((answer) => new Set(answer.results.map((hit) => hit.id)));
    const likely = all.results.filter((hit) => ids.every((these) => these.has(hit.id)));
    // Pagefind compares stems, so the words themselves are compared here.
    const shown = await Promise.all(likely.slice(0, VERIFIED).map(async (hit) => ({ hit, shown: await hit.data() })));
    const right = shown.filter((one) => query.phrases.every((phrase) => textsOf(one.shown).some((text) => matcher(phrase).test(foldInPlace(text)))));
    /** @type {Counts} */
    const counts = {};
    for (const one of right) {
      for (const [name, values] of Object.entries(one.shown.filters)) {
        const sum = (counts[name] ??= {});
        for (const value of values) sum[value] = (sum[value] || 0) + 1;
      }
    }
    return { hits: right.map((one) => one.hit), counts, cut: likely.length > VERIFIED };
  };

  const chosen = () => {
    /** @type {Filters} */
    const filters = {};
    const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
    if (kinds.length) filters.kind = { any: kinds };
    for (const choice of choices) if (choice.value) filters[choice.name] = choice.value;
    return filters;
  };
  /** Beside each filter, how many results choosing it would leave. @param {Counts} counts */
  const count = (counts) => {
    for (const box of boxes) {
      const label = /** @type {HTMLElement} */ (box.closest("label"));
      const shown = label.querySelector(".search-count") || label.appendChild(make("span", "", "search-count"));
      shown.textContent = ` ${counts.kind?.[box.value] || 0}`;
    }
    for (const choice of choices) {
      for (const option of choice.options) {
        if (option.value) option.text = `${plainTexts.get(option)} (${counts[choice.name]?.[option.value] || 0})`;
      }
    }
  };

  // -- what is shown --------------------------------------------------------------------------------------------------

  /** The words around what was found, with that marked. @param {Shown} shown @param {Query} query */
  const excerpt = (shown, query) => {
    const out = make("p", "", "search-excerpt");
    const content = shown.content.normalize("NFC");
    const folded = foldInPlace(content);
    const places = query.phrases.flatMap((phrase) => [...folded.matchAll(matcher(phrase))].map((found) => [found.index, found.index + found[0].length]));
    places.sort((a, b) => a[0] - b[0]);
    if (places.length) {
      const from = places[0][0] < 100 ? 0 : content.lastIndexOf(" ", places[0][0] - 80) + 1;
      const space = content.indexOf(" ", Math.max(places[0][1], from + 220));
      const to = space < 0 ? content.length : space;
      let at = from;
      out.append(from ? "… " : "");
      for (const [begin, end] of places) {
        if (begin < at || end > to) continue;
        out.append(content.slice(at, begin), make("mark", content.slice(begin, end)));
        at = end;
      }
      out.append(content.slice(at, to), to < content.length ? " …" : "");
      return out;
    }
    // Pagefind's own excerpt is HTML with marks, and escapes nothing but these two signs.
    const text = (/** @type {string} */ html) => html.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    const start = shown.content.trimStart().startsWith(shown.plain_excerpt.slice(0, 40));
    out.append(start ? "" : "… ");
    for (const [n, piece] of shown.excerpt.split(/<\/?mark>/).entries()) {
      // It marks what stands between two spaces; the punctuation around a word isn't what was looked for.
      const [, before, word, after] = /** @type {string[]} */ (/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(text(piece)));
      if (n % 2) out.append(before, make("mark", word), after);
      else out.append(text(piece));
    }
    out.append(shown.content.trimEnd().endsWith(shown.plain_excerpt.slice(-40)) ? "" : " …");
    return out;
  };

  /** @param {Shown} shown @param {Query} query */
  const result = (shown, query) => {
    const item = make("li");
    const link = /** @type {HTMLAnchorElement} */ (make("a", shown.meta.title));
    link.href = new URL(shown.raw_url, searchRoot).href;
    const where = make("p", "", "search-where");
    where.append(make("span", kindNames.get(shown.filters.kind?.[0]) || "", "search-kind"), shown.meta.where ? ` ${shown.meta.where}` : "");
    item.append(link, where, excerpt(shown, query));
    return item;
  };

  /** The address of a search, under which it can be found again. @param {string} text */
  const address = (text) => {
    const state = new URLSearchParams();
    if (text.trim()) state.set("q", text.trim());
    for (const box of boxes) if (box.checked) state.append("kind", box.value);
    for (const choice of choices) if (choice.value) state.set(choice.name, choice.value);
    return `${location.pathname}${state.size ? `?${state}` : ""}`;
  };

  /** A link to the same search with other words. @param {string} text */
  const instead = (text) => {
    const link = /** @type {HTMLAnchorElement} */ (make("a", text));
    link.href = address(text);
    return link;
  };

  /** Words that the book doesn't have, and what they may have meant. @param {string} text @param {string[]} strange */
  const proposals = async (text, strange) => {
    const none = make("p", `No page has ${strange.map((word) => `“${word}”`).join(" or ")}.`);
    const guesses = await Promise.all(strange.map(meant));
    const best = strange.reduce((words, word, n) => (guesses[n].length ? words.replace(word, guesses[n][0]) : words), text);
    const others = strange.length === 1 ? guesses[0].slice(1).map((guess) => text.replace(strange[0], guess)) : [];
    if (best === text) return [none];
    const ask = make("p", "Did you mean ");
    for (const [n, words] of [best, ...others].entries()) ask.append(n ? " or " : "", instead(words.trim()));
    ask.append("?");
    return [none, ask];
  };

  /** @param {number} hits @param {boolean} cut @param {boolean} narrowed */
  const total = (hits, cut, narrowed) => {
    if (cut) return `${hits} results among the ${VERIFIED} likeliest places. Add a word to see others.`;
    if (hits) return `${hits} result${hits === 1 ? "" : "s"}.`;
    return narrowed ? "No results here. Search everything, or use fewer words." : "No page has all of this. Use fewer words, or leave out the quotation marks.";
  };

  let asked = 0;
  const search = async () => {
    const turn = (asked += 1);
    const late = () => turn !== asked;
    const text = field.value;
    const filters = chosen();
    history.replaceState(history.state, "", address(text));
    everything.hidden = !Object.keys(filters).length;
    const query = read(text);
    const idle = !query.phrases.length && (!query.words.length || (query.words.length === 1 && /^[a-z]$/i.test(query.words[0])));
    if (examples) examples.hidden = !idle;
    if (idle) {
      list.replaceChildren();
      said.replaceChildren();
      more.hidden = true;
      if (engine) count(await (await engine).filters());
      return;
    }
    const pagefind = await start();
    const inPhrases = query.phrases.flatMap(wordsIn);
    const all = [...new Set([...query.words, ...inPhrases])];
    const has = await Promise.all(all.map((word) => known(pagefind, word)));
    if (late()) return;
    const strange = all.filter((_, n) => !has[n]);
    const lost = strange.some((word) => inPhrases.includes(word)) || strange.length === all.length;
    const asking = { ...query, words: query.words.filter((word) => !strange.includes(word)) };
    const found = lost ? { hits: [], counts: {}, cut: false } : await find(pagefind, asking, filters);
    if (late()) return;

    let shown = 0;
    /** @param {boolean} go whether the focus goes to the first of the new ones */
    const showMore = async (go) => {
      const coming = found.hits.slice(shown, shown + STEP).map((hit) => hit.data());
      const before = shown;
      if (!coming.length) {
        if (list.contains(document.activeElement)) field.focus();
        list.replaceChildren();
      }
      for (const one of coming) {
        const item = result(await one, asking); // each is shown as soon as it and those above it are there
        if (late()) return;
        const held = !shown && list.contains(document.activeElement); // the focus would fall out of the page with what is replaced
        if (shown) list.append(item);
        else list.replaceChildren(item);
        if (held || (go && shown === before)) item.querySelector("a")?.focus();
        shown += 1;
      }
      more.hidden = shown >= found.hits.length;
    };
    more.onclick = () => showMore(true);
    await showMore(false);
    if (late()) return;
    const sum = make("p", total(found.hits.length, found.cut, Boolean(Object.keys(filters).length)));
    if (strange.length) {
      const said_ = await proposals(text, strange);
      if (late()) return;
      if (!lost) sum.textContent = `Without ${strange.length === 1 ? "that word" : "those words"}: ${sum.textContent}`;
      said.replaceChildren(...said_, ...(lost ? [] : [sum]));
    } else {
      said.replaceChildren(sum);
    }
    const counts = { ...found.counts };
    for (const name of FACETS.filter((one) => filters[one] && !lost)) {
      const { [name]: _, ...rest } = filters;
      counts[name] = (await find(pagefind, asking, rest)).counts[name];
      if (late()) return;
    }
    count(counts);
  };
  const run = () => search().catch(() => {
    said.replaceChildren(make("p", "The search could not be loaded. The contents and the glossary are still there."));
  });

  // -- what readers do ------------------------------------------------------------------------------------------------

  let resting = 0;
  addEventListener("load", () => start().catch(() => undefined));
  field.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(run, REST);
    const words = field.value.replace(/"/g, " ");
    engine?.then((pagefind) => pagefind.preload(words)).catch(() => undefined); // its chunk may be here before typing rests
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(resting);
    run();
  });
  form.addEventListener("change", (event) => {
    if (event.target !== field) run();
  });
  everything.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    for (const choice of choices) choice.value = "";
    field.focus();
    run();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);
    const at = links.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at < 0 && event.target !== field) return;
    const to = at + (event.key === "ArrowDown" ? 1 : -1);
    const next = to < 0 && at === 0 ? field : links[to];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  /** Take over the state that an address holds. */
  const restore = () => {
    const state = new URLSearchParams(location.search);
    field.value = state.get("q") || "";
    for (const box of boxes) box.checked = state.getAll("kind").includes(box.value);
    for (const choice of choices) {
      choice.value = state.get(choice.name) || "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    if (Object.keys(chosen()).length) part("details").setAttribute("open", "");
    if (field.value) run();
  };
  restore();
}
