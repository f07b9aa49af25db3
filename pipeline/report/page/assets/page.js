"use strict";
// Everything that comes from an article enters the page as a text node: no markup is ever made of it.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { claims, articles } = data;
  const FIRST = 4, STEP = 20;
  const FOLD = 2;
  const byId = (id) => document.getElementById(id);

  // ---- decisions -----------------------------------------------------------------------------------------------
  const { decided, keep, csv } = decisionsOf("claims-decisions-" + data.run, data.decisions);
  function decide(pair, change) {
    keep(pair, change);
    count();
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
    return chosen.words.every((word) => group.words.includes(word));
  }

  // ---- cards ---------------------------------------------------------------------------------------------------
  const cards = byId("cards");
  const sorted = {};
  let listed = [], drawn = 0, current = -1;
  function list() {
    const order = byId("order").value;
    sorted[order] ??= [...groups].sort(orders[order]);
    chosen.words = chosen.text.toLowerCase().split(/\s+/).filter(Boolean);
    listed = sorted[order].filter(wanted);
    drawn = 0; current = -1;
    cards.replaceChildren();
    drawMore(FIRST);
  }
  function drawMore(count) {
    const upTo = Math.min(listed.length, drawn + count);
    const fragment = document.createDocumentFragment();
    for (; drawn < upTo; drawn++) fragment.append(card(listed[drawn]));
    cards.append(fragment);
    byId("more").hidden = drawn >= listed.length;
    tell();
  }
  const pairs = groups.flatMap((group) => group.pairs);
  let done = 0;
  function count() {
    done = pairs.filter((pair) => decided(pair).decision).length;
    tell();
  }
  function tell() {
    byId("status").textContent = `${listed.length} of ${groups.length} findings, decided ${done} of ${pairs.length} pairs`;
    byId("download").disabled = !done;
  }
  const named = (verdict) => verdict.replace("_", " ");
  const badge = (verdict) => make("span", { class: "verdict " + verdict }, named(verdict));
  const dates = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const day = (iso) => (iso ? dates.format(new Date(iso)) : "no date");

  function card(group) {
    const heading = make("h3", { id: group.id + "-title" }, group.title);
    const top = make("div", { class: "top" }, heading, make("span", { class: "about" }, about(group)), make("span", { class: "badges" }, ...group.verdicts.map(badge)));
    const marks = group.type === "quote" ? changedMarks(group) : {};
    const leading = [group.pairs[0].a, group.pairs[0].b];
    const leads = group.witnesses.filter((ids) => ids.some((id) => leading.includes(id))).map((ids) => witness(ids, marks, "witness lead"));
    const others = group.witnesses.filter((ids) => !ids.some((id) => leading.includes(id))).map((ids) => witness(ids, marks, "witness"));
    const node = make("article", { class: `card ${group.type}s`, id: group.id, tabindex: "-1", "aria-labelledby": heading.id }, top,
      make("div", { class: "witnesses" }, ...leads), pairRow(group.pairs[0], () => settle(node, group)),
      others.length ? make("div", { class: "witnesses" }, ...others.slice(0, FOLD)) : "");
    const actions = make("div", { class: "actions" }, make("a", { href: "#" + group.id, "aria-label": "Link to " + group.title }, "Link"),
      make("button", { type: "button", class: "plain", "aria-label": "Copy as citation: " + group.title, on: { click: (event) => copy(citation(group), event.target) } }, "Copy as citation"));
    node.append(make("div", { class: "foot" }, rest(node, group, others.slice(FOLD)), actions));
    settle(node, group);
    return node;
  }
  function changedMarks(group) {
    const marks = {};
    for (const pair of group.pairs.filter((one) => one.verdict === "variant")) {
      const shown = differingWords(...[pair.a, pair.b].map((id) => oneLine(claims[id].marked)));
      [pair.a, pair.b].forEach((id, side) => { marks[id] ??= shown[side].flatMap(([word, kind], at) => [at ? " " : "", kind ? make(kind === "changed" ? "mark" : "span", { class: kind }, word) : word]); });
    }
    return marks;
  }
  function about(group) {
    const told = group.witnesses.flat().map((id) => claims[id]);
    const days = [...new Set(told.map((c) => c.published).filter(Boolean))].sort();
    const when = days.length > 1 ? `${day(days[0])} to ${day(days.at(-1))}` : days.map(day)[0];
    const outlets = new Set(told.map((c) => c.outlet)).size;
    const same = group.witnesses.length < outlets ? ` with ${group.witnesses.length} texts` : "";
    return [...group.about, when, `${outlets} outlets${same}`].filter(Boolean).join(" · ");
  }
  // Long groups fold: what lies behind is drawn when it is opened.
  function rest(node, group, panels) {
    const others = group.pairs.slice(1);
    if (!panels.length && !others.length) return null;
    const count = (list, one, many) => (list.length ? `${list.length} more ${list.length > 1 ? many : one}` : "");
    const label = [count(panels, "passage", "passages"), count(others, "pair", "pairs")].filter(Boolean).join(" and ");
    const fold = make("details", {}, make("summary", {}, label + " of this finding"));
    fold.addEventListener("toggle", () => {
      if (!fold.open || fold.children.length > 1) return;
      if (panels.length) fold.append(make("div", { class: "witnesses" }, ...panels));
      fold.append(...others.map((pair) => pairRow(pair, () => settle(node, group))));
    });
    return fold;
  }
  const settle = (node, group) => node.classList.toggle("settled", group.pairs.every((pair) => decided(pair).decision));

  const SLOTS = { base: "share of", negated: "denied", agent: "by", change: "change", period: "time", speaker: "said by" };
  const EXPECTED = { statistic: { period: "time not stated", speaker: "no source named" }, quote: { speaker: "speaker not known" } };
  function witness(ids, changed, kind) {
    const claim = claims[ids[0]];
    const also = [...new Set(ids.slice(1).map((id) => claims[id].outlet))];
    const missing = EXPECTED[claim.figure ? "statistic" : "quote"];
    const slots = Object.entries(SLOTS).filter(([name]) => claim[name]).map(([name, label]) => make("div", {}, make("dt", {}, label), make("dd", {}, claim[name])));
    const unsaid = Object.entries(missing).filter(([name]) => !claim[name]).map(([name, label]) => make("div", { class: "missing" }, make("dt", { class: "unseen" }, name), make("dd", {}, label)));
    const open = articles[claim.article]
      ? make("button", { type: "button", class: "plain", "aria-label": `Read it in the article of ${claim.outlet}`, on: { click: () => showArticle(claim) } }, "Read it in the article")
      : make("small", {}, "claims show " + claim.article);
    return make("div", { class: kind },
      make("div", { class: "who" }, claim.outlet, make("small", {}, " " + day(claim.published))),
      claim.figure ? make("div", { class: "figure" }, claim.figure, make("small", {}, oneLine(claim.measure))) : null,
      make("p", {}, oneLine(claim.before), ...(changed[ids[0]] || [make("mark", {}, oneLine(claim.marked))]), oneLine(claim.after)),
      make("dl", { class: "slots" }, ...slots, ...unsaid),
      also.length ? make("div", { class: "also" }, "The same text in " + also.join(", ") + ": one witness.") : null, open);
  }
  const oneLine = (text = "") => text.replace(/\s+/g, " ");

  function pairRow(pair, after) {
    const state = decided(pair);
    const both = `${claims[pair.a].outlet} and ${claims[pair.b].outlet}`;
    const note = make("input", { type: "text", "aria-label": "Note on " + both, placeholder: "note, kept with a decision", value: state.note, on: { input: () => decide(pair, { note: note.value }) } });
    const buttons = ["right", "wrong"].map((name) => make("button", { type: "button", "data-decision": name, "aria-pressed": String(state.decision === name),
      on: { click: () => press(decided(pair).decision === name ? "" : name) } }, name));
    function press(name) {
      decide(pair, { decision: name });
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.decision === name));
      after();
    }
    const [told, answer, ...others] = pair.reasons || [];
    return make("div", { class: "pair" },
      make("p", { class: "answer" }, badge(pair.verdict), pair.apart ? make("span", { class: "apart" }, " " + pair.apart + ".") : null, " ", make("b", {}, answer || ""), ` Similarity ${pair.similarity.toFixed(2)}.`),
      make("ul", {}, ...[told, ...others].filter(Boolean).map((reason) => make("li", {}, reason))),
      pair.unknown ? make("div", { class: "unknown" }, make("b", {}, "What is not known"), ...pair.unknown.map((reason) => make("p", {}, reason.replace(/^Not known: (.)/, (_, first) => first.toUpperCase())))) : null,
      make("div", { class: "decide" }, make("span", { class: "ask" }, `Is “${named(pair.verdict)}” right?`), ...buttons, note));
  }

  // ---- the article view -----------------------------------------------------------------------------------------
  const dialog = byId("article");
  function showArticle(claim) {
    const article = articles[claim.article];
    byId("article-title").textContent = article.headline;
    byId("article-source").replaceChildren([article.outlet, article.published, article.authors].filter(Boolean).join(" | ") + " ",
      article.url ? make("a", { href: article.url, rel: "noreferrer noopener", target: "_blank" }, "at the outlet") : "");
    const text = byId("article-text");
    byId("note").textContent = "";
    let at = 0, here = null; // offsets count code points, as in the tables
    text.replaceChildren(...article.runs.map(([words, kind, note]) => {
      const start = at;
      at += [...words].length;
      if (!kind) return words;
      const tell = () => { byId("note").textContent = kind + ": " + note; };
      const mark = make("mark", { class: kind, title: note, on: { click: tell, mouseover: tell } }, words);
      if (start <= claim.start && claim.start < at) { here = mark; byId("note").textContent = kind + ": " + note; }
      return mark;
    }));
    dialog.showModal();
    if (here) { here.classList.add("here"); here.scrollIntoView({ block: "center" }); }
  }
  byId("close").addEventListener("click", () => dialog.close());

  // ---- citation, links, keys --------------------------------------------------------------------------------------
  function citation(group) {
    const pair = group.pairs[0];
    const side = (id) => { const c = claims[id]; return `${c.outlet}${c.published ? ", " + day(c.published) : ""}: “${oneLine(`${c.before ?? ""}${c.marked}${c.after ?? ""}`).trim()}” [${id}]`; };
    return [group.title + ": " + named(pair.verdict), side(pair.a), side(pair.b), [...(pair.reasons || []), ...(pair.unknown || [])].join(" ")].join("\n");
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
    while (drawn <= at) drawMore(STEP);
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
  const keys = { j: () => goTo(current + 1), k: () => goTo(current - 1), 1: () => press("right"), 2: () => press("wrong"), n: () => press("note"), "/": () => { byId("filters").open = true; byId("text").focus(); } };
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
  byId("show-more").addEventListener("click", () => drawMore(STEP));
  new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) drawMore(STEP); }, { rootMargin: "600px" }).observe(byId("more"));
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => { drawMore(Infinity); for (const fold of document.querySelectorAll("details")) { fold.open = true; fold.dispatchEvent(new Event("toggle")); } });
  // Where there is no room beside the findings, they come first and the rest folds.
  const folds = [["picture", "(max-width: 68rem)"], ["filters", "(max-width: 44rem)"]];
  for (const [id, narrow] of folds) {
    const fold = byId(id), media = matchMedia(narrow);
    const fit = () => { if (fold) fold.open = !media.matches; };
    fit();
    media.addEventListener("change", fit);
  }
  list();
  count();
  if (location.hash) follow();
})();
