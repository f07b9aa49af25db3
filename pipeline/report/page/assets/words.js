// Differing words of two quotes: longest common subsequence (Wagner and Fischer 1974).
// What only one outlet quotes before or after the words that both have is more of the quote: it is "beyond". Where
// both go on, the next words of both have changed.
const differingWords = (() => {
  const MOST_WORDS = 400, RUN = 3, NEAR = 2;
  const bare = (word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  function keptWords(x, y) {
    const length = Array.from({ length: x.length + 1 }, () => new Uint16Array(y.length + 1));
    for (let i = x.length - 1; i >= 0; i--) for (let j = y.length - 1; j >= 0; j--)
      length[i][j] = x[i] === y[j] ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    const runs = [];
    for (let i = 0, j = 0; i < x.length && j < y.length;) {
      if (x[i] !== y[j]) { if (length[i + 1][j] >= length[i][j + 1]) i++; else j++; continue; }
      const last = runs.at(-1);
      if (last && last.i + last.size === i && last.j + last.size === j) last.size++; else runs.push({ i, j, size: 1 });
      i++; j++;
    }
    // Lone words that both happen to have, far from a run of some length, are no common words of a quote.
    let from = runs.findIndex((run) => run.size >= RUN), to = runs.findLastIndex((run) => run.size >= RUN);
    const near = (left, right) => Math.max(right.i - left.i, right.j - left.j) - left.size <= NEAR;
    while (from > 0 && near(runs[from - 1], runs[from])) from--;
    while (from >= 0 && to < runs.length - 1 && near(runs[to], runs[to + 1])) to++;
    const firm = from < 0 ? runs : runs.slice(from, to + 1);
    return ["i", "j"].map((side) => new Set(firm.flatMap((run) => Array.from({ length: run.size }, (_, at) => run[side] + at))));
  }
  function told(words, kept, [first, last]) {
    return words.map((word, at) => {
      const inside = at >= first && at <= last;
      return [word, kept.has(at) || (inside && !bare(word)) ? "" : inside ? "changed" : "beyond"];
    });
  }
  function borders(sides, kept) {
    const [first, last] = [kept.map((at) => Math.min(...at)), kept.map((at) => Math.max(...at))];
    const [before, after] = [Math.min(...first, NEAR), Math.min(...sides.map((words, side) => words.length - 1 - last[side]), NEAR)];
    return sides.map((_, side) => [first[side] - before, last[side] + after]);
  }
  // Both texts as [word, ""], [word, "changed"] or [word, "beyond"].
  return (a, b) => {
    const sides = [a, b].map((text) => text.split(" ").slice(0, MOST_WORDS));
    const kept = keptWords(...sides.map((words) => words.map(bare)));
    const within = kept[0].size ? borders(sides, kept.map((at) => [...at])) : sides.map((words) => [0, words.length]);
    return sides.map((words, side) => told(words, kept[side], within[side]));
  };
})();
