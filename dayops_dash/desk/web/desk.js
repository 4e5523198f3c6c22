// Single keys for the second step, and looking again while files are read. Everything works without this script.
"use strict";
(() => {
  const kept = "dayops-desk-keys";
  const box = document.querySelector("[data-keys]");
  if (box) {
    box.checked = localStorage.getItem(kept) !== "off";
    box.addEventListener("change", () => localStorage.setItem(kept, box.checked ? "on" : "off"));
    const inForm = /^(INPUT|SELECT|TEXTAREA)$/;
    const acts = { a: "take", r: "keep", u: "undo" };
    document.addEventListener("keydown", (event) => {
      const typing = inForm.test(event.target.tagName) && event.target.type !== "checkbox";
      if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing) return;
      const key = event.key.toLowerCase();
      const found = key in acts
        ? document.querySelector(`[data-decide] button[value="${acts[key]}"]`)
        : key === "c" ? document.querySelector("[data-change]") : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
      if (!found) return;
      event.preventDefault();
      if (key === "c") found.focus();
      else found.click();
    });
    if (new URLSearchParams(location.search).has("n")) document.getElementById("what")?.focus();
  }
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
  if (document.querySelector("[data-reading]")) setTimeout(() => location.reload(), 1000);
})();
