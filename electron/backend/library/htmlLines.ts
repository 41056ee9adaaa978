import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from "parse5";
import type { Outcome } from "../../../shared/errors.ts";
import { structured } from "./plainLines.ts";

/**
 * A web page as headings and paragraphs: scripts, styles and forms are dropped, a table row becomes one line. The
 * title is the first `h1`, else the page's own. A page nested deeper than any text needs is refused as
 * `import.tooDeep`: a parser walks its open elements for every tag.
 */
export function htmlLines(html: string): Outcome<string> {
  let document: Node;
  try {
    document = parse(html, { treeAdapter: boundedAdapter() });
  } catch (error) {
    if (error instanceof RangeError && error.message === tooDeep)
      return { ok: false, rule: "import.tooDeep" };
    throw error;
  }
  const page = collect(document);
  const isTitleOf = (line: Line) => line.depth === 1 && line.text === page.heading;
  const title = page.heading ?? page.title;
  const body = page.lines.filter((line) => !isTitleOf(line)).map(written);
  return { ok: true, value: [...(title ? [`# ${title}`] : []), ...structured(body)].join("\n\n") };
}

type Node = DefaultTreeAdapterMap["node"];
/** `depth` 1 to 6 for headings, 0 for paragraphs. */
type Line = { depth: number; text: string };

const deepest = 256;
const tooDeep = "nested too deeply";
const dropped = new Set(
  "script style noscript template head nav form button select textarea svg iframe object video audio".split(
    " ",
  ),
);
const blocks = new Set(
  (
    "address article aside blockquote body br caption center dd div dl dt fieldset figcaption figure footer header " +
    "hr html li main ol p pre section table tbody tfoot thead ul"
  ).split(" "),
);

function boundedAdapter() {
  let depth = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush() {
      depth += 1;
      if (depth > deepest) throw new RangeError(tooDeep);
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

type Page = { title: string | null; heading: string | null; lines: Line[] };

function collect(document: Node): Page {
  const writer = createWriter();
  const page: Page = { title: null, heading: null, lines: writer.lines };
  visit(document, writer, page);
  writer.flush();
  page.heading = page.lines.find((line) => line.depth === 1)?.text ?? null;
  return page;
}

/** Gathers words into lines; while a table row is open, everything in it becomes one line. */
function createWriter() {
  const lines: Line[] = [];
  let words = "";
  let depth = 0;
  let cells: string[] | null = null;
  const take = () => {
    const text = words.replace(/[\s　]+/g, " ").trim();
    words = "";
    return text;
  };
  const flush = () => {
    const text = take();
    if (text !== "") lines.push({ depth, text });
  };
  return {
    lines,
    flush,
    isInRow: () => cells !== null,
    say: (text: string) => {
      words += text;
    },
    breakLine: () => {
      if (cells) words += " ";
      else flush();
    },
    heading(rank: number, inner: () => void) {
      flush();
      depth = rank;
      inner();
      flush();
      depth = 0;
    },
    row(inner: () => void) {
      flush();
      cells = [];
      inner();
      words = cells.filter((cell) => cell !== "").join(" | ");
      cells = null;
      flush();
    },
    cell(inner: () => void) {
      const before = words;
      words = "";
      inner();
      cells?.push(take());
      words = before;
    },
  };
}

type Writer = ReturnType<typeof createWriter>;

function visit(node: Node, writer: Writer, page: Page): void {
  if (node.nodeName === "#text" && "value" in node) return writer.say(node.value);
  const name = node.nodeName;
  const children = "childNodes" in node ? node.childNodes : [];
  if (name === "head") page.title = titleIn(children);
  if (dropped.has(name)) return;
  const inner = () => {
    for (const child of children) visit(child, writer, page);
  };
  if (writer.isInRow()) return visitInRow(name, writer, inner);
  const heading = /^h([1-6])$/.exec(name);
  if (heading) return writer.heading(Number(heading[1]), inner);
  if (name === "tr") return writer.row(inner);
  block(blocks.has(name), writer, inner);
}

/** A table or a heading inside a cell is read as words of the row. */
function visitInRow(name: string, writer: Writer, inner: () => void): void {
  if (name === "td" || name === "th") return writer.cell(inner);
  block(blocks.has(name) || /^(?:h[1-6]|tr)$/.test(name), writer, inner);
}

function block(isBlock: boolean, writer: Writer, inner: () => void): void {
  if (isBlock) writer.breakLine();
  inner();
  if (isBlock) writer.breakLine();
}

function titleIn(head: readonly Node[]): string | null {
  const title = head.find((node) => node.nodeName === "title");
  return title ? textOf(title) : null;
}

function textOf(node: Node): string | null {
  const children = "childNodes" in node ? node.childNodes : [];
  const text = children.map((child) => ("value" in child ? child.value : "")).join("");
  return text.replace(/\s+/g, " ").trim() || null;
}

/** Headings lie below the title; a `#` that opens a paragraph is text. */
function written({ depth, text }: Line): string {
  if (depth > 0) return `${"#".repeat(Math.min(6, Math.max(2, depth)))} ${text}`;
  return text.replace(/^#/, "＃").replace(/^<!--/, "＜!--");
}
