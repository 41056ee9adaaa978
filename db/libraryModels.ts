import type { Database } from "./open.ts";

/** A search model that this centre trained. `base` is the encoder of the shipped model it was trained from. */
export type OwnModel = {
  encoder: string;
  base: string;
  file: Uint8Array;
  /** JSON: what was measured. */
  report: string;
  madeAt: string;
  madeBy: string;
  acceptedAt: string | null;
  acceptedBy: string | null;
};

/**
 * `candidate` waits for an administrator; `accepted` is the one to search with; `former` searches on until the vectors of
 * its successor are complete.
 */
export type ModelPart = "candidate" | "accepted" | "former";

export type LibraryModels = ReturnType<typeof libraryModels>;

const columns = `encoder, base, file, report, made_at AS madeAt, made_by AS madeBy, accepted_at AS acceptedAt,
  accepted_by AS acceptedBy`;

/** The centre's own search models inside the encrypted file. Callers open the transactions. */
export function libraryModels(db: Database) {
  const get = db.prepare(`SELECT ${columns} FROM library_model WHERE part = ?`);
  const head = db.prepare(
    `SELECT encoder, base, made_at AS madeAt, accepted_at AS acceptedAt, accepted_by AS acceptedBy
     FROM library_model WHERE part = ?`,
  );
  const put = db.prepare(`INSERT OR REPLACE INTO library_model VALUES
    (@part, @encoder, @base, @file, @report, @madeAt, @madeBy, @acceptedAt, @acceptedBy)`);
  const drop = db.prepare("DELETE FROM library_model WHERE part = ?");
  const rename = db.prepare("UPDATE OR REPLACE library_model SET part = ? WHERE part = ?");
  return {
    get: (part: ModelPart): OwnModel | null => (get.get(part) as OwnModel | undefined) ?? null,
    /** The same without reading megabytes. */
    head: (part: ModelPart): ModelHead | null => (head.get(part) as ModelHead | undefined) ?? null,
    put: (part: ModelPart, model: OwnModel): void => void put.run({ part, ...model }),
    drop: (part: ModelPart): void => void drop.run(part),
    /** It plays another part from now on; who played that one goes. */
    rename: (from: ModelPart, to: ModelPart): void => void rename.run(to, from),
  };
}

export type ModelHead = Pick<OwnModel, "encoder" | "base" | "madeAt" | "acceptedAt" | "acceptedBy">;
