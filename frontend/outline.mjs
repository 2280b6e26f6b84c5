/* The outline that offline maps stand on: Iran and what lies round it, from Natural Earth at 1:50 million (public domain,
 * shipped by world-atlas), rounded to about a hundred metres.
 */
import { createRequire } from "node:module";
import { feature } from "topojson-client";

const atlas = createRequire(import.meta.url)("world-atlas/countries-50m.json");
const SHOWN = new Set([
  "Iran", "Iraq", "Turkey", "Armenia", "Azerbaijan", "Georgia", "Turkmenistan", "Uzbekistan", "Afghanistan", "Pakistan", "Tajikistan",
  "Kuwait", "Saudi Arabia", "Bahrain", "Qatar", "United Arab Emirates", "Oman", "Syria", "Kazakhstan",
]);

const round = (part) => (typeof part === "number" ? Math.round(part * 1000) / 1000 : part.map(round));

export function outline() {
  const features = feature(atlas, atlas.objects.countries)
    .features.filter(({ properties }) => SHOWN.has(properties.name))
    .map(({ properties, geometry }) => ({
      type: "Feature",
      properties: { name: properties.name },
      geometry: { type: geometry.type, coordinates: round(geometry.coordinates) },
    }));
  return { type: "FeatureCollection", features };
}
