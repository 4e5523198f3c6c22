// Papers for a meeting: says in words what is being made and how far it is, and keeps what was made to be fetched again.
(() => {
  const kept = 12; // papers; the oldest is let go
  const made = []; // of this visit: its name, and where the browser holds it
  const say = (words) => { const line = document.querySelector(".do-making"); if (line) line.textContent = words; };
  const size = (bytes) => `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en-GB")} kB`;
  const named = (answer, link) => {
    const given = /filename\*=utf-8''([^;]+)/i.exec(answer.headers.get("content-disposition") ?? "");
    return given ? decodeURIComponent(given[1]) : new URL(link.href).pathname.split("/").at(-1);
  };
  const list = () => {
    const shown = document.querySelector(".do-made");
    if (!shown) return;
    shown.replaceChildren(...made.map(({ name, url }) => {
      const item = document.createElement("li");
      item.append(Object.assign(document.createElement("a"), { href: url, download: name, textContent: `Fetch again: ${name}` }));
      return item;
    }));
    shown.hidden = made.length === 0;
  };
  const fetched = async (answer, what) => {
    const whole = Number(answer.headers.get("content-length")) || 0;
    const reader = answer.body.getReader();
    const parts = [];
    for (let had = 0, told = -1; ;) {
      const { done, value } = await reader.read();
      if (done) return new Blob(parts, { type: answer.headers.get("content-type") ?? "" });
      parts.push(value);
      had += value.length;
      const tenth = whole ? Math.floor((had / whole) * 4) : 0; // four steps are enough to be spoken
      if (tenth !== told) say(`Step 2 of 2. Fetching ${what}: ${size(had)}${whole ? ` of ${size(whole)}` : ""}.`);
      told = tenth;
    }
  };
  const make = async (link) => {
    const what = link.dataset.making;
    const begun = Date.now();
    const tell = () => say(`Step 1 of 2. Making ${what}: ${Math.round((Date.now() - begun) / 1000)} seconds so far.`);
    say(`Step 1 of 2. Making ${what}.`);
    const clock = setInterval(tell, 5000);
    try {
      const answer = await fetch(link.href);
      clearInterval(clock);
      if (!answer.ok) throw new Error((await answer.text()).trim());
      const file = await fetched(answer, what);
      const entry = { name: named(answer, link), url: URL.createObjectURL(file) };
      made.unshift(entry);
      made.splice(kept).forEach(({ url }) => URL.revokeObjectURL(url));
      list();
      Object.assign(document.createElement("a"), { href: entry.url, download: entry.name }).click();
      say(`Done: ${entry.name}, ${size(file.size)}.`);
    } catch (error) {
      clearInterval(clock);
      say(`${what} was not made. ${error.message}`);
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-making]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    make(link);
  });

  // An order is changed by dragging too; the links beside each row do the same for the keyboard.
  let dragged = null;
  const row = (event) => event.target.closest?.(".do-order[data-order] > li");
  document.addEventListener("pointerover", (event) => { const found = row(event); if (found) found.draggable = true; });
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("a") ? null : row(event);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    dragged.classList.add("do-dragged");
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && row(event);
    if (!over || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== dragged) over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  document.addEventListener("drop", (event) => { if (dragged && row(event)) event.preventDefault(); });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const list = dragged.parentElement;
    dragged.classList.remove("do-dragged");
    dragged = null;
    const { order, usual } = list.dataset;
    const url = new URL(location.href);
    const ones = [...list.children].map((one) => one.dataset.one).join(",");
    if (ones === (url.searchParams.get(order) ?? usual)) return;
    if (ones === usual) url.searchParams.delete(order);
    else url.searchParams.set(order, ones);
    const link = Object.assign(document.createElement("a"), { href: url.href, className: "do-link" });
    list.after(link);
    link.click(); // as any link of the page, which its script follows without loading all anew
    link.remove();
  });
})();
