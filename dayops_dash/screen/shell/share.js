// The menu beside every figure: copy its link or its words, print it alone; and a word that it worked.
(() => {
  const say = (menu, words) => { menu.querySelector(".do-share-said").textContent = words; };
  const older = (text) => { // where the page was not sent over a secure connection, the newer way is closed
    const held = document.activeElement;
    const area = Object.assign(document.createElement("textarea"), { value: text });
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus();
    return done;
  };
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { return older(text); }
  };
  const bare = (node) => {
    const made = node.cloneNode(true);
    made.querySelectorAll("[id]:not(svg *)").forEach((one) => one.removeAttribute("id")); // a drawing needs its own
    made.removeAttribute("id");
    made.querySelectorAll(".do-share").forEach((one) => one.remove());
    return made;
  };
  const print = (menu, link) => {
    const { figure } = menu.dataset;
    const title = document.getElementById(`figure-${figure}`);
    const page = Object.assign(document.createElement("div"), { className: "do-print" });
    page.setAttribute("aria-hidden", "true");
    const about = document.getElementById(`about-${figure}`);
    const apart = title && !about?.contains(title) ? [title, title.nextElementSibling] : []; // the title of what is drawn
    const next = apart.length && title.closest('[data-testid="stElementContainer"]')?.nextElementSibling;
    const drawn = next && next.querySelector('[data-testid="stVegaLiteChart"]');
    [...apart, drawn, about].filter(Boolean).forEach((node) => page.append(bare(node)));
    const seenOn = menu.dataset.text.split("\n").at(-1); // the council and the day
    page.append(Object.assign(document.createElement("p"), { className: "do-print-foot", textContent: `${seenOn} ${link}` }));
    document.querySelector('[data-testid="stApp"]').append(page);
    const held = document.activeElement; // what is not printed may lose the focus
    addEventListener("afterprint", () => {
      page.remove();
      held?.focus({ preventScroll: true });
    }, { once: true });
    window.print();
  };
  document.addEventListener("click", async ({ target }) => {
    const menu = target.closest?.(".do-share");
    document.querySelectorAll(".do-share[open]").forEach((one) => { if (one !== menu) one.open = false; });
    if (!menu) return;
    const link = new URL(menu.dataset.link, document.baseURI).href;
    const act = target.closest("[data-share]")?.dataset.share;
    if (act === "link") say(menu, (await copy(link)) ? "Link copied." : `Copy this link: ${link}`);
    if (act === "text") {
      const text = `${menu.dataset.text}\n${link}`;
      say(menu, (await copy(text)) ? "Text copied, with its source." : text);
    }
    if (act === "print") {
      print(menu, link);
      say(menu, "The print window was opened.");
    }
    if (target.closest(".do-share-menu a")) say(menu, "The file is on its way.");
  });
  document.addEventListener("toggle", ({ target }) => {
    if (target.matches?.(".do-share") && target.open) say(target, "");
  }, true);
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.(".do-share[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
