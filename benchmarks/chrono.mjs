// Dates that chrono-node finds, for chrono.py.
//
// On standard input one JSON object: {"mode": "strict" or "casual", "texts": […], "reference": "2024-11-22", "least": 0}.
// On standard output one: {"found": for each text [{"start", "stop", "first", "last", "days"}], "seconds": …}.
// Offsets count characters (code points). With "least" above 0 the texts are read again and again for that many
// seconds; "seconds" is the best run, and nothing is given as found.
import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";

const asked = JSON.parse(readFileSync(0, "utf8"));
const parser = chrono[asked.mode]; // month before day: with the British order chrono reads fewer of our phrases
const [year, month, day] = asked.reference.split("-").map(Number);
const reference = new Date(year, month - 1, day, 12);

let best = Infinity;
let results;
const begin = performance.now();
do {
  const start = performance.now();
  results = asked.texts.map((text) => parser.parse(text, reference));
  best = Math.min(best, performance.now() - start);
} while (performance.now() - begin < asked.least * 1000);

const found = asked.least > 0 ? [] : results.map((parsed, index) => spans(asked.texts[index], parsed));
process.stdout.write(JSON.stringify({ found, seconds: best / 1000 }));

// The spans of one text; a time of day without a date is none.
function spans(text, parsed) {
  const characters = characterOffsets(text);
  return parsed
    .filter((result) => !result.start.isOnlyTime())
    .map((result) => ({
      start: characters(result.index),
      stop: characters(result.index + result.text.length),
      first: firstDay(result.start),
      last: lastDay(result.end ?? result.start),
      days: namesDay(result.start),
    }));
}

function namesDay(components) {
  return components.isCertain("day") || components.isCertain("weekday");
}

function firstDay(components) {
  const [y, m, d] = ["year", "month", "day"].map((part) => components.get(part));
  if (namesDay(components)) return iso(y, m, d);
  return iso(y, components.isCertain("month") ? m : 1, 1);
}

function lastDay(components) {
  const [y, m, d] = ["year", "month", "day"].map((part) => components.get(part));
  if (namesDay(components)) return iso(y, m, d);
  const month = components.isCertain("month") ? m : 12;
  return iso(y, month, new Date(Date.UTC(y, month, 0)).getUTCDate());
}

function iso(y, m, d) {
  return [String(y).padStart(4, "0"), String(m).padStart(2, "0"), String(d).padStart(2, "0")].join("-");
}

// A function from offsets in UTF-16 units, asked in any order, to offsets in characters.
function characterOffsets(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (unit) => unit;
  const characters = new Uint32Array(text.length + 1);
  let count = 0;
  for (let unit = 0; unit < text.length; unit++) {
    characters[unit] = count;
    const high = text.charCodeAt(unit) >= 0xd800 && text.charCodeAt(unit) <= 0xdbff;
    count += high && unit + 1 < text.length ? 0 : 1;
  }
  characters[text.length] = count;
  return (unit) => characters[unit];
}
