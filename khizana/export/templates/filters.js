"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = Array.from(document.querySelectorAll("tr.finding"));
  const shown = document.getElementById("shown");
  const sift = () => {
    const wanted = Object.fromEntries(new FormData(form));
    let count = 0;
    for (const row of rows) {
      const has = row.dataset;
      row.hidden = !(
        (!wanted.severity || wanted.severity === has.severity) &&
        (!wanted.code || wanted.code === has.code) &&
        (!wanted.register || wanted.register === has.register) &&
        has.file.toLowerCase().includes(wanted.file.trim().toLowerCase())
      );
      count += row.hidden ? 0 : 1;
    }
    shown.textContent = shown.dataset.said.replace("{shown}", count).replace("{total}", rows.length);
  };
  form.addEventListener("input", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  sift();
})();
