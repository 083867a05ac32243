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

// A form whose address is its state shows what it leads to while it is edited:
// the part that it names comes anew from the page at that address.
for (const form of document.querySelectorAll("form[data-preview]")) {
  const shown = document.getElementById(form.dataset.preview);
  const says = document.getElementById(form.dataset.preview + "_says");
  let timer, under;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, 300);
  });
  async function preview() {
    under?.abort();
    under = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.delete("key");
    const address = form.getAttribute("action") + "?" + fields;
    try {
      const answer = await fetch(address, { signal: under.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(shown.id);
      if (!fresh) return;
      shown.replaceChildren(...fresh.childNodes);
      says.textContent = shown.querySelector("[data-say]")?.textContent.trim() ?? "";
      history.replaceState(null, "", address);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }
}

// How far a file is, told by the server as it is made. A screen reader hears
// every quarter; the page comes anew when there is nothing more to tell.
for (const box of document.querySelectorAll("[data-progress]")) {
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-words]");
  const says = box.querySelector("[role=status]");
  const events = new EventSource(box.dataset.progress);
  let quarter = Math.floor(bar.value / 25);
  events.addEventListener("message", (event) => {
    const news = JSON.parse(event.data);
    if (news.state !== "waiting" && news.state !== "running") {
      events.close();
      location.replace(location.pathname);
      return;
    }
    bar.value = news.percent;
    words.textContent = news.words;
    if (Math.floor(news.percent / 25) > quarter) {
      quarter = Math.floor(news.percent / 25);
      says.textContent = news.words;
    }
  });
}

// The camera reads a printer's test sheet while one moves along it. What it has
// read goes with the form; the server judges it.
for (const live of document.querySelectorAll("[data-live]")) {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) continue;
  const button = live.querySelector("button");
  const video = live.querySelector("video");
  const says = live.querySelector("[role=status]");
  const field = live.closest("form").querySelector("[data-marks]");
  const read = new Set(field.value.split(/\s+/).filter(Boolean));
  live.hidden = false;
  button.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 3840 } } });
    } catch {
      says.textContent = says.dataset.refused;
      return;
    }
    button.hidden = true;
    video.hidden = false;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    look();
    async function look() {
      const before = read.size;
      for (const code of await detector.detect(video)) {
        const mark = code.rawValue.match(/\/calibrate\?c=[0-9a-z-]+$/);
        if (mark) read.add(mark[0]);
      }
      if (read.size > before) tell();
      setTimeout(look, 150);
    }
  });
  function tell() {
    field.value = [...read].join(" ");
    const sizes = new Map();
    for (const mark of read) {
      const dots = Number(mark.split("=")[1].split("-")[2]);
      sizes.set(dots, (sizes.get(dots) ?? 0) + 1);
    }
    const list = [...sizes].sort((a, b) => a[0] - b[0]).map(([dots, n]) => `${dots} ${says.dataset.size} ${n}`);
    says.textContent = `${says.dataset.count} ${read.size} (${list.join(", ")})`;
  }
}
