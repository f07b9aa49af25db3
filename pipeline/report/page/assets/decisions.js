// What the reader decides: that of the output folder, then that of this browser; downloaded as decisions.csv.
const decisionsOf = (key, rows) => {
  const pairKey = (pair) => pair.a + "\n" + pair.b;
  function stored() {
    try { return JSON.parse(localStorage.getItem(key) || "{}"); } catch { return {}; }
  }
  const settled = Object.fromEntries(rows.map((row) => [pairKey(row), { decision: row.decision, note: row.note }]));
  const mine = stored();
  const decided = (pair) => mine[pairKey(pair)] || settled[pairKey(pair)] || { decision: "", note: "" };
  function keep(pair, change) {
    mine[pairKey(pair)] = { ...decided(pair), ...change };
    try { localStorage.setItem(key, JSON.stringify(mine)); } catch { /* a private window: kept until it closes */ }
  }
  // A cell that a spreadsheet would take for a formula gets an apostrophe; claims compare takes it off again.
  const cell = (text) => '"' + (/^[=+\-@\t\r']/.test(text) ? "'" + text : text).replaceAll('"', '""') + '"';
  function csv() {
    const told = Object.entries({ ...settled, ...mine }).filter(([, row]) => row.decision).sort(([a], [b]) => (a < b ? -1 : 1));
    return ["claim_a,claim_b,decision,note", ...told.map(([pair, row]) => [...pair.split("\n"), row.decision, row.note].map(cell).join(","))].join("\r\n") + "\r\n";
  }
  return { decided, keep, csv };
};
