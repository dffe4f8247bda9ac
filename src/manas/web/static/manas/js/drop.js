// A file dragged over the page lights up the field that takes it; the field itself does the rest.
for (const zone of document.querySelectorAll(".drop")) {
  const lit = (on) => () => zone.classList.toggle("drop--over", on);
  zone.addEventListener("dragenter", lit(true));
  zone.addEventListener("dragover", lit(true));
  zone.addEventListener("dragleave", lit(false));
  zone.addEventListener("drop", lit(false));
}
