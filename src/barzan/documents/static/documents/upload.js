// Shows how far a file has been sent. Without this script the form sends itself as any other.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-upload]");
  if (!form) return;
  event.preventDefault();
  const line = form.querySelector("[data-upload-progress]");
  const request = new XMLHttpRequest();
  line.hidden = false;
  form.querySelector("button").disabled = true;
  request.upload.addEventListener("progress", (sent) => {
    if (sent.lengthComputable) line.querySelector("progress").value = sent.loaded / sent.total;
  });
  request.addEventListener("load", () => {
    if (request.status === 422) showReasons(form, request.responseText);
    else location.assign(request.responseURL);
  });
  // The plain form shows the browser's own page about the lost connection.
  request.addEventListener("error", () => form.submit());
  request.open("POST", form.action || location.href);
  request.send(new FormData(form));
});

// The answer is the same page with the reasons beside the fields: its form takes the place of this one.
function showReasons(form, page) {
  const answered = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-upload]");
  form.replaceWith(answered);
  answered.querySelector("[role=alert]")?.focus();
}
