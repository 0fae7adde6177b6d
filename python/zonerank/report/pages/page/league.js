// The search of the ranking is that of the heat map too.
"use strict";
(() => {
  const table = document.getElementById("league-table"), heat = document.getElementById("heat-table");
  const tier = Array.from(table.tHead.rows[0].cells).findIndex(cell => /Tier/.test(cell.textContent));
  const rows = new Map(Array.from(heat.tBodies[0].rows, row => [row.dataset.z, row]));
  addFilter(table, [[both("Tier", "档次"), tier]], row => { rows.get(row.dataset.z).hidden = row.hidden; });
})();
