// All zones ranked anew: min-max or given bounds, weighted arithmetic or geometric means, as the library does it.
"use strict";
function engineOf(model) {
  const n = model.zones.length, items = model.indicators, k = items.length, groups = model.groups;
  const doubles = packed => {
    if (typeof packed !== "string") return packed.map(x => x === null ? NaN : x);
    const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0)), view = new DataView(bytes.buffer);
    return Float64Array.from({length: bytes.length / 8}, (_, at) => view.getFloat64(8 * at, true));
  };
  const given = new Float64Array(n * k);
  model.values.forEach((column, j) => given.set(doubles(column), j * n));
  const values = given.slice(), scores = new Float64Array(n * k);
  const isOut = new Array(k).fill(true), wholes = groups.map(() => new Float64Array(n)), ranks = groups.map(() => new Float64Array(n));
  const edited = new Set();
  // Scores of one indicator, and whether it is left out for all zones.
  function score(j) {
    const [, , less, low, high, lower, upper, clip, out] = items[j], from = j * n;
    let least = Infinity, most = -Infinity, present = 0;
    for (let i = from; i < from + n; i++) {
      const x = values[i];
      if (x !== x) continue;
      present++;
      if (x < least) least = x;
      if (x > most) most = x;
    }
    const isGiven = low !== null, a = isGiven ? low : least, b = isGiven ? high : most;
    const wanted = Math.min(model.common < 0 ? n : model.common, n);
    isOut[j] = Boolean(out) || !present || present < wanted || !(isGiven || most > least);
    const hasScores = present && (isGiven || most > least) && !out;
    for (let i = from; i < from + n; i++) {
      let x = values[i];
      if (!hasScores) x = NaN;
      if (clip) x = x < a ? a : x > b ? b : x;
      scores[i] = (less ? b - x : x - a) / (b - a) * (upper - lower) + lower;
    }
  }
  // Of every group what it is made of, without what is left out; shares sum to 1.
  function tree() {
    const parts = groups.map(() => []);
    items.forEach(([g, weight], j) => { if (!isOut[j]) parts[g].push({of: scores.subarray(j * n, j * n + n), weight, isGroup: false}); });
    for (let g = groups.length - 1; g > 0; g--) {
      if (parts[g].length) parts[groups[g][0]].unshift({of: wholes[g], weight: groups[g][1], isGroup: true});
      finish(parts, g);
    }
    finish(parts, 0);
    return parts;
  }
  function finish(parts, g) {
    let all = parts[g];
    if (groups[g][2]) all.forEach(part => { part.weight = 1; });
    parts[g] = all = all.filter(part => part.weight > 0);
    const sum = all.reduce((total, part) => total + part.weight, 0);
    all.forEach(part => { part.weight /= sum; });
  }
  // Means of what is there, where enough of the weight is.
  function aggregate() {
    const parts = tree();
    for (let g = groups.length - 1; g >= 0; g--) {
      const whole = wholes[g], logs = groups[g][3], own = groups[g][4], least = own === null ? model.least : own;
      for (let i = 0; i < n; i++) {
        let sum = 0, present = 0, lacks = false;
        for (const part of parts[g]) {
          const s = part.of[i];
          if (s !== s) { lacks = lacks || part.isGroup; continue; }
          if (logs && !(s > 0)) throw new RangeError("score");
          sum += part.weight * (logs ? Math.log(s) : s);
          present += part.weight;
        }
        const enough = present > 0 && present >= least - 1e-12 && !(lacks && own === null && model.least > 0);
        whole[i] = enough ? (logs ? Math.exp(sum / present) : sum / present) : NaN;
      }
    }
  }
  // Scores that differ by no more than rounding share a rank; the library decides these on exact figures.
  function rankOf(s, result) {
    const order = [];
    for (let i = 0; i < n; i++) if (s[i] === s[i]) order.push(i); else result[i] = NaN;
    order.sort((a, b) => s[b] - s[a]);
    for (let begin = 0, level = 1; begin < order.length; level++) {
      let end = begin + 1;
      while (end < order.length && s[order[end - 1]] - s[order[end]] <= 1e-12 * Math.max(1, Math.abs(s[order[end]]))) end++;
      const rank = {min: begin + 1, max: end, average: (begin + 1 + end) / 2, dense: level}[model.ties];
      for (; begin < end; begin++) result[order[begin]] = rank;
    }
  }
  function run() {
    aggregate();
    groups.forEach((_, g) => rankOf(wholes[g], ranks[g]));
  }
  for (let j = 0; j < k; j++) score(j);
  run();
  const library = doubles(model.overall);
  const differs = library.some((x, i) => x === x ? !(Math.abs(x - wholes[0][i]) <= 1e-9 * Math.max(1, Math.abs(x))) : wholes[0][i] === wholes[0][i]);
  return {
    n, scores, values, given, wholes, ranks, isOut, isRight: !differs,
    // Sets a value, NaN for none; where the means are not defined the value stays and false is returned.
    set(zone, j, x) {
      const at = j * n + zone, before = values[at];
      values[at] = x;
      score(j);
      try { run(); } catch (error) {
        values[at] = before;
        score(j);
        run();
        return false;
      }
      if (Object.is(x, given[at])) edited.delete(at); else edited.add(at);
      return true;
    },
    edits: () => edited.size,
    reset() {
      const touched = new Set(Array.from(edited, at => Math.floor(at / n)));
      values.set(given);
      edited.clear();
      touched.forEach(score);
      run();
    },
    rankOfIndicator(j) {
      const result = new Float64Array(n);
      rankOf(scores.subarray(j * n, j * n + n), result);
      return result;
    },
  };
}
