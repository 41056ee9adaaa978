import { libraryVectors } from "../../../../db/libraryVectors.ts";
import type { IndexContext } from "../buildIndex.ts";
import { indexedTitle, passageText } from "../buildIndex.ts";
import { createEncoder } from "./encoder.ts";
import { dimensions, type SearchModel } from "./searchModel.ts";
import { groupFinder } from "./vectorIndex.ts";

export type VectorModel = Pick<
  SearchModel,
  "encoderId" | "entries" | "table" | "askScale" | "tellScale" | "centres"
>;

const passagesPerBlock = 512;

type VectorContext = Pick<IndexContext, "db" | "documents" | "rest"> & {
  /** The last passage that searches see: vectors above it were left by an apply that was cut off. */
  highest: number;
};

/** Gives every passage that lacks one a vector of this model, in small transactions; vectors of other models stay. */
export function buildVectors({ db, documents, rest, highest }: VectorContext, model: VectorModel): void {
  const stored = libraryVectors(db);
  db.transaction(() => stored.dropAbove(highest)).immediate();
  const encoder = createEncoder(model);
  const groupOf = groupFinder(model.centres);
  const titles = new Map<string, { title: string; extra: string }>();
  for (let next = stored.last(model.encoderId) + 1; ; ) {
    const clauses = documents.passagesFrom(next, passagesPerBlock);
    const first = clauses[0]?.passageId;
    if (first === undefined) break;
    // Ids may have gaps; a block has none, so that a place in it is a passage.
    const run = clauses.findIndex((clause, at) => clause.passageId !== first + at);
    const block = run < 0 ? clauses : clauses.slice(0, run);
    const vectors = new Int8Array(block.length * dimensions);
    const groups = new Uint16Array(block.length);
    block.forEach((clause, at) => {
      let title = titles.get(clause.versionId);
      if (!title) {
        const version = documents.storedVersion(clause.versionId);
        title = version ? indexedTitle(version) : { title: "", extra: "" };
        titles.set(clause.versionId, title);
      }
      const vector = encoder.passage(passageText(clause, title));
      vectors.set(vector, at * dimensions);
      groups[at] = groupOf(vector);
    });
    db.transaction(() =>
      stored.add({ first, count: block.length, vectors, groups }, model.encoderId),
    ).immediate();
    next = first + block.length;
    rest();
  }
}
