// Without this file every choice loads a page; with it the same page is fetched, and its content put in place.
"use strict";

{
  const main = document.getElementById("content");
  const told = Object.assign(document.createElement("p"), { className: "sr-only", role: "status" });
  document.body.append(told);
  const LINKS = "link[rel=canonical], link[rel=alternate]";
  const addressed = (url) => url.pathname + url.search;
  let shown = addressed(location);
  let latest = 0;

  const put = (page, url) => {
    main.replaceChildren(...page.getElementById("content").childNodes);
    document.querySelector("footer").replaceWith(page.querySelector("footer"));
    document.title = page.title;
    for (const link of document.head.querySelectorAll(LINKS)) link.remove();
    document.head.append(...page.head.querySelectorAll(LINKS));
    shown = addressed(url);
    told.textContent = main.querySelector(".found").textContent;
    main.focus({ preventScroll: true });
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView();
    document.dispatchEvent(new Event("shown"));
  };

  const show = async (url, isStep) => {
    const number = ++latest;
    main.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== latest) return;
      if (!answer.ok || !page.querySelector("#content .found")) throw new Error(answer.statusText);
      if (isStep) history.pushState(null, "", url);
      put(page, url);
    } catch { // the browser says what is wrong better than a script
      if (number === latest) location.assign(url);
    } finally {
      if (number === latest) main.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#content a[href]");
    if (!link || event.defaultPrevented || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname || url.hash || link.target || link.download) return;
    event.preventDefault();
    show(url, true);
  });

  document.addEventListener("submit", (event) => {
    const url = new URL(event.target.action);
    if (event.target.method !== "get" || url.pathname !== location.pathname) return;
    event.preventDefault();
    url.search = new URLSearchParams(new FormData(event.target));
    show(url, true);
  });

  addEventListener("popstate", () => {
    if (addressed(location) !== shown) show(new URL(location.href), false);
  });
}
