/* Builds what the browser loads into src/barzan/look/static/look/dist/ (not committed):
 *
 *   barzan.css        frontend/css/index.css, with light values for browsers without light-dark()
 *   barzan.js         htmx 2 and the enhancements of frontend/js/
 *   modeller.js, .css bpmn-js and the designer of processes (frontend/js/modeller/), loaded on its page only
 *   filling.js, .css  forms that are filled in (frontend/js/filling/); filling-map.js, .css where a place is asked
 *   outline.json      the country and its neighbours as Natural Earth draws them (public domain), for those maps
 *   bpmn.woff2        the drawings of bpmn-js's palette
 *   vazirmatn.woff2   the variable font, subset by frontend/subset.py (Python with fonttools and brotli)
 *
 * Run by `make` as `npm run build`; the interpreter is $PYTHON, else .venv/bin/python, else python3.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { outline } from "./outline.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}src/barzan/look/static/look/dist`;
const targets = ["chrome100", "firefox100", "safari15"];

/** Repeats each `--name: light-dark(light, dark)` with its light value, for browsers that lack the function. */
const lightFallback = {
  name: "light-fallback",
  setup(bundler) {
    bundler.onLoad({ filter: /tokens\.css$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const pairs = [...source.matchAll(/(--[\w-]+):\s*light-dark\(([^,]+),/g)];
      const light = pairs.map(([, name, value]) => `${name}:${value};`).join("");
      const fallback = `@supports not (color: light-dark(#fff, #000)) { :root { ${light} } }`;
      return { contents: `${source}\n${fallback}`, loader: "css" };
    });
  },
};

mkdirSync(dist, { recursive: true });
await build({
  entryPoints: { barzan: `${root}frontend/js/barzan.js` },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: targets,
});
await build({
  entryPoints: { barzan: `${root}frontend/css/index.css` },
  outdir: dist,
  bundle: true,
  minify: true,
  external: ["*.woff2"],
  target: targets,
  plugins: [lightFallback],
});
await build({
  entryPoints: { modeller: `${root}frontend/js/modeller/modeller.js` },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: targets,
  legalComments: "linked",
});
await build({
  entryPoints: { modeller: `${root}frontend/css/modeller.css` },
  outdir: dist,
  bundle: true,
  minify: true,
  loader: { ".woff2": "file" },
  assetNames: "[name]",
  target: targets,
});

await build({
  entryPoints: { filling: `${root}frontend/js/filling/filling.js`, "filling-map": `${root}frontend/js/filling/map.js` },
  outdir: dist,
  bundle: true,
  minify: true,
  format: "iife",
  target: targets,
  legalComments: "linked",
});
await build({
  entryPoints: { filling: `${root}frontend/css/filling.css`, "filling-map": `${root}frontend/css/filling/map.css` },
  outdir: dist,
  bundle: true,
  minify: true,
  // The pictures of leaflet's layer control and markers are not used.
  loader: { ".png": "empty" },
  target: targets,
});
writeFileSync(`${dist}/outline.json`, JSON.stringify(outline()));

const own = `${root}.venv/bin/python`;
const python = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
execFileSync(python, [`${root}frontend/subset.py`, `${dist}/vazirmatn.woff2`], { stdio: "inherit", cwd: root });
