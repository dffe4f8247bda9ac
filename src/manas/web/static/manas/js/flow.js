// The picture of a long flow opens where the matter stands, not at its beginning.
for (const now of document.querySelectorAll(".flow__state--now")) {
  const frame = now.closest(".scroll");
  const middle = (shape) => shape.getBoundingClientRect().left + shape.getBoundingClientRect().width / 2;
  frame.scrollLeft += middle(now) - middle(frame);
}
