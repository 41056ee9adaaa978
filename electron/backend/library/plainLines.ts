const chapterStart = /^第[零〇一二三四五六七八九十百0-9]+([编章节])(?:[\s　]+|$)/;
const articleStart = /^(第[零〇一二两三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十0-9]+)?)/;
const depthOf: Readonly<Record<string, string>> = { 编: "##", 章: "###", 节: "####" };

/** A plain text as headings and paragraphs: its first line is the title, lines such as 第二章 总则 are headings. */
export function plainLines(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.replace(/^[\s　]+|[\s　]+$/g, ""));
  const first = lines.findIndex((line) => line !== "");
  if (first < 0) return "";
  const title = lines[first] ?? "";
  const body = lines.slice(first + 1).filter((line) => line !== "");
  // A paragraph in the place of a title would be a wrong name in every citation.
  const head = title.startsWith("#") ? [title] : isTitle(title) ? [`# ${title}`] : [title];
  return [...head, ...structured(body)].join("\n\n");
}

/** Turns chapter lines into headings, and sets a space after article numbers where the whole text has none. */
export function structured(lines: readonly string[]): string[] {
  const isSpaced = lines.some((line) => /^第[^\s　]{1,12}条[\s　]/.test(line));
  return lines.map((line) => {
    const chapter = chapterStart.exec(line);
    if (chapter && line.length < 40) return `${depthOf[chapter[1] ?? ""]} ${line}`;
    return isSpaced ? line : line.replace(articleStart, "$1 ");
  });
}

function isTitle(line: string): boolean {
  return line.length <= 80 && !/[。；;]$/.test(line) && !articleStart.test(line);
}
