// A picture that is larger than its card opens where the process stands, not at its beginning.
for (const frame of document.querySelectorAll(".process-scroll")) {
  const here = frame.querySelector(".bpmn-error, .bpmn-now");
  if (here) {
    const [place, around] = [here.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollLeft += place.left + place.width / 2 - around.left - around.width / 2;
    frame.scrollTop += place.top + place.height / 2 - around.top - around.height / 2;
  }
}
