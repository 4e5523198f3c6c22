// The page is sent first as it will be, still. Streamlit's front end loads behind it, unseen, and takes its place in one step once it
// has drawn the same: what is scrolled, opened, typed, selected and focused stays.
(() => {
  const still = document.getElementById("do-still");
  if (!still) return;
  const PATIENCE = 8000; // milliseconds without a live page, after which the still one says what it is
  const UNSEEN = 1500; // milliseconds after which it begins, whatever the browser says of having painted
  const page = document.documentElement;
  const root = document.getElementById("root");
  const others = () => [...document.body.children].filter((one) => one !== still && one.id !== "do-said");

  // Streamlit begins once the reader sees words: it would else keep the browser from painting them.
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    page.classList.add("do-begun");
    const later = document.getElementById("do-later").content;
    document.head.prepend(...later.querySelectorAll("link[rel=stylesheet]")); // before ours, whose letters are used then as now
    document.head.append(later);
    document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "", src: still.dataset.live }));
  };
  if (document.hidden) begin();
  else new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").length && setTimeout(begin)).observe({ type: "paint", buffered: true });
  setTimeout(begin, UNSEEN);
  const saying = setTimeout(() => page.classList.add("do-alone-still"), PATIENCE);

  // What may not be interrupted: an open list, a press, a word that is being composed.
  let pressed = false;
  let composing = false;
  const press = ({ type }) => (pressed = type === "pointerdown");
  const compose = ({ type }) => (composing = type === "compositionstart");
  const kinds = { pointerdown: press, pointerup: press, pointercancel: press, compositionstart: compose, compositionend: compose };
  for (const [kind, act] of Object.entries(kinds)) document.addEventListener(kind, act, true);
  const busy = () => pressed || composing || (CSS.supports("selector(select:open)") && still.querySelector("select:open"));

  const charts = (place) => [...place.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  const drawn = (chart) => chart.querySelector("svg.marks, canvas")?.getBoundingClientRect().height > 0;
  const whole = () => {
    const app = root.querySelector('[data-testid="stApp"]');
    if (app?.dataset.testScriptState !== "notRunning") return false;
    if (app.querySelector('[data-testid="stException"]')) return true;
    const live = charts(app);
    return app.querySelector(".do-foot, .do-alone") && live.length >= charts(still).length && live.every(drawn);
  };

  // The live counterpart of what stands on the still page: of the same id, else the same of those that look alike.
  const alike = (place, one) => [...place.querySelectorAll(one.localName)].filter((other) =>
    other.className === one.className && other.textContent === one.textContent && other.getAttribute("href") === one.getAttribute("href"));
  const counterpart = (one) => {
    if (one.matches('[data-testid="stMain"]')) return root.querySelector('[data-testid="stMain"]');
    if (one.id) return root.querySelector(`#${CSS.escape(one.id)}`);
    return alike(root, one)[alike(still, one).indexOf(one)];
  };
  const place = (node, offset) => {
    const parent = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const live = counterpart(parent);
    const found = node === parent ? live : live?.childNodes[[...parent.childNodes].indexOf(node)];
    return found && [found, Math.min(offset, found.length ?? found.childNodes.length)];
  };
  const selected = () => {
    const { anchorNode, anchorOffset, focusNode, focusOffset, isCollapsed } = getSelection();
    if (isCollapsed || !still.contains(anchorNode) || !still.contains(focusNode)) return null;
    const ends = [place(anchorNode, anchorOffset), place(focusNode, focusOffset)];
    return ends.every(Boolean) ? ends.flat() : null;
  };
  const typed = () => [...still.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox])")]
    .filter((box) => box.value !== box.defaultValue).map((box) => [counterpart(box), box.value]).filter(([box]) => box);

  const quiet = (event) => event.stopImmediatePropagation(); // a box that goes while it is typed in is not left by its reader
  const take = () => {
    const from = still.querySelector('[data-testid="stMain"]');
    const to = root.querySelector('[data-testid="stMain"]');
    const held = still.contains(document.activeElement) ? document.activeElement : null;
    const [focus, selection, words, top] = [held && counterpart(held), selected(), typed(), from.scrollTop];
    const caret = held?.matches("input") && [held.selectionStart, held.selectionEnd];
    observer.disconnect();
    clearTimeout(saying);
    others().forEach((one) => (one.inert = false));
    root.removeAttribute("aria-hidden");
    page.classList.add("do-seen", "do-taking"); // in which nothing is shown little by little
    page.classList.remove("do-first", "do-begun", "do-alone-still");
    setTimeout(() => page.classList.remove("do-taking"), 100);
    addEventListener("change", quiet, true);
    still.remove();
    removeEventListener("change", quiet, true);
    dispatchEvent(new Event("do-taken"));
    if (to) to.scrollTop = top;
    if (focus) {
      if (held.tabIndex < 0) focus.tabIndex = -1;
      focus.focus({ preventScroll: true });
    }
    for (const [box, value] of words) {
      box.value = value;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (focus && caret?.[0] != null) focus.setSelectionRange(...caret);
    if (selection) getSelection().setBaseAndExtent(...selection);
    if (location.hash === "#do-still-menu") root.querySelector('[data-testid="stExpandSidebarButton"]')?.click();
    if (location.hash.startsWith("#do-still-")) history.replaceState(history.state, "", location.pathname + location.search);
    for (const kind of Object.keys(kinds)) document.removeEventListener(kind, kinds[kind], true);
  };
  let waiting = 0;
  const look = () => {
    others().forEach((one) => (one.inert = true));
    if (waiting || !whole()) return;
    waiting = setTimeout(() => {
      waiting = 0;
      if (!whole()) return;
      if (busy()) setTimeout(look, 200);
      else take();
    }, 30);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state", "width", "height"] });
})();
