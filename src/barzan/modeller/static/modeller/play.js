/* The picture of a game is wider than the page: where it stands now comes into sight. */
for (const frame of document.querySelectorAll(".process-picture")) {
  const now = frame.querySelector(".bpmn-now");
  if (!now) continue;
  const [place, box] = [now.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollBy({ left: place.left - box.left - (box.width - place.width) / 2, behavior: "instant" });
}
