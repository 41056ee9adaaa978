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

type Draft = { label: string | null; chapter: string | null; body: string[] };

function createCutter(hasArticles: boolean) {
  const clauses: ParsedClause[] = [];
  const path: { depth: number; text: string }[] = [];
  let draft: Draft = { label: null, chapter: null, body: [] };

  const open = (label: string | null, chapter: string | null, first = "") => {
    const body = draft.body.join("\n").trim();
    const isEmptyArticle = draft.label !== null && hasArticles;
    if (body !== "" || isEmptyArticle) clauses.push({ label: draft.label, chapter: draft.chapter, body });
    draft = { label, chapter, body: first === "" ? [] : [first] };
  };
  const chapter = () => path.map((entry) => entry.text).join(" ") || null;

  return {
    heading(depth: number, text: string) {
      const asArticle = article.exec(text);
      if (asArticle) return open(asArticle[1] ?? null, chapter(), text.slice(asArticle[0].length));
      while ((path.at(-1)?.depth ?? 0) >= depth) path.pop();
      const asQuestion = question.exec(text);
      if (asQuestion) {
        return open(
          (asQuestion[1] ?? "").replace(/^问\s*/, "问 "),
          chapter(),
          text.slice(asQuestion[0].length),
        );
      }
      const parent = chapter();
      const title = text.replace(/\s+/g, " ");
      path.push({ depth, text: title });
      return hasArticles ? open(null, chapter()) : open(title, parent);
    },
    paragraph(text: string) {
      if (text === "") return;
      const start = clauseStart(text, draft.label);
      if (start) open(start.label, chapter(), start.rest);
      else {
        const isLong = draft.label === null && draft.body.join("").length > longestPreamble;
        if (isLong) open(null, draft.chapter);
        draft.body.push(text);
      }
    },
    finish() {
      open(null, null);
      return clauses;
    },
  };

  /** An article, or a 一、 section where there are neither articles nor headings. */
  function clauseStart(text: string, current: string | null): { label: string | null; rest: string } | null {
    const found = hasArticles ? article.exec(text) : null;
    if (found) return { label: found[1] ?? null, rest: text.slice(found[0].length).trim() };
    if (hasArticles || path.length > 0 || (current !== null && !section.test(current))) return null;
    const numbered = section.exec(text);
    return numbered ? { label: `${numbered[1]}、`, rest: text.slice(numbered[0].length).trim() } : null;
  }
}
