// A page that was left open must not show for long what its reader may see no more: once a minute the server is asked whether they are
// still signed in, and the page is opened anew where they are not.
(() => {
  const signedIn = () => document.querySelector(".do-sign-out");
  const look = async () => {
    if (document.hidden || !signedIn()) return;
    try {
      const answer = await fetch("./signin/me", { cache: "no-store" });
      if (answer.ok && !(await answer.json()).signed_in && signedIn()) location.reload();
    } catch {
      // the server is away: the page says so itself
    }
  };
  setInterval(look, 60_000);
  document.addEventListener("visibilitychange", look);
})();
