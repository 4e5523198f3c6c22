// Search everything: the field of the menu answers as its reader types, from one file of the council's words.
(() => {
  const MOST = 8; // answers offered beside the field; the page of results has all
  const field = () => document.getElementById("do-find");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const files = new Map(); // by address: what can be found, with its words
  const load = (address) => {
    if (!files.has(address)) {
      files.set(address, fetch(address).then((answer) => (answer.ok ? answer.json() : [])).then((things) =>
        things.map(([what, title, text, page, choices, anchor]) => (
          { what, title, page, choices, anchor, name: words(title), rest: words(`${what} ${text}`) }))).catch(() => []));
    }
    return files.get(address);
  };

  // How alike two words are, of 1: by the pairs of letters that they share.
  const pairs = (word) => new Set([...word].map((letter, place) => letter + (word[place + 1] ?? "$")).concat(`^${word[0]}`));
  const alike = (one, other) => {
    const [a, b] = [pairs(one), pairs(other)];
    return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
  };
  const meant = (word, things) => {
    const known = new Set(things.flatMap((thing) => [...thing.name, ...thing.rest]));
    if ([...known].some((other) => other.startsWith(word))) return [word];
    const stem = word.length > 5 ? word.slice(0, -2) : word;
    if ([...known].some((other) => other.startsWith(stem))) return [stem];
    if (word.length < 4) return [word];
    const near = [...known].filter((other) => Math.abs(other.length - word.length) < 3 && alike(word, other) > 0.5);
    return near.length ? near.sort((a, b) => alike(word, b) - alike(word, a)).slice(0, 2) : [word];
  };
  const found = (asked, things) => {
    const sets = words(asked).slice(0, 8).map((word) => meant(word, things));
    const whole = words(asked).join(" ");
    const rank = (thing) => (thing.name.join(" ") === whole ? 2 : 0) + sets.reduce((sum, set) => {
      const has = (held) => held.some((one) => set.some((word) => one.startsWith(word)));
      return sum + (has(thing.name) ? 3 : has(thing.rest) ? 1 : -100);
    }, 0);
    return sets.length ? things.map((thing) => [rank(thing), thing]).filter(([n]) => n > 0)
      .sort(([a], [b]) => b - a).map(([, thing]) => thing) : [];
  };

  // Two of each kind come before a third of any, so that what is planned, said and spent are seen beside each other.
  const mixed = (things) => {
    const seen = new Map();
    const first = things.filter(({ what }) => seen.set(what, (seen.get(what) ?? 0) + 1).get(what) <= 2);
    return [...first, ...things.filter((thing) => !first.includes(thing))];
  };

  let box = null; // what is offered, while it is
  let chosen = -1;
  const options = () => [...(box?.querySelectorAll("[role=option]") ?? [])];
  const close = () => {
    box?.remove();
    box = null;
    chosen = -1;
    field()?.setAttribute("aria-expanded", "false");
    field()?.removeAttribute("aria-activedescendant");
  };
  const go = (to) => {
    close();
    const menu = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    dispatchEvent(new CustomEvent("do-open", { detail: to }));
    if (innerWidth <= 768) menu?.click(); // where the menu lies over the page
  };
  const address = (page, more, anchor) => {
    const to = new URL(field().dataset.to, document.baseURI);
    if (page) to.pathname = to.pathname.replace(/search$/, page === "overview" ? "" : page);
    for (const [name, value] of new URLSearchParams(more)) to.searchParams.set(name, value);
    to.hash = anchor;
    return to.href;
  };
  const all = (asked) => address("", new URLSearchParams({ q: asked }).toString(), "");
  const place = () => {
    const { left, bottom } = field().getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${bottom + 4}px`;
  };
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const option = (title, what, to) => {
    const made = element("li", title, { role: "option" });
    made.id = `do-offer-${options().length}`;
    made.setAttribute("aria-selected", "false");
    if (what) made.append(element("small", what));
    made.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    made.addEventListener("click", () => go(to));
    made.dataset.to = to;
    return made;
  };
  const offer = async () => {
    const asked = field().value.trim();
    const things = asked ? await load(new URL(field().dataset.words, document.baseURI).href) : [];
    if (!field() || asked !== field().value.trim() || document.activeElement !== field()) return;
    close();
    if (!asked) return;
    const shown = mixed(found(asked, things));
    box = element("div", "", { className: "do-offers" });
    const list = element("ul", "", { id: "do-found" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Answers");
    box.append(list);
    shown.slice(0, MOST).forEach(({ what, title, page, choices, anchor }) =>
      list.append(option(title, what, address(page, choices, anchor))));
    const last = option(`All results for “${asked}”`, "", all(asked));
    last.classList.add("do-offer-all");
    list.append(last);
    const said = shown.length ? `${shown.length} ${shown.length === 1 ? "answer" : "answers"}` : "No answer as typed";
    box.append(element("p", said, { className: "do-live do-hidden" }));
    field().closest(".do-find").append(box);
    field().setAttribute("aria-expanded", "true");
    options().forEach((one, number) => (one.id = `do-offer-${number}`));
    place();
  };
  const mark = (to) => {
    const every = options();
    chosen = (to + every.length + 1) % (every.length + 1);
    if (chosen === every.length) chosen = -1;
    every.forEach((one, number) => one.setAttribute("aria-selected", String(number === chosen)));
    const one = every[chosen];
    if (one) field().setAttribute("aria-activedescendant", one.id);
    else field().removeAttribute("aria-activedescendant");
    one?.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("input", ({ target }) => target.id === "do-find" && offer());
  document.addEventListener("focusin", ({ target }) => {
    if (target.id === "do-find" && target.value) offer();
    else if (target.id !== "do-find" && box && !box.contains(target)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => box && target.id !== "do-find" && !box.contains(target) && close());
  addEventListener("resize", () => box && place());
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "do-find" || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (box) mark(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? options().length - 1 : chosen - 1);
      else offer();
    } else if (event.key === "Enter" && event.target.value.trim()) {
      event.preventDefault();
      go(options()[chosen]?.dataset.to ?? all(event.target.value.trim()));
    } else if (event.key === "Escape" && box) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }, true);

  // The key "/" goes to the field. A single key must be one that a reader can turn off (WCAG 2.1.4): the page of results has the switch.
  const OFF = "do-slash-off";
  const off = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable=true], [role=combobox]");
  const reach = () => {
    const there = field()?.checkVisibility() && document.querySelector('[data-testid="stSidebar"]')?.dataset.collapsed !== "true";
    if (there) return field().focus();
    document.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
    setTimeout(() => field()?.focus(), 350); // once the menu has come in
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || off() || typing(event.target)) return;
    if (!field() || document.querySelector(".do-stage")) return;
    event.preventDefault();
    reach();
  });
  const told = () => document.querySelectorAll(".do-slash").forEach((button) => {
    const words = off() ? "The / key is off" : "The / key is on";
    if (button.textContent !== words) button.textContent = words;
    button.setAttribute("aria-pressed", String(!off()));
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(".do-slash")) return;
    try { off() ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"); } catch { return; }
    told();
  });

  // An address may name a place on its page: it is shown once the page has drawn it.
  const hash = () => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; } };
  let sought = hash();
  const seek = () => {
    const there = sought && document.getElementById(sought);
    if (!there) return;
    sought = "";
    setTimeout(() => {
      const now = document.getElementById(there.id);
      if (!now) return;
      now.tabIndex = -1;
      now.focus({ preventScroll: true });
      now.scrollIntoView({ block: "start" });
    }, 300); // after focus went to the new page
  };
  addEventListener("popstate", () => {
    sought = hash();
    setTimeout(seek, 300); // a place on the page that is open already
  });
  new MutationObserver(() => {
    told();
    seek();
  }).observe(document, { childList: true, subtree: true });
})();
