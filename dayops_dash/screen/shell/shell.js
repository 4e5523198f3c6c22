// Streamlit fetches its icons before any is shown, 375 kB. Ours are in a file of their own; one of its own is fetched when it is shown.
(() => {
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, ...text) => (font.includes("Material Symbols") ? Promise.resolve([]) : load(font, ...text));
})();

// Streamlit runs the script again on a bare "r" and clears the cache on "c", even for readers whose screen reader or voice
// control sends single letters (WCAG 2.1.4). After a change of page, focus goes to the new page and not to the old link.
(() => {
  // Streamlit would ask two addresses for its server and its settings, one after the other, before it begins.
  const root = new URL(".", document.currentScript.src).href.replace(/\/$/, "");
  window.__streamlit = { BACKEND_BASE_URL: root, HOST_CONFIG: { allowedOrigins: [], useExternalAuthToken: false } };
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable=true], [role=combobox]");
  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (bare && "rRcC".includes(event.key) && !typing(event.target)) event.stopImmediatePropagation();
  }, true);

  // A first page is shown when it is whole (style.css). Those that follow are not hidden meanwhile: what has the focus keeps it.
  const whole = new MutationObserver(() => {
    if (!document.querySelector(".do-foot, .do-stage")) return;
    document.documentElement.classList.add("do-seen");
    whole.disconnect();
  });
  whole.observe(document, { childList: true, subtree: true });

  // What is chosen lives in the address and only there: a link or a control changes it, and Streamlit reads it anew.
  let held = null; // finds the control that had the focus, should a rerun replace it
  let strayed = false; // it is gone, and the page has the focus until it comes back
  const main = () => document.querySelector('[data-testid="stMain"]');
  const still = () => document.getElementById("do-still"); // the page as it was sent first, until Streamlit has drawn it
  const connection = () => document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState;
  const open = (url, { replace = false, hold = null } = {}) => {
    if (still() || connection() === "DISCONNECTED_FOREVER") return void location.assign(url); // nothing would answer
    held = hold;
    history[replace ? "replaceState" : "pushState"]({}, "", url);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    askAgain();
  };
  // What is asked while the connection is made anew is lost by Streamlit: it is asked again once there is one.
  let again = null;
  const askAgain = () => {
    if (again || !connection() || connection() === "CONNECTED") return;
    again = new MutationObserver(() => {
      if (connection() !== "CONNECTED") return;
      again.disconnect();
      again = null;
      dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    });
    again.observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
  };
  addEventListener("do-open", ({ detail }) => open(detail)); // search.js leads to what is chosen there
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.do-link");
    if (!link || still() || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const words = link.textContent;
    const seen = link.firstChild?.textContent; // without what is only spoken after it
    const alike = (look) => [...document.querySelectorAll("a.do-link")].find((a) => look(a));
    open(link.href, { hold: () => alike((a) => a.textContent === words) ?? alike((a) => a.firstChild?.textContent === seen) });
  });

  // A finger has no way to point: its first tap on a square names it, the second opens it. Escape puts a name away.
  let finger = false;
  let touched = null;
  document.addEventListener("pointerdown", ({ pointerType }) => (finger = pointerType === "touch"), true);
  document.addEventListener("click", (event) => {
    const square = event.target.closest?.("a.do-unit");
    if (!square || !finger || square === touched) return void (touched = null);
    event.preventDefault();
    event.stopPropagation();
    touched = square;
    square.focus({ preventScroll: true });
    square.querySelector(".do-unit-said")?.scrollIntoView({ block: "nearest" });
  }, true);
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const square = event.target.closest?.("a.do-unit");
    if (!square || !(event.key in steps) || square.closest(".do-stage") || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const all = [...square.closest(".do-units").querySelectorAll("a.do-unit")];
    all[all.indexOf(square) + steps[event.key]]?.focus();
  });
  const names = (off) => document.documentElement.classList.toggle("do-names-off", off);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && names(true));
  ["pointermove", "focusin"].forEach((kind) => document.addEventListener(kind, () => names(false)));

  // When presenting, the keys of a clicker turn: not letters, which a reader's own software may send (WCAG 2.1.4).
  const turns = { PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  document.addEventListener("keydown", (event) => {
    const stage = document.querySelector(".do-stage");
    const other = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.target.closest?.(".do-table");
    if (!stage || !(event.key in turns) || other || typing(event.target)) return;
    event.preventDefault();
    const url = new URL(location.href);
    const { slide, last } = stage.dataset;
    const now = Number(url.searchParams.get("slide")) || Number(slide); // the address runs ahead of the page when keys come fast
    url.searchParams.set("slide", Math.min(Math.max(now + turns[event.key], 1), last));
    open(url.href, { replace: true });
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(".do-stage-full")) return;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  });

  // What draws a chart anew in the browser comes once a reader reaches for a control that changes one.
  const reach = ({ target }) => {
    const reached = target.closest?.(".do-controls") && document.getElementById("do-reached");
    if (!reached) return;
    document.head.append(reached.content);
    reached.remove();
  };
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, reach);

  // A mark of a chart that stands for an area chooses it, as the list beside the chart does for the keyboard.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".do-chart") && event.target.querySelector?.("title")?.textContent;
    const list = mark && document.getElementById("choice-area");
    const area = list && [...list.options].find((one) => one.value && (mark === one.text || mark.startsWith(`${one.text}:`)));
    if (!area) return;
    list.value = area.value;
    choose(list);
  });

  const controls = () => [...document.querySelectorAll("[data-choice]")].filter((one) => !still()?.contains(one)); // those are filled
  const say = (control) => {
    const output = control.parentElement.querySelector("output");
    if (output) output.textContent = (output.dataset.unit === "£" ? "£" : "") + control.value + (output.dataset.unit.replace("£", ""));
  };
  const fill = (control) => {
    const { choice, default: usual, filled } = control.dataset;
    const asked = new URL(location.href).searchParams.get(choice) ?? usual;
    if (control.type === "radio") {
      control.checked = control.value === asked;
      const group = [...document.querySelectorAll(`[data-choice="${choice}"]`)];
      if (!group.some((one) => one.value === asked)) control.checked = control.value === usual;
    } else if (control.type === "checkbox") {
      control.checked = asked.split(",").includes(control.value);
    } else if (control.tagName === "SELECT") {
      control.value = asked;
      if (control.selectedIndex < 0) control.value = usual;
    } else if (!filled || document.activeElement !== control) {
      control.value = asked;
    }
    control.dataset.filled = "";
    say(control);
  };
  const choose = (control) => {
    const { choice, default: usual } = control.dataset;
    const url = new URL(location.href);
    const ticked = control.type === "checkbox" && [...document.querySelectorAll(`[data-choice="${choice}"]:checked`)];
    if (ticked && !ticked.length) return void (control.checked = true); // the last box stays ticked
    const value = ticked ? ticked.map((box) => box.value).join(",") : control.value;
    if ("alone" in control.dataset) url.search = "";
    url.searchParams.delete("first"); // another choice begins at the first page again
    if ([usual, ""].includes(value) && !("alone" in control.dataset)) url.searchParams.delete(choice);
    else url.searchParams.set(choice, value);
    const { id } = control;
    const words = control.type === "search" || control.type === "range";
    open(url.href, { replace: words, hold: () => document.getElementById(id) });
  };
  document.addEventListener("change", ({ target }) => {
    if (!("choice" in (target.dataset ?? {}))) return;
    const day = target.parentElement.querySelector("input[type=date]");
    if (day && target !== day) day.hidden = target.value !== "other";
    if (target.value === "other" && day) day.focus();
    else if (target.type !== "date" || (target.value && target.validity.valid)) choose(target);
  });
  let waiting = 0;
  document.addEventListener("input", ({ target }) => {
    if (!["search", "range"].includes(target.type) || !("choice" in target.dataset)) return;
    say(target);
    if (still()) return; // a page that is being typed in is not left: leaving the box chooses
    clearTimeout(waiting);
    waiting = setTimeout(() => choose(target), target.type === "range" ? 120 : 350);
  });
  addEventListener("popstate", () => controls().forEach(fill));

  // What a reader opens or closes stays so when the page is drawn anew.
  const turned = new Map();
  const named = (details) => [".do-figure", "li[id]"].map((place) => details.closest(place)?.id).join(" ") +
    details.querySelector("summary")?.firstChild?.textContent;  // not the title after it, which choices change
  document.addEventListener("toggle", ({ target }) => {
    if (target.isConnected && target.matches?.(".do-details")) turned.set(named(target), target.open);
  }, true);
  addEventListener("do-taken", () => document.querySelectorAll(".do-details").forEach((details) => {
    details.open = turned.get(named(details)) ?? details.open;
  }));

  // A rerun may replace what stands on the page: fill new controls, give the focus back, and speak a new number of matches.
  const region = () => {
    const found = document.getElementById("do-said");
    if (found || !document.body) return found;
    const made = Object.assign(document.createElement("div"), { id: "do-said", role: "status", className: "do-said" });
    made.setAttribute("aria-live", "polite");
    return document.body.appendChild(made);
  };
  const giveBack = () => {
    const active = document.activeElement;
    const lost = active === document.body || !active;
    if (!held || !(lost || (strayed && active === main()))) return;
    const found = held();
    strayed = !found;
    (found ?? main())?.focus({ preventScroll: true });
  };
  // Streamlit names the menu's buttons by their mechanism, leaves a folded menu in the order of the Tab key, and open after a choice.
  const BUTTONS = { '[data-testid="stExpandSidebarButton"]': "Menu", '[data-testid="stSidebarCollapseButton"] button': "Close menu" };
  const OVER = 1000; // pixels, below which an open menu takes the page's room
  try {
    // Streamlit keeps that a menu was left open, and would open the next page beneath it.
    if (innerWidth < OVER) Object.keys(localStorage).filter((key) => key.startsWith("stSidebarCollapsed-")).forEach((key) => localStorage.removeItem(key));
  } catch {} // a browser that keeps nothing
  const tendMenu = () => {
    Object.entries(BUTTONS).forEach(([place, name]) => document.querySelector(place)?.setAttribute("aria-label", name));
    const menu = document.querySelector('[data-testid="stSidebar"][data-collapsed]');
    if (menu) menu.inert = menu.dataset.collapsed === "true";
  };
  new MutationObserver(tendMenu).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-collapsed"] });
  addEventListener("click", ({ target }) => {
    if (innerWidth >= OVER || !target.closest?.('[data-testid="stSidebar"][data-collapsed="false"] a[href]')) return;
    setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click());
  });
  new MutationObserver(() => {
    tendMenu();
    controls().forEach((control) => "filled" in control.dataset || fill(control));
    document.querySelectorAll(".do-details:not([data-known])").forEach((details) => {
      details.dataset.known = "";
      details.open = turned.get(named(details)) ?? details.open;
    });
    giveBack();
    document.querySelectorAll(".do-chart[data-drawn]").forEach((chart) => {
      chart.innerHTML = decodeURIComponent(chart.dataset.drawn); // which the server made, of nothing but known shapes
      chart.removeAttribute("data-drawn");
    });
    document.querySelectorAll(".do-chart-own:not([tabindex])").forEach((chart) => {
      if (chart.scrollWidth <= chart.clientWidth + 1) return;
      chart.tabIndex = 0; // wider than the screen: the keyboard can scroll it, and what stands before it says so
      chart.previousElementSibling?.classList.add("do-scrolls-now");
    });
    const words = [...(still() ?? document).querySelectorAll(".do-live")].map((live) => live.textContent).join(" ");
    const said = region();
    if (said && said.textContent !== words) said.textContent = words;
  }).observe(document, { childList: true, subtree: true, characterData: true });

  // Another page, or another commitment told at length: focus goes to it.
  const shown = () => `${location.pathname} ${new URL(location.href).searchParams.get("intention") ?? ""}`;
  const { pushState } = history;
  let place = shown();
  const turn = (scroll) => {
    if (shown() === place) return;
    place = shown();
    held = null;
    turned.clear();
    requestAnimationFrame(() => {
      main()?.focus({ preventScroll: true });
      if (scroll) main()?.scrollTo(0, 0);
    });
  };
  history.pushState = function (...args) {
    pushState.apply(this, args);
    turn(true);
  };
  addEventListener("popstate", ({ isTrusted }) => isTrusted && turn(false)); // back and forward
})();
