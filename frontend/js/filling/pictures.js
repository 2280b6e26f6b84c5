/* A photograph is made as small as the form asks (max-pixels) before it is sent: the net of a street is thin. */

/** The file, or the picture in it with no side longer than `most`. */
export async function smaller(file, most) {
  if (!most || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  const longest = picture ? Math.max(picture.width, picture.height) : 0;
  if (longest <= most) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round((picture.width * most) / longest);
  canvas.height = Math.round((picture.height * most) / longest);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const type = file.type === "image/png" ? file.type : "image/jpeg";
  const made = await new Promise((done) => canvas.toBlob(done, type, 0.85));
  if (!made || made.size >= file.size) return file;
  const name = type === "image/jpeg" ? file.name.replace(/\.[^.]*$/, "") + ".jpg" : file.name;
  return new File([made], name, { type, lastModified: file.lastModified });
}
