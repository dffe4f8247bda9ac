// A menu of the bar closes when one turns elsewhere: by a click outside, or by Escape, which gives the focus back.
const menus = () => document.querySelectorAll(".bar details[open]");

document.addEventListener("click", (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
