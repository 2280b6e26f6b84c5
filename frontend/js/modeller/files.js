/* Files in and out: .bpmn opened and kept, the picture as SVG. */
export function download(name, text, type = "application/xml") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/** The drawing as a picture that stands alone: the page's colours are written out, in their light form. */
export async function picture(modeler) {
  const { svg } = await modeler.saveSVG();
  const style = getComputedStyle(document.documentElement);
  const literal = (name) => {
    const value = style.getPropertyValue(name).trim();
    return /^light-dark\(([^,]+),/.exec(value)?.[1] ?? value;
  };
  return svg.replace(/var\((--[\w-]+)\)/g, (_whole, name) => literal(name));
}

/** Asks for a file and gives its text. */
export function opened(input) {
  return new Promise((resolve) => {
    input.onchange = async () => {
      const [file] = input.files;
      input.value = "";
      resolve(file ? await file.text() : undefined);
    };
    input.click();
  });
}
