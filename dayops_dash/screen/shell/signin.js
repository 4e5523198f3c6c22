// A page that was left open must not show for long what its reader may see no more: once a minute the server is asked who is signed in
// with which roles, and the page is opened anew where that has changed.
(() => {
  const shown = () => document.querySelector(".do-sign-out")?.dataset.mark;
  const look = async () => {
    if (document.hidden || !shown()) return;
    try {
      const answer = await fetch("./signin/me", { cache: "no-store" });
      const { mark } = await answer.json();
      if (shown() && mark !== shown()) location.reload();
    } catch {
      // the server is away: the page says so itself
    }
  };
  setInterval(look, 60_000);
  document.addEventListener("visibilitychange", look);
})();
