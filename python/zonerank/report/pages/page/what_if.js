// What-if: values of the indicators become fields, and every edit ranks all zones anew.
"use strict";
(() => {
  const table = document.getElementById("indicators");
  const group = row => {
    const cell = document.querySelector("table.groups tr[data-g='" + row.dataset.g + "'] th"), parts = cell.querySelectorAll("[lang]");
    const code = row.cells[1].querySelector("[lang]") ? "" : row.cells[1].textContent + " ";
    return code + (Array.from(parts, part => part.textContent).join(" / ") || cell.textContent);
  };
  if (table) addFilter(table, [[both("Group", "一级指标"), 1, group]]);
  const holder = document.getElementById("data");
  if (!holder || !table) return;
  const model = JSON.parse(holder.textContent), engine = engineOf(model), own = model.zone;
  window.zonerank = engine;
  const say = document.getElementById("what-if");
  if (!engine.isRight) {
    say.innerHTML = both("What-if is not offered: this page does not reproduce the scores of the library.", "不提供情景模拟：本页不能重现程序库的得分。");
    return;
  }
  const plain = (x, digits) => x === x ? x.toFixed(digits) : "—";
  const text = x => x === x ? String(Number(x.toPrecision(15))) : "";
  const rank = x => x === x ? String(x) : "—";
  const inputs = [];
  const first = {rank: engine.ranks[0].slice(), groups: engine.ranks.map(r => r[own])};
  const result = element("div", "", {className: "result", hidden: true});
  result.setAttribute("role", "status");
  table.parentNode.after(result);
  const scores = engine.wholes.map(whole => whole.slice());
  const isMoved = (g, i) => plain(engine.wholes[g][i], 2) !== plain(scores[g][i], 2);
  const change = (cell, now) => {
    const old = cell.querySelector("ins"), said = now === null ? "" : "→ " + now;
    if (!said) return old ? old.remove() : undefined;
    if (!old) cell.append(element("ins", said));
    else if (old.textContent !== said) old.textContent = said;
  };
  const overall = i => model.zones[i].replace(/[&<>"]/g, c => "&#" + c.charCodeAt(0) + ";") + " (" + rank(engine.ranks[0][i]) + ")";
  function passed(better) {
    const found = [];
    for (let i = 0; i < engine.n; i++) {
      if (i === own) continue;
      const was = first.rank[i] - first.rank[own], is = engine.ranks[0][i] - engine.ranks[0][own];
      if (better ? was < 0 && is > 0 : was > 0 && is < 0) found.push(i);
    }
    const names = found.sort((a, b) => engine.ranks[0][a] - engine.ranks[0][b]).slice(0, 8).map(overall);
    return found.length ? [names.join(", ") + (found.length > 8 ? " … " + (found.length - 8) : ""), found.length] : null;
  }
  function show() {
    const some = engine.edits() > 0, now = engine.ranks[0][own], was = first.rank[own];
    each("#indicators tbody tr", row => {
      const j = Number(row.dataset.j), at = j * engine.n + own, isEdited = !Object.is(engine.values[at], engine.given[at]);
      const cell = row.querySelector(".v"), score = row.querySelector(".sc"), place = row.querySelector(".rk");
      cell.classList.toggle("edited", isEdited);
      change(score, isEdited ? plain(engine.scores[at], 2) : null);
      change(place, isEdited ? rank(engine.rankOfIndicator(j)[own]) : null);
    });
    each("table.groups tbody tr", row => {
      const g = Number(row.dataset.g), moved = !Object.is(engine.ranks[g][own], first.groups[g]);
      change(row.cells[2], some && isMoved(g, own) ? plain(engine.wholes[g][own], 2) : null);
      change(row.cells[3], some && moved ? rank(engine.ranks[g][own]) : null);
    });
    each("table.around tbody tr", row => {
      const i = Number(row.dataset.z);
      change(row.cells[1], some && engine.ranks[0][i] !== first.rank[i] ? rank(engine.ranks[0][i]) : null);
      change(row.cells[2], some && isMoved(0, i) ? plain(engine.wholes[0][i], 2) : null);
    });
    result.hidden = !some;
    if (!some) return;
    const points = engine.wholes[0][own] - scores[0][own], signed = (points > 0 ? "+" : "") + points.toFixed(3);
    const line = " " + rank(was) + " → <b id=asked-rank>" + rank(now) + "</b>";
    let said = "<p>" + both("What if: rank", "情景模拟：名次") + line + "; " + both("score", "得分") + " " + plain(scores[0][own], 3) +
      " → <b id=asked-score>" + plain(engine.wholes[0][own], 3) + "</b> (" + signed + ")</p>";
    const ahead = passed(true), behind = passed(false);
    if (ahead) said += "<p>" + both("It passes ", "超过 ") + ahead[1] + ": " + ahead[0] + "</p>";
    if (behind) said += "<p>" + both("It is passed by ", "被超过 ") + behind[1] + ": " + behind[0] + "</p>";
    result.innerHTML = said;
    const button = element("button", both("Reset", "恢复原值"), {type: "button", id: "reset"});
    button.addEventListener("click", () => {
      engine.reset();
      inputs.forEach(put => put(false));
      show();
    });
    result.append(button);
  }
  each("#indicators tbody tr", row => {
    const j = Number(row.dataset.j), cell = row.querySelector(".v"), at = j * engine.n + own;
    const input = element("input", "", {type: "text", inputMode: "decimal", autocomplete: "off"}), short = cell.textContent;
    const isAsGiven = () => Object.is(engine.values[at], engine.given[at]);
    const put = isFull => { input.value = isFull ? text(engine.values[at]) : isAsGiven() ? short : text(engine.values[at]); };
    input.setAttribute("aria-label", row.cells[0].textContent);
    input.addEventListener("focus", () => put(true));
    input.addEventListener("blur", () => put(false));
    input.addEventListener("change", () => {
      const typed = input.value.trim().replace(/,/g, ""), isDefault = input.value === text(engine.given[at]) || input.value === short;
      const x = isDefault ? engine.given[at] : typed === "" ? NaN : Number(typed);
      if (typed === "" || isFinite(x)) engine.set(own, j, x);
      put(document.activeElement === input);
      show();
    });
    inputs.push(put);
    put(false);
    cell.textContent = "";
    cell.append(input);
  });
})();
