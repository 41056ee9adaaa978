import type { MarkedText } from "../../shared/domain/policy.ts";

/** Text with the words that were found marked. */
export function Marked({ text }: { text: MarkedText }) {
  let at = 0;
  return text.map((part) => {
    const key = at;
    at += part.text.length;
    return part.hit ? <mark key={key}>{part.text}</mark> : <span key={key}>{part.text}</span>;
  });
}
