"use strict";
// Everything that comes from an article enters the page as a text node: no markup is ever made of it.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { claims, articles } = data;
  const STEP = 30;
  const KEY = "claims-decisions-" + data.run;
  const byId = (id) => document.getElementById(id);

  function make(tag, options = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (value === undefined || value === null) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }

  // ---- decisions: kept in this browser, downloaded as decisions.csv -------------------------------------------
  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY) || "{}"); } catch { return {}; }
  }
  const decisions = stored();
  const pairKey = (pair) => pair.a + "\n" + pair.b;
  const decided = (pair) => decisions[pairKey(pair)] || { decision: "", note: "" };
  function decide(pair, change) {
    decisions[pairKey(pair)] = { ...decided(pair), ...change };
    try { localStorage.setItem(KEY, JSON.stringify(decisions)); } catch { /* a private window: kept until it closes */ }
  }
  // A cell that a spreadsheet would take for a formula gets an apostrophe; claims compare takes it off again.
  const cell = (text) => '"' + (/^[=+\-@\t\r']/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
  function csv() {
    const rows = Object.entries(decisions).filter(([, d]) => d.decision || d.note).sort(([a], [b]) => (a < b ? -1 : 1));
    return ["claim_a,claim_b,decision,note", ...rows.map(([key, d]) => [...key.split("\n"), d.decision, d.note].map(cell).join(","))].join("\r\n") + "\r\n";
  }
  function download() {
    const link = make("a", { href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })), download: "decisions.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- groups, as they are searched and sorted ----------------------------------------------------------------
  const groups = data.groups.map((group) => {
    const told = group.witnesses.flat().map((id) => claims[id]);
    const words = [group.title, ...told.flatMap((c) => [c.outlet, c.before, c.marked, c.after, c.speaker, c.measure, c.base, c.figure, ...(c.actors || []), ...(c.places || [])])];
    return {
      ...group,
      outlets: new Set(told.map((c) => c.outlet)),
      actors: new Set(told.flatMap((c) => c.actors || [])),
      places: new Set(told.flatMap((c) => c.places || [])),
      day: told.map((c) => c.published || "").sort().at(-1),
      sure: Math.max(...group.pairs.map((pair) => pair.similarity)),
      words: words.filter(Boolean).join("\n").toLowerCase(),
    };
  });
  const orders = {
    telling: (a, b) => b.telling - a.telling,
    sure: (a, b) => b.sure - a.sure,
    day: (a, b) => (b.day > a.day ? 1 : b.day < a.day ? -1 : 0),
    title: (a, b) => a.title.localeCompare(b.title),
  };
  const chosen = { text: "", outlet: "", second: "", actor: "", place: "", decided: "", verdicts: new Set() };
  function wanted(group) {
    if (chosen.verdicts.size && !group.verdicts.some((verdict) => chosen.verdicts.has(verdict))) return false;
    if (chosen.outlet && !group.outlets.has(chosen.outlet)) return false;
    if (chosen.second && !group.outlets.has(chosen.second)) return false;
    if (chosen.actor && !group.actors.has(chosen.actor)) return false;
    if (chosen.place && !group.places.has(chosen.place)) return false;
    if (chosen.decided && !group.pairs.some((pair) => (decided(pair).decision || "open") === chosen.decided)) return false;
    return chosen.text.toLowerCase().split(/\s+/).every((word) => group.words.includes(word));
  }

  // ---- cards ---------------------------------------------------------------------------------------------------
  const cards = byId("cards");
  let listed = [], drawn = 0, current = -1;
  function list() {
    listed = groups.filter(wanted).sort(orders[byId("order").value]);
    drawn = 0; current = -1;
    cards.replaceChildren();
    drawMore();
  }
  function drawMore(count = STEP) {
    const upTo = Math.min(listed.length, drawn + count);
    const fragment = document.createDocumentFragment();
    for (; drawn < upTo; drawn++) fragment.append(card(listed[drawn]));
    cards.append(fragment);
    byId("more").hidden = drawn >= listed.length;
    byId("status").textContent = `${listed.length} of ${groups.length} findings` + (drawn < listed.length ? `, ${drawn} drawn so far` : "");
  }
  const badge = (verdict) => make("span", { class: "verdict " + verdict }, verdict.replace("_", " "));

  function card(group) {
    const heading = make("h3", { id: group.id + "-title" }, group.title);
    const actions = make("div", { class: "actions" },
      make("a", { href: "#" + group.id, "aria-label": "Link to " + group.title }, "link"),
      make("button", { type: "button", on: { click: (event) => copy(citation(group), event.target) } }, "Copy as citation"));
    const top = make("div", { class: "top" }, heading, ...group.verdicts.map(badge), actions);
    const marks = group.type === "quote" ? changedWords(group.pairs[0]) : {};
    const node = make("article", { class: "card", id: group.id, tabindex: "-1", "aria-labelledby": heading.id }, top,
      ...group.witnesses.map((ids) => witness(ids, marks)), pairRow(group.pairs[0]));
    if (group.pairs.length > 1) {
      const rest = make("details", {}, make("summary", {}, `${group.pairs.length - 1} more pairs of this group`));
      rest.addEventListener("toggle", () => { if (rest.open && rest.children.length === 1) rest.append(...group.pairs.slice(1).map(pairRow)); });
      node.append(rest);
    }
    return node;
  }
  function witness(ids, changed) {
    const claim = claims[ids[0]];
    const also = ids.slice(1).map((id) => claims[id].outlet);
    const who = make("div", { class: "who" }, make("span", {}, claim.outlet),
      make("small", {}, " " + (claim.published || "no date")),
      claim.figure ? make("span", { class: "figure" }, claim.figure) : null,
      also.length ? make("small", {}, "the same text also in " + also.join(", ") + ": one witness") : null);
    const passage = make("p", {}, oneLine(claim.before), ...(changed[ids[0]] || [make("mark", {}, oneLine(claim.marked))]), oneLine(claim.after));
    const slots = make("dl", { class: "slots" }, ...["measure", "base", "action", "negated", "agent", "period", "speaker", "cue", "change"].filter((name) => claim[name])
      .map((name) => make("div", {}, make("dt", {}, name), make("dd", {}, String(claim[name])))));
    const open = articles[claim.article]
      ? make("button", { type: "button", class: "plain", on: { click: () => showArticle(claim) } }, "read it in the article")
      : make("small", {}, "claims show " + claim.article);
    return make("div", { class: "witness" }, who, make("div", {}, passage, slots, open));
  }
  const oneLine = (text = "") => text.replace(/\s+/g, " ");

  function pairRow(pair) {
    const state = decided(pair);
    const note = make("input", { type: "text", "aria-label": "Note on this pair", placeholder: "note", value: state.note, on: { input: () => decide(pair, { note: note.value }) } });
    const buttons = ["right", "wrong"].map((name) => make("button", { type: "button", "data-decision": name, "aria-pressed": String(state.decision === name),
      on: { click: () => press(decided(pair).decision === name ? "" : name) } }, name));
    function press(name) {
      decide(pair, { decision: name });
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.decision === name));
    }
    return make("div", { class: "pair" },
      make("div", {}, badge(pair.verdict), ` ${claims[pair.a].outlet} and ${claims[pair.b].outlet}, similarity ${pair.similarity.toFixed(2)}`),
      make("ul", {}, ...pair.reasons.map((reason) => make("li", {}, reason))),
      make("div", { class: "decide" }, ...buttons, note));
  }

  // ---- differing words of two quotes: longest common subsequence (Wagner and Fischer 1974) -----------------------
  const MOST_WORDS = 400;
  function changedWords(pair) {
    if (pair.verdict !== "variant") return {};
    const [a, b] = [pair.a, pair.b].map((id) => oneLine(claims[id].marked).split(" ").slice(0, MOST_WORDS));
    const same = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const [x, y] = [a.map(same), b.map(same)];
    const length = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--)
      length[i][j] = x[i] === y[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    const kept = [new Set(), new Set()];
    for (let i = 0, j = 0; i < x.length && j < y.length;) {
      if (x[i] === y[j]) { kept[0].add(i++); kept[1].add(j++); }
      else if (length[i + 1][j] >= length[i][j + 1]) i++; else j++;
    }
    const shown = (words, keep) => words.flatMap((word, at) => [keep.has(at) || !same(word) ? word : make("mark", { class: "changed" }, word), " "]);
    return { [pair.a]: shown(a, kept[0]), [pair.b]: shown(b, kept[1]) };
  }

  // ---- the article view -----------------------------------------------------------------------------------------
  const dialog = byId("article");
  function showArticle(claim) {
    const article = articles[claim.article];
    byId("article-title").textContent = article.headline;
    byId("article-source").replaceChildren([article.outlet, article.published, article.authors].filter(Boolean).join(" | ") + " ",
      article.url ? make("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "at the outlet") : "");
    const text = byId("article-text");
    text.replaceChildren(...article.runs.map(([words, kind, note]) => (kind
      ? make("mark", { class: kind, title: note, on: { click: () => { byId("note").textContent = kind + ": " + note; }, mouseover: () => { byId("note").textContent = kind + ": " + note; } } }, words)
      : words)));
    byId("note").textContent = "";
    dialog.showModal();
    const here = [...text.querySelectorAll("mark")].find((mark) => claim.marked.startsWith(mark.textContent) && mark.textContent.length > 1);
    if (here) { here.classList.add("here"); here.scrollIntoView({ block: "center" }); }
  }
  byId("close").addEventListener("click", () => dialog.close());

  // ---- citation, links, keys --------------------------------------------------------------------------------------
  function citation(group) {
    const pair = group.pairs[0];
    const side = (id) => { const c = claims[id]; return `${c.outlet}${c.published ? ", " + c.published : ""}: “${oneLine(`${c.before ?? ""}${c.marked}${c.after ?? ""}`).trim()}” [${id}]`; };
    return [group.title + ": " + pair.verdict.replace("_", " "), side(pair.a), side(pair.b), pair.reasons.join(" ")].join("\n");
  }
  function copy(text, button) {
    const done = () => { button.textContent = "Copied"; setTimeout(() => { button.textContent = "Copy as citation"; }, 1500); };
    const byHand = () => {
      const area = make("textarea", { "aria-label": "citation" }, text);
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); done();
    };
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!groups.some((group) => group.id === id)) return;
    if (!listed.some((group) => group.id === id)) clear();
    goTo(listed.findIndex((group) => group.id === id));
  }
  function goTo(at) {
    if (at < 0 || at >= listed.length) return;
    while (drawn <= at) drawMore();
    cards.children[current]?.classList.remove("current");
    current = at;
    const node = cards.children[at];
    node.classList.add("current"); node.focus({ preventScroll: true }); node.scrollIntoView({ block: "start" });
  }
  function press(name) {
    const rows = [...(cards.children[current]?.querySelectorAll(".pair") || [])];
    const row = rows.find((pair) => pair.contains(document.activeElement)) || rows[0];
    const target = name === "note" ? row?.querySelector("input") : row?.querySelector(`[data-decision="${name}"]`);
    if (name === "note") target?.focus(); else target?.click();
  }
  const keys = { j: () => goTo(current + 1), k: () => goTo(current - 1), 1: () => press("right"), 2: () => press("wrong"), n: () => press("note") };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || dialog.open || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  // ---- controls ----------------------------------------------------------------------------------------------------
  function fill(id, names) {
    const sorted = [...new Set(names)].sort((a, b) => a.localeCompare(b));
    byId(id).append(...sorted.map((name) => make("option", { value: name }, name)));
  }
  fill("outlet", groups.flatMap((group) => [...group.outlets]));
  fill("actor", groups.flatMap((group) => [...group.actors]));
  fill("place", groups.flatMap((group) => [...group.places]));
  for (const id of ["text", "outlet", "actor", "place", "decided", "order"])
    byId(id).addEventListener("input", () => { chosen[id] = byId(id).value; if (id === "outlet") chosen.second = ""; list(); });
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  const toggles = [...document.querySelectorAll("button[data-verdict]")];
  function pick(verdicts) {
    chosen.verdicts = verdicts;
    for (const button of toggles) button.setAttribute("aria-pressed", String(verdicts.has(button.dataset.verdict)));
    list();
  }
  for (const button of toggles) button.addEventListener("click", () => {
    const next = new Set(chosen.verdicts);
    if (!next.delete(button.dataset.verdict)) next.add(button.dataset.verdict);
    pick(next);
  });
  for (const button of document.querySelectorAll("button.cell")) button.addEventListener("click", () => {
    byId("outlet").value = chosen.outlet = button.dataset.first;
    chosen.second = button.dataset.second;
    pick(new Set(["conflict", "misattributed"]));
    cards.scrollIntoView();
  });
  function clear() {
    for (const id of ["text", "outlet", "actor", "place", "decided"]) { byId(id).value = ""; chosen[id] = ""; }
    chosen.second = "";
    pick(new Set());
  }
  byId("clear").addEventListener("click", clear);
  byId("download").addEventListener("click", download);
  byId("show-more").addEventListener("click", () => drawMore());
  new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) drawMore(); }, { rootMargin: "600px" }).observe(byId("more"));
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => { drawMore(Infinity); for (const rest of cards.querySelectorAll("details")) rest.open = true; });
  list();
  if (location.hash) follow();
})();
