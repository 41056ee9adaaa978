import { existsSync } from "node:fs";
import { join } from "node:path";
import { libraryDocuments } from "../../db/libraryDocuments.ts";
import { libraryModels, type OwnModel } from "../../db/libraryModels.ts";
import type { Database } from "../../db/open.ts";
import { leastClauses, leastQueries, modelReport } from "../../shared/domain/searchModel.ts";
import type { LocalDate } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { ModelCandidate, ModelCardInfo, SearchModelInfo } from "../../shared/rpc/searchModelContract.ts";
import type { Log } from "./context.ts";
import {
  libraryModel,
  type ModelFile,
  type Searching,
  searchingModel,
  shippedModel,
} from "./library/learned/libraryModel.ts";
import type { AliasConcept } from "./library/library.ts";
import { type RetrainedModel, runRetrain } from "./library/retrainJob.ts";
import { ownQuestions, type UsedPair } from "./library/training/ownQuestions.ts";
import type { Deed } from "./openPackageService.ts";

/** The learned ranking as administrators work on it. Refusals are thrown as `rule_violated`. */
export type ModelService = {
  info(pairs: readonly UsedPair[]): SearchModelInfo;
  /**
   * Starts a training; what it makes waits as the candidate.
   * @throws AppError `model.running`, `model.noModel`, `model.tooFewQueries`, `model.tooFewClauses`
   */
  train(pairs: readonly UsedPair[], today: LocalDate, deed: Deed): SearchModelInfo["material"];
  stop(): void;
  /** @throws AppError `model.candidateGone` */
  accept(madeAt: string, deed: Deed): OwnModel;
  reject(madeAt: string): OwnModel;
  /** @throws AppError `model.isShipped` */
  restore(): void;
  /** Ends a running training and waits for it. */
  close(): Promise<void>;
};

export type ModelServiceParts = {
  db: Database;
  file: string;
  key: Uint8Array;
  modelFile: ModelFile;
  aliases(): readonly AliasConcept[];
  log: Log;
  /** Who searches at this moment. */
  searching(): Searching | null;
  onProgress(share: number): void;
  /** A training ended. */
  onEnd(): void;
  /** Another model is wanted from now on. */
  onWanted(): void;
};

type Training = { share: number; controller: AbortController; ended: Promise<void> };

export function openModelService(parts: ModelServiceParts): ModelService {
  const { db, modelFile } = parts;
  const models = libraryModels(db);
  let training: Training | null = null;
  let rule: string | null = null;
  const candidateOf = (madeAt: string): OwnModel => {
    const candidate = models.get("candidate");
    if (candidate?.madeAt === madeAt) return candidate;
    throw refusal("model.candidateGone");
  };
  const run = async (pairs: readonly UsedPair[], today: LocalDate, deed: Deed, mine: AbortController) => {
    try {
      const { file, key } = parts;
      const questions = questionsFolder();
      const made = await runRetrain(
        { ...{ database: file, key, pairs, questions, today, modelFile }, aliases: parts.aliases() },
        {
          onProgress(share) {
            if (training) training.share = share;
            parts.onProgress(share);
          },
          signal: mine.signal,
        },
      );
      db.transaction(() => models.put("candidate", candidateFrom(made, deed))).immediate();
    } catch (error) {
      if (mine.signal.aborted) return;
      rule = error instanceof AppError ? (error.rule ?? error.code) : "model.failed";
      parts.log.error({ rule, stack: error instanceof Error ? error.stack : "" }, "training failed");
    }
  };
  return {
    info: (pairs) => ({
      ...stateOf(db, parts.searching(), modelFile),
      material: materialOf(db, pairs),
      training: training?.share ?? null,
      rule,
      candidate: candidateInfo(models.get("candidate")),
    }),
    train(pairs, today, deed) {
      if (training) throw refusal("model.running");
      if (!shippedModel(modelFile)) throw refusal("model.noModel");
      const material = materialOf(db, pairs);
      const { queries, clauses, missingQueries, missingClauses } = material;
      if (missingQueries > 0) throw refusal("model.tooFewQueries", { queries, missing: missingQueries });
      if (missingClauses > 0) throw refusal("model.tooFewClauses", { clauses, missing: missingClauses });
      rule = null;
      const controller = new AbortController();
      const ended = run(pairs, today, deed, controller).then(() => {
        training = null;
        parts.onEnd();
      });
      training = { share: 0, controller, ended };
      return material;
    },
    stop: () => training?.controller.abort(),
    accept(madeAt, { by, now }) {
      const candidate = candidateOf(madeAt);
      const searching = searchingModel(db, modelFile);
      db.transaction(() => {
        handOver(models, searching);
        models.put("accepted", { ...candidate, acceptedAt: now, acceptedBy: by });
        models.drop("candidate");
      }).immediate();
      parts.onWanted();
      return candidate;
    },
    reject(madeAt) {
      const candidate = candidateOf(madeAt);
      db.transaction(() => models.drop("candidate")).immediate();
      return candidate;
    },
    restore() {
      if (!models.head("accepted")) throw refusal("model.isShipped");
      const searching = searchingModel(db, modelFile);
      db.transaction(() => handOver(models, searching)).immediate();
      parts.onWanted();
    },
    async close() {
      training?.controller.abort();
      await training?.ended;
    },
  };
}

/** Whoever searches now does so until its successor is ready; nobody is accepted any more. */
function handOver(models: ReturnType<typeof libraryModels>, searching: Searching | null): void {
  if (searching?.part === "accepted") models.rename("accepted", "former");
  else if (searching?.part === "shipped") models.drop("former");
  models.drop("accepted");
}

function stateOf(db: Database, searching: Searching | null, modelFile: ModelFile) {
  const models = libraryModels(db);
  const accepted = models.head("accepted");
  const wanted = libraryModel(db, modelFile);
  const base = shippedModel(modelFile)?.encoderId;
  const isUnreadable = accepted !== null && wanted === shippedModel(modelFile);
  return {
    searching: searching && cardOf(models, searching),
    isTakingOver: searching !== null && searching.model !== wanted,
    isShippedNewer: accepted !== null && base !== undefined && accepted.base !== base,
    isUnreadable,
  };
}

function cardOf(models: ReturnType<typeof libraryModels>, { part, model }: Searching): ModelCardInfo {
  const own = part === "shipped" ? null : models.head(part);
  return {
    origin: part === "shipped" ? "shipped" : "own",
    ...model.card,
    acceptedAt: own?.acceptedAt ?? null,
    acceptedBy: own?.acceptedBy ?? null,
  };
}

function materialOf(db: Database, pairs: readonly UsedPair[]): SearchModelInfo["material"] {
  const own = ownQuestions(pairs, libraryDocuments(db));
  const sum = (name: "cited" | "opened") => own.reduce((total, question) => total + question[name], 0);
  const clauses = new Set(own.flatMap(({ passages }) => passages)).size;
  return {
    queries: own.length,
    clauses,
    cited: sum("cited"),
    opened: sum("opened"),
    missingQueries: Math.max(0, leastQueries - own.length),
    missingClauses: Math.max(0, leastClauses - clauses),
  };
}

function candidateFrom({ file, encoder, base, report }: RetrainedModel, { by, now }: Deed): OwnModel {
  const nobody = { acceptedAt: null, acceptedBy: null };
  return { encoder, base, file, report: JSON.stringify(report), madeAt: now, madeBy: by, ...nobody };
}

function candidateInfo(candidate: OwnModel | null): ModelCandidate | null {
  if (candidate === null) return null;
  const { madeAt, madeBy, report } = candidate;
  return { madeAt, madeBy, report: modelReport.parse(JSON.parse(report)) };
}

function refusal(rule: string, detail?: Record<string, number>): AppError {
  return new AppError("rule_violated", `Refused by ${rule}`, detail ? { rule, detail } : { rule });
}

/** Beside the library's sources, or beside the built program. */
function questionsFolder(): string {
  const fromSource = join(import.meta.dirname, "library/data/questions");
  return existsSync(fromSource) ? fromSource : join(import.meta.dirname, "data/questions");
}
