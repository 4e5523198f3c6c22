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
})();
