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
  // Our links open a page within the application, which reads the address anew; with a modifier key they open as links do.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.do-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
  const { pushState } = history;
  let path = location.pathname;
  history.pushState = function (...args) {
    pushState.apply(this, args);
    if (location.pathname === path) return;
    path = location.pathname;
    requestAnimationFrame(() => {
      const main = document.querySelector('[data-testid="stMain"]');
      main?.focus({ preventScroll: true });
      main?.scrollTo(0, 0);
    });
  };
})();
