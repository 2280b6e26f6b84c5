// Shows how far a file has been sent. Without this script the form sends itself as any other.
for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const line = form.querySelector("[data-upload-progress]");
    const request = new XMLHttpRequest();
    line.hidden = false;
    form.querySelector("button").disabled = true;
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) line.querySelector("progress").value = sent.loaded / sent.total;
    });
    // The answer is the page with the reasons (422), or the page that the form leads to.
    request.addEventListener("load", () => {
      history.replaceState(null, "", request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    });
    // The plain form shows the browser's own page about the lost connection.
    request.addEventListener("error", () => form.submit());
    request.open("POST", form.action || location.href);
    request.send(new FormData(form));
  });
}
