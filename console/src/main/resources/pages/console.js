// Small conveniences of the pages; every page can be read and every form be sent without them.
"use strict";
(() => {
  // The server writes times in the zone of this browser.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const isSecure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `proofline_zone=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${isSecure}`;

  const once = document.querySelector("form[data-send-at-once]");
  if (once && !document.prerendering) {
    once.submit();
  }

  // A page of an outage asks again, shows the progress, and is loaded once the page can be shown.
  const retrySeconds = Number(document.documentElement.dataset.retry || 0);
  const tryAgain = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.status !== 503) {
        location.reload();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const [shown, now] = [document, page].map((each) => each.querySelector("main .lead"));
      if (shown && now && shown.textContent !== now.textContent) {
        shown.textContent = now.textContent;
      }
    } catch {
      // the console itself is away
    }
    setTimeout(tryAgain, retrySeconds * 1000);
  };
  if (retrySeconds > 0) {
    setTimeout(tryAgain, retrySeconds * 1000);
  }

  const boxes = (list) => [...list.querySelectorAll("input[type=checkbox][name=asset]")];

  const showSelection = (list) => {
    const count = boxes(list).filter((box) => box.checked).length;
    const bar = document.querySelector("[data-selection]");
    if (bar) {
      bar.querySelector("[data-count]").textContent = count === 0 ? "None selected" : `${count} selected`;
      bar.classList.toggle("empty", count === 0);
    }
  };

  // Shift selects a row of photographs.
  let last = null;
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.name !== "asset") {
      return;
    }
    const list = box.closest("[data-list]");
    if (!list) {
      return;
    }
    const all = boxes(list);
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
    }
    last = box;
    showSelection(list);
  });

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-select-page]") : null;
    const list = document.querySelector("[data-list]");
    if (button && list) {
      const all = boxes(list);
      const isWanted = !all.every((box) => box.checked);
      all.forEach((box) => { box.checked = isWanted; });
      showSelection(list);
    }
  });

  const begin = () => {
    const list = document.querySelector("[data-list]");
    document.documentElement.classList.add("scripted");
    if (list) {
      showSelection(list);
    }
  };
  document.addEventListener("htmx:afterSettle", begin);
  begin();

  // A page that is seen says when it has changed; it does not change by itself. Hidden pages hold no connection.
  const mark = document.querySelector("[data-live]");
  let feed = null;
  const listen = () => {
    if (!mark || !mark.hidden || document.hidden || feed) {
      return;
    }
    feed = new EventSource(mark.dataset.live);
    feed.addEventListener("changed", () => {
      mark.hidden = false;
      feed.close();
    });
  };
  const stopListening = () => {
    if (feed) {
      feed.close();
      feed = null;
    }
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? stopListening() : listen()));
  window.addEventListener("pagehide", stopListening);
  listen();

  // A mark of the check leads to its line.
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-line]") : null;
    const editor = document.querySelector("textarea[data-code]");
    if (mark && editor) {
      const lines = editor.value.split("\n");
      const before = lines.slice(0, mark.dataset.line - 1).join("\n");
      const at = before.length + (mark.dataset.line > 1 ? 1 : 0) + Number(mark.dataset.column) - 1;
      editor.focus();
      editor.setSelectionRange(at, at);
      editor.scrollTop = (mark.dataset.line - 3) * 19.5;
    }
  });

  // An open menu closes with Escape or a click elsewhere.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.more[open]").forEach((menu) => {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
    if (event.key === "Escape") {
      document.querySelectorAll("details.more[open]").forEach((menu) => { menu.open = false; });
    } else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const search = document.querySelector("input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    }
  });
})();
