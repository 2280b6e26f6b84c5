/* The words of the designer: English in the code, Persian from one table; bpmn-js asks for its own through the same. */
import { PERSIAN } from "./persian.js";

const persian = () => !document.documentElement.lang.startsWith("en");

export function t(english, values = {}) {
  const words = persian() ? (PERSIAN[english] ?? english) : english;
  return words.replace(/{([^}]+)}/g, (whole, name) => (values[name] === undefined ? whole : digits(values[name])));
}

/** Digits as the reader writes them. */
export const digits = (value) => (persian() ? String(value).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]) : String(value));

/** The module that bpmn-js asks for every text it shows. */
export const translating = { translate: ["value", t] };
