// The code that all peers share, so that they differ only in their library: loading, sorting, words and style.

import css from "badge.css";

export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

const numbers = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules("en");
const names = new Intl.Collator("en", { numeric: true });

export const members = (count) =>
  `${numbers.format(count)} ${plurals.select(count) === "one" ? "member" : "members"}`;

export async function load(address) {
  const response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  const { rsp } = await response.json();
  return rsp.group.filter((group) => !group.is_private);
}

/** Returns a filter for groups whose name contains a text. Case and accents are ignored. */
export function matching(text) {
  const folded = (text) => text.normalize("NFKD").toLowerCase().replace(/\p{Mn}/gu, "");
  const wanted = folded(text ?? "");
  return ({ name }) => !wanted || folded(name).includes(wanted);
}

export const sorted = (groups, sort) =>
  sort === "name" ? groups.toSorted((one, other) => names.compare(one.name, other.name)) : groups;
