/** A clause as parsed: what a citation can point at. */
export type ParsedClause = { label: string | null; chapter: string | null; body: string };

const article =
  /^\**(第[零〇一二两三四五六七八九十百千0-9]+条(?:之[一二三四五六七八九十0-9]+)?)\**(?:[\s　:：]+|$)/;
const heading = /^(#{1,6})\s+(.*\S)\s*$/;
const question = /^(问\s*[0-9一二三四五六七八九十百]+)\s*[.、:：]?\s*/;
const section = /^([一二三四五六七八九十百]+)、/;
const longestPreamble = 1_200;

/**
 * Cuts the text under the header into clauses: articles where there are any; else questions and headed sections; else
 * 一、二、 sections; else stretches of paragraphs.
 */
export function parseClauses(lines: readonly string[]): ParsedClause[] {
  const cutter = createCutter(lines.some((line) => article.test(line.replace(/^#+\s+/, ""))));
  for (const line of lines) {
    const head = heading.exec(line);
    if (head) cutter.heading((head[1] ?? "").length, head[2] ?? "");
    else cutter.paragraph(line.trim());
  }
  return cutter.finish();
}

function createCutter(hasArticles: boolean) {
  const clauses: ParsedClause[] = [];
  const path: { depth: number; text: string }[] = [];
  let label: string | null = null;
  let chapter: string | null = null;
  let body: string[] = [];

  const open = (nextLabel: string | null, nextChapter: string | null) => {
    const text = body.join("\n").trim();
    if (text !== "" || (label !== null && hasArticles)) clauses.push({ label, chapter, body: text });
    label = nextLabel;
    chapter = nextChapter;
    body = [];
  };
  const chapterOf = () => path.map((entry) => entry.text).join(" ") || null;

  return {
    heading(depth: number, text: string) {
      const asArticle = article.exec(text);
      if (asArticle) {
        open(asArticle[1] ?? null, chapterOf());
        body.push(text.slice(asArticle[0].length));
        return;
      }
      while (path.length > 0 && (path.at(-1)?.depth ?? 0) >= depth) path.pop();
      const asQuestion = question.exec(text);
      if (asQuestion) {
        open((asQuestion[1] ?? "").replace(/^问\s*/, "问 "), chapterOf());
        body.push(text.slice(asQuestion[0].length));
        return;
      }
      const parent = chapterOf();
      path.push({ depth, text: text.replace(/\s+/g, " ") });
      open(hasArticles ? null : text.replace(/\s+/g, " "), hasArticles ? chapterOf() : parent);
    },
    paragraph(text: string) {
      if (text === "") return;
      const found = hasArticles ? article.exec(text) : null;
      const numbered = hasArticles || (label !== null && !section.test(label)) ? null : section.exec(text);
      if (found) {
        open(found[1] ?? null, chapterOf());
        body.push(text.slice(found[0].length).trim());
      } else if (numbered && path.length === 0) {
        open(`${numbered[1]}、`, null);
        body.push(text.slice(numbered[0].length).trim());
      } else {
        if (label === null && body.join("").length > longestPreamble) open(null, chapter);
        body.push(text);
      }
    },
    finish() {
      open(null, null);
      return clauses;
    },
  };
}
