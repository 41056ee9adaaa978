import type { LibraryDocuments, StoredVersion } from "../../../db/libraryDocuments.ts";
import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import type { Validity } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import { indexedTitle } from "./buildIndex.ts";
import { identityOf } from "./parseDocument.ts";
import { validityOn } from "./validity.ts";

/** What a search holds in memory: a few hundred bytes a version, nothing of the texts. */
export type Snapshot = {
  generation: number;
  /** In order of their first passage. */
  versions: readonly StoredVersion[];
  titles: readonly string[];
  passages: number;
  highest: number;
  isDead: (passage: number) => boolean;
  /** Listed segments; terms of others are unfinished. */
  segments: ReadonlySet<number>;
  /** For every passage the position in `versions` of its version. */
  ordinals: Int32Array;
  /** The same for one passage. */
  versionAt(passage: number): number;
  /** Titles as they are compared: without the country's name, spaces and brackets. */
  names: readonly string[];
  /** Factors of all versions by situation, kept between searches. */
  factors: Map<string, Float32Array>;
  validityOf(version: StoredVersion, day: LocalDate): Validity;
};

export function loadSnapshot(documents: LibraryDocuments, index: LibraryIndex): Snapshot {
  const versions = documents.allVersions();
  const highest = Math.max(0, ...index.segments().map((segment) => segment.high));
  const ordinals = new Int32Array(highest + 2);
  versions.forEach((version, at) => {
    ordinals.fill(
      at,
      version.firstPassage,
      Math.min(version.firstPassage + version.clauseCount, highest + 1),
    );
  });
  const dead = new Set(index.dead());
  const newest = newestOfDocuments(versions);
  return {
    generation: index.generation(),
    versions,
    titles: versions.map((version) => {
      const { title, extra } = indexedTitle(version);
      return extra === "" ? title : `${title} ${extra}`;
    }),
    names: versions.map((version) => identityOf(version.title)),
    factors: new Map(),
    passages: index.segments().reduce((sum, segment) => sum + segment.passages, 0) - dead.size,
    highest,
    segments: new Set(index.segments().map((segment) => segment.segment)),
    ordinals,
    isDead: (passage) => dead.has(passage),
    versionAt: (passage) => ordinals[passage] ?? 0,
    validityOf: (version, day) =>
      validityOn(
        { from: version.validFrom, to: version.validTo, replaced: version.replaced },
        day,
        newest.get(version.documentId) === version.versionId,
      ),
  };
}

function newestOfDocuments(versions: readonly StoredVersion[]): Map<string, string> {
  const newest = new Map<string, StoredVersion>();
  for (const version of versions) {
    const known = newest.get(version.documentId);
    if (version.replaced) continue;
    if (!known || (known.validFrom ?? "") < (version.validFrom ?? ""))
      newest.set(version.documentId, version);
  }
  return new Map([...newest].map(([documentId, version]) => [documentId, version.versionId]));
}
