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

// A card can be dragged to its folder as well as sent there with a press.
addEventListener("pointerdown", (down) => {
  const slip = down.target.closest(".slip");
  if (!slip) return;
  const move = ({ clientX, clientY }) => { slip.style.translate = `${clientX - down.clientX}px ${clientY - down.clientY}px`; };
  const drop = ({ type, clientX, clientY }) => {
    removeEventListener("pointermove", move);
    slip.style.translate = "";
    const folder = document.elementsFromPoint(clientX, clientY).find((each) => each.matches(".folder"));
    if (type === "pointerup") folder?.querySelector("button").click();
  };
  addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, drop, { once: true });
});
