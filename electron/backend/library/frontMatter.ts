/** The `key: value` head of a document and the text after it. */
export type FrontMatter = { fields: ReadonlyMap<string, string>; rest: string };

const longestHead = 60;

/**
 * Splits off a head between two `---` lines at the very top. A head that is never closed is text, not a head;
 * lines in it that are not `key: value` are passed over.
 */
export function splitFrontMatter(text: string): FrontMatter {
  const lines = text.split("\n");
  if (lines[0]?.trim() !== "---") return { fields: new Map(), rest: text };
  const end = lines.slice(1, longestHead).findIndex((line) => line.trim() === "---");
  if (end < 0) return { fields: new Map(), rest: text };
  const fields = new Map<string, string>();
  for (const line of lines.slice(1, end + 1)) {
    const match = /^\s*([A-Za-z]+)\s*[:：]\s*(.*?)\s*$/.exec(line);
    if (match?.[1] && match[2]) fields.set(match[1], unquoted(match[2]));
  }
  return { fields, rest: lines.slice(end + 2).join("\n") };
}

function unquoted(value: string): string {
  return /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
}
