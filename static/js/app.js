// The page of a pupil who left does not come back with the Back button.
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// A second tap on the same spot would answer a question that nobody has read yet.
const page = document.getElementById("page");
const freshen = () => {
  page?.classList.add("fresh");
  setTimeout(() => page?.classList.remove("fresh"), 400);
};
freshen();
addEventListener("htmx:after:swap", freshen);

// One press is one answer: the button shows that it is on its way.
addEventListener("submit", ({ submitter }) => {
  submitter?.setAttribute("aria-busy", "true");
  const wait = submitter?.form?.querySelector(".wait");
  if (wait) { wait.hidden = false; wait.textContent = wait.dataset.said; }
  setTimeout(() => submitter?.removeAttribute("aria-busy"), 4000);
});

// The truth when the Wi-Fi is gone: nothing was saved.
const lost = (gone) => { document.getElementById("lost").hidden = !gone; };
addEventListener("htmx:error", () => lost(true));
addEventListener("htmx:after:request", () => lost(false));
