/* Points, lines and areas on a map that needs no network: the outline of the country and its neighbours (Natural Earth,
 * public domain), towns by name, a grid of degrees, and what the form's own files draw. The coordinates beside it are
 * what is sent, and can be typed.
 */
import L from "leaflet";
import { button, changed, element, latinDigits, once, shown } from "./elements.js";
import towns from "./towns.json";

const COUNTRY = [[25, 44], [39.8, 63.4]];
const NEAR = 15;
// One finger moves the page, two move the map: whoever scrolls past a map is not caught in it.
const FINGERS = matchMedia("(pointer: coarse)");
const STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
let outline = null;

window.barzanMaps = (scope, address) => {
  outline ??= address ? fetch(address).then((answer) => answer.json()).catch(() => null) : null;
  once(scope, "[data-map]", (box) => new PlaceMap(box));
};

const read = (text) => {
  const number = Number(latinDigits(text ?? "").trim().replace("٫", "."));
  return (text ?? "").trim() && Number.isFinite(number) ? number : null;
};
const rounded = (number) => String(Number(number.toFixed(6)));

class PlaceMap {
  constructor(box) {
    this.box = box;
    this.text = box.dataset;
    this.point = this.text.map === "point";
    this.area = box.querySelector("textarea");
    this.draw();
    this.follow(true);
    box.addEventListener("input", () => this.follow(false));
  }

  draw() {
    const frame = element("div", { class: "map", role: "application", "aria-label": this.text.label });
    const bar = element("div", { class: "map-bar" });
    this.said = element("p", { class: "meta map-said", role: "status" }, this.help());
    const pin = button(this.text.here, "button-small", () => this.whereIAm());
    bar.append(pin);
    if (!this.point) {
      bar.append(button(this.text.undo, "button-small", () => this.put(this.points.slice(0, -1))));
      bar.append(button(this.text.clear, "button-small button-quiet", () => this.put([])));
    } else bar.append(button(this.text.clear, "button-small button-quiet", () => this.put([])));
    this.box.prepend(frame, bar, this.said);
    this.map = L.map(frame, { zoomControl: false, attributionControl: false, minZoom: 4, maxZoom: 19, zoomSnap: 0.5, dragging: !FINGERS.matches });
    L.control.zoom({ zoomInTitle: this.text.in, zoomOutTitle: this.text.out, position: "topleft" }).addTo(this.map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(this.map);
    L.control.attribution({ prefix: false }).addAttribution("Natural Earth").addTo(this.map);
    this.map.fitBounds(COUNTRY);
    this.base();
    this.grid();
    this.shapes = L.layerGroup().addTo(this.map);
    this.map.on("click", (event) => this.press(event.latlng));
    frame.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== frame) return;
      event.preventDefault();
      event.stopPropagation();
      this.press(this.map.getCenter());
    });
    new ResizeObserver(() => this.map.invalidateSize()).observe(frame);
  }

  help() {
    return FINGERS.matches ? `${this.text.help} ${this.text.fingers}` : this.text.help;
  }

  async base() {
    const drawn = await outline;
    if (drawn) L.geoJSON(drawn, { interactive: false, className: "map-land" }).addTo(this.map).bringToBack();
    const own = document.querySelector("[data-map-files]")?.dataset.mapFiles;
    for (const address of own ? own.split(" ") : []) {
      const shape = await fetch(address).then((answer) => answer.json()).catch(() => null);
      if (shape) L.geoJSON(shape, { interactive: false, className: "map-own", pointToLayer: (_, at) => L.circleMarker(at, { radius: 4, className: "map-own" }) }).addTo(this.map);
    }
    const names = L.layerGroup();
    for (const [fa, en, latitude, longitude, rank] of towns) {
      const name = this.text.digits === "fa" ? fa : en;
      const icon = L.divIcon({ className: `map-town map-town-${rank}`, html: element("span", {}, name).outerHTML, iconSize: null });
      names.addLayer(L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }));
    }
    names.addTo(this.map);
  }

  // Lines of whole degrees, or parts of them: about five across the picture.
  grid() {
    const lines = L.layerGroup().addTo(this.map);
    const redraw = () => {
      lines.clearLayers();
      const bounds = this.map.getBounds();
      const wide = bounds.getEast() - bounds.getWest();
      const step = STEPS.find((each) => wide / each >= 4) ?? STEPS.at(-1);
      const places = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
      const label = (at, value, side) =>
        lines.addLayer(L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: `map-degree map-degree-${side}`, html: shown(value.toFixed(places), this.text.digits).replace(".", this.text.digits === "fa" ? "٫" : "."), iconSize: null }) }));
      for (let at = Math.ceil(bounds.getWest() / step) * step; at < bounds.getEast(); at += step) {
        lines.addLayer(L.polyline([[bounds.getSouth(), at], [bounds.getNorth(), at]], { interactive: false, className: "map-grid" }));
        label([bounds.getNorth(), at], at, "top");
      }
      const corner = bounds.getNorth() - (bounds.getNorth() - bounds.getSouth()) / 12;
      for (let at = Math.ceil(bounds.getSouth() / step) * step; at < bounds.getNorth(); at += step) {
        lines.addLayer(L.polyline([[at, bounds.getWest()], [at, bounds.getEast()]], { interactive: false, className: "map-grid" }));
        if (at < corner) label([at, bounds.getEast()], at, "side");
      }
    };
    this.map.on("moveend", redraw);
    redraw();
    const thin = () => this.map.getContainer().toggleAttribute("data-far", this.map.getZoom() < 6.5);
    this.map.on("zoomend", thin);
    thin();
  }

  // The coordinates that stand in the fields.
  typed() {
    if (this.point) {
      const [latitude, longitude] = ["lat", "lon"].map((key) => read(this.box.querySelector(`[data-${key}]`).value));
      return latitude === null || longitude === null ? [] : [[latitude, longitude]];
    }
    const lines = this.area.value.split("\n").map((line) => line.trim().split(/[\s,،]+/).map(read));
    return lines.filter(([latitude, longitude]) => latitude !== null && longitude !== null && longitude !== undefined);
  }

  follow(move) {
    this.points = this.typed().filter(([latitude, longitude]) => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180);
    this.show();
    if (this.points.length === 1) this.map.setView(this.points[0], move ? NEAR : this.map.getZoom());
    else if (this.points.length) this.map.fitBounds(this.points, { padding: [30, 30], maxZoom: 17 });
  }

  show() {
    this.shapes.clearLayers();
    if (this.points.length > 1) {
      const shape = this.text.map === "area" ? L.polygon : L.polyline;
      this.shapes.addLayer(shape(this.points, { interactive: false, className: "map-shape" }));
    }
    for (const [index, at] of this.points.entries()) {
      const name = this.point ? this.text.label : shown(index + 1, this.text.digits);
      const icon = L.divIcon({ className: this.point ? "map-pin" : "map-corner", iconSize: null });
      const marker = L.marker(at, { icon, draggable: true, autoPan: true, alt: name, title: name });
      marker.on("dragend", () => {
        const { lat, lng } = marker.getLatLng();
        this.put(this.points.with(index, [lat, lng]));
      });
      this.shapes.addLayer(marker);
    }
  }

  press({ lat, lng }) {
    this.put(this.point ? [[lat, lng]] : [...this.points, [lat, lng]]);
  }

  put(points, altitude = "", accuracy = "") {
    this.points = points;
    this.show();
    const write = (number) => shown(rounded(number), this.text.digits).replace(".", this.text.digits === "fa" ? "٫" : ".");
    if (!this.point) {
      this.area.value = points.map((at) => at.map(write).join(" ")).join("\n");
      return changed(this.area);
    }
    const [at] = points;
    const values = { lat: at ? write(at[0]) : "", lon: at ? write(at[1]) : "", alt: altitude, acc: accuracy };
    for (const [key, value] of Object.entries(values)) this.box.querySelector(`[data-${key}]`).value = value;
    return changed(this.box.querySelector("[data-lat]"));
  }

  whereIAm() {
    this.said.textContent = this.text.seeking;
    const found = ({ coords }) => {
      this.said.textContent = this.help();
      const at = [coords.latitude, coords.longitude];
      this.map.setView(at, NEAR);
      if (this.point) this.put([at], rounded(coords.altitude ?? 0), rounded(coords.accuracy ?? 0));
      else this.put([...this.points, at]);
    };
    const missed = () => (this.said.textContent = this.text.unfound);
    if (!navigator.geolocation) return missed();
    return navigator.geolocation.getCurrentPosition(found, missed, { enableHighAccuracy: true, timeout: 20_000 });
  }
}
