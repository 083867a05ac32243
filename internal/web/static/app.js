"use strict";

// A shared or reloaded page is not another scan of the stamp: once a scan is
// on record, the page's own address says that it was reached by a link.
if (document.querySelector("[data-scanned]")) {
  const here = new URL(location.href);
  if (!here.searchParams.has("via")) {
    history.replaceState(null, "", location.pathname + location.search + (location.search ? "&" : "?") + "via=link");
  }
}

// Buttons that copy the text of another element; hidden where there is no
// clipboard.
for (const button of document.querySelectorAll("button[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  if (!source || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}
