import { libraryDocuments, type StoredVersion } from "../../../db/libraryDocuments.ts";
import { libraryIndex } from "../../../db/libraryIndex.ts";
import type { Database } from "../../../db/open.ts";
import { indexedTitle, passageText } from "../../../electron/backend/library/buildIndex.ts";
import { canonicalText } from "../../../electron/backend/library/canonicalText.ts";
import type { JudgedQuery } from "../../../electron/backend/library/searchMeasures.ts";
import type { Peer, PeerText } from "../peers/peer.ts";
import { peers } from "../peers/peers.ts";
import { openBenchDatabase, peakMegabytes, residentMegabytes, round } from "./benchLibrary.ts";
import { judged, type Measured, type QueryScores, type Subject, timings, toType, warmUp } from "./measure.ts";

/** `file` is the library whose passages the peer gets; `folder` takes what it writes. */
export type PeerRequest = {
  name: string;
  file: string;
  folder: string;
  queries: readonly JudgedQuery[];
  files: readonly [string, string[]][];
  /** Longest time for taking in the passages, and again for typing out queries. */
  minutes: number;
};
export type PeerMeasured = Measured & {
  passages: number;
  index_mb: number;
  build_s: number;
  build_rss_mb: number;
  rss_mb: number;
  /** What was left out because it would have taken too long; null when nothing was. */
  limit: string | null;
};

export async function measurePeer(
  request: PeerRequest,
): Promise<{ measured: PeerMeasured; scores: QueryScores[] }> {
  const make = peers[request.name];
  if (!make)
    throw new Error(`No engine of the name ${request.name}; there are ${Object.keys(peers).join(", ")}`);
  const db = openBenchDatabase(request.file);
  db.pragma("cache_size = -2000");
  const before = heldMegabytes();
  const peer = (await make())(request.folder);
  const built = takeIn(peer, db, request.minutes);
  const indexSize = peer.indexMegabytes?.() ?? heldMegabytes() - before;
  const buildPeak = peakMegabytes();
  const subject = subjectOf(peer, db);
  warmUp(subject);
  const { latency_ms, cpu_ms, typed } = timings(subject, request.queries, request.minutes * 60);
  const resident = residentMegabytes();
  const { quality, scores } = judged(subject, request.queries, new Map(request.files));
  peer.close?.();
  db.close();
  const limits = [
    built.isWhole ? [] : [`took ${built.passages} passages in ${request.minutes} minutes`],
    typed === toType(request.queries) ? [] : [`keystrokes of the first ${typed} queries only`],
  ].flat();
  const measured = {
    ...quality,
    latency_ms,
    cpu_ms,
    passages: built.passages,
    index_mb: round(indexSize),
    build_s: round(built.seconds),
    build_rss_mb: buildPeak,
    rss_mb: resident,
    limit: limits.length > 0 ? limits.join("; ") : null,
  };
  return { measured, scores };
}

/** Memory that is really in use; children of the bench are started with `--expose-gc`. */
function heldMegabytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

function takeIn(peer: Peer, db: Database, minutes: number) {
  const started = performance.now();
  let passages = 0;
  let isWhole = true;
  for (const text of passagesOf(db)) {
    if (passages % 100 === 0 && performance.now() - started > minutes * 60_000) {
      isWhole = false;
      break;
    }
    peer.add(text);
    passages += 1;
  }
  peer.finish();
  return { passages, isWhole, seconds: (performance.now() - started) / 1_000 };
}

/** All passages that a search may find, as the library's own index gets them. */
function* passagesOf(db: Database): Generator<PeerText> {
  const documents = libraryDocuments(db);
  const dead = new Set(libraryIndex(db).dead());
  let version: StoredVersion | null = null;
  for (let next = 1; ; ) {
    const clauses = documents.passagesFrom(next, 500);
    for (const clause of clauses) {
      if (dead.has(clause.passageId)) continue;
      if (version?.versionId !== clause.versionId) version = documents.storedVersion(clause.versionId);
      if (!version) continue;
      const { passageId, title, head, body } = passageText(clause, indexedTitle(version));
      yield { id: passageId, title, head, body };
    }
    const last = clauses.at(-1);
    if (!last) return;
    next = last.passageId + 1;
  }
}

function subjectOf(peer: Peer, db: Database): Subject {
  const documents = libraryDocuments(db);
  const find = (query: string, limit: number) => peer.search(canonicalText(query).trim(), limit);
  return {
    search: find,
    hits: (query, limit) =>
      find(query, limit).flatMap((id) => {
        const clause = documents.passage(id);
        return clause ? [{ versionId: clause.versionId, label: clause.label, body: () => clause.body }] : [];
      }),
  };
}
