// The page's texts, in the language that this browser remembers or prefers. They are the console's own files: nothing is written twice.

import nbCommon from "../locales/nb/common.json";
import nnCommon from "../locales/nn/common.json";
import enCommon from "../locales/en/common.json";
import { language as nbLanguage } from "../locales/nb/shell.json";
import { language as nnLanguage } from "../locales/nn/shell.json";
import { language as enLanguage } from "../locales/en/shell.json";
import nb from "../locales/nb/sign_in.json";
import nn from "../locales/nn/sign_in.json";
import en from "../locales/en/sign_in.json";

const TEXTS = {
  nb: { ...nbCommon, ...nb, language: nbLanguage },
  nn: { ...nnCommon, ...nn, language: nnLanguage },
  en: { ...enCommon, ...en, language: enLanguage },
};

/** Where the console looks for it too (src/ui/language.rs). */
const KEY = "veiviser.language";

function known(tag) {
  const primary = tag.split(/[-_]/)[0].toLowerCase();
  return primary === "no" ? "nb" : primary in TEXTS ? primary : undefined;
}

function remembered() {
  try {
    return known(localStorage.getItem(KEY) ?? "");
  } catch {
    return undefined; // Storage is blocked: nothing is remembered, and nothing breaks.
  }
}

let current = remembered() ?? navigator.languages.map(known).find(Boolean) ?? "nb";

/** `nb`, `nn` or `en`. */
export const language = () => current;

/** A text, with what stands in `{{ braces }}` put in. */
export function text(key, values = {}) {
  return TEXTS[current][key].replace(/\{\{ (\w+) \}\}/g, (_, name) => values[name]);
}

/** Reads the page in another language from now on, and the next time. */
export function choose(tag) {
  current = known(tag) ?? current;
  try {
    localStorage.setItem(KEY, current);
  } catch {
    // As above: the choice lasts as long as the page.
  }
}

/** Puts the texts into everything that names one. */
export function showTexts() {
  document.documentElement.lang = current;
  document.title = `${text("title")} – ${text("product")}`;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = text(element.dataset.text);
  }
}
