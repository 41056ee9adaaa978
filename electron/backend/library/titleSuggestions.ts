import { identityOf } from "./parseDocument.ts";
import type { Snapshot } from "./snapshot.ts";

/** Titles that begin with, then those that hold what is typed; the shortest first. From two characters on. */
export function titleSuggestions(query: string, snapshot: Snapshot, most: number): string[] {
  const typed = identityOf(query.slice(0, 60));
  if (typed.length < 2) return [];
  const found = new Map<string, number>();
  snapshot.versions.forEach((version, at) => {
    const name = snapshot.names[at] ?? "";
    const place = name.indexOf(typed);
    if (place < 0 || version.replaced) return;
    found.set(version.title, (place === 0 ? 0 : 1_000) + name.length);
  });
  return [...found]
    .sort(([, a], [, b]) => a - b)
    .slice(0, most)
    .map(([title]) => title);
}
