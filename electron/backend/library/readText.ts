import type { Outcome } from "../../../shared/errors.ts";
import { htmlLines } from "./htmlLines.ts";
import { plainLines } from "./plainLines.ts";

/** Endings of files that an import takes. */
export const importedEndings = /\.(?:md|markdown|html?|txt)$/i;

/**
 * The text of a file in the one form that is parsed: `#` headings and paragraphs, plain line ends. The ending of the
 * name decides how it is read. Refusals: `import.notText`, `import.tooDeep`.
 */
export function readText(name: string, bytes: Uint8Array): Outcome<string> {
  const isPage = /\.html?$/i.test(name);
  const isPlain = /\.txt$/i.test(name);
  const text = decode(bytes, isPage || isPlain);
  if (text === null) return { ok: false, rule: "import.notText" };
  if (isPage) return htmlLines(text);
  return { ok: true, value: tidy(isPlain ? plainLines(text) : text) };
}

/** Texts of the trade come as UTF-8 or, from older systems, as UTF-16 with its mark or GB 18030 (which covers GBK). */
function decode(bytes: Uint8Array, mayBeChinese: boolean): string | null {
  const mark = `${bytes[0]},${bytes[1]}`;
  if (mark === "255,254") return strictly("utf-16le", bytes);
  if (mark === "254,255") return strictly("utf-16be", bytes);
  if (bytes.includes(0)) return null;
  return strictly("utf-8", bytes) ?? (mayBeChinese ? strictly("gb18030", bytes) : null);
}

function strictly(encoding: string, bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // GB 18030 accepts most bytes; a control character shows that they are no text.
    return encoding !== "utf-8" && hasControls(text) ? null : text;
  } catch {
    return null;
  }
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || code === 127) return true;
  }
  return false;
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trim();
}
