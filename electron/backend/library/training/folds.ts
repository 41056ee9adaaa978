import type { SeededRandom } from "./seededRandom.ts";

/** Which fold each question is held out in. */
export type Folds = Int32Array;

export function randomFolds(count: number, folds: number, random: SeededRandom): Folds {
  const order = random.shuffled(Array.from({ length: count }, (_, at) => at));
  const result = new Int32Array(count);
  order.forEach((question, at) => {
    result[question] = at % folds;
  });
  return result;
}

/**
 * Questions that share an answer, directly or through others, are held out together: what is measured is the
 * transfer to matters that training has not seen. Large groups first into the smallest fold.
 */
export function groupedFolds(
  answers: readonly (readonly number[])[],
  folds: number,
  random: SeededRandom,
): Folds {
  const parent = answers.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] as number;
    parent[at] = root;
    return root;
  };
  const firstWith = new Map<number, number>();
  answers.forEach((passages, question) => {
    for (const passage of passages) {
      const first = firstWith.get(passage);
      if (first === undefined) firstWith.set(passage, question);
      else parent[rootOf(question)] = rootOf(first);
    }
  });
  const groups = [...Map.groupBy(answers.keys(), (question) => rootOf(question)).values()];
  const sizes = new Array<number>(folds).fill(0);
  const result = new Int32Array(answers.length);
  const ordered = random.shuffled(groups).sort((a, b) => b.length - a.length);
  for (const group of ordered) {
    const fold = sizes.indexOf(Math.min(...sizes));
    sizes[fold]! += group.length;
    for (const question of group) result[question] = fold;
  }
  return result;
}
