import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { openSeatDatabase } from "../../db/open.ts";
import { librarySegmenter, openSearchParts } from "../../electron/backend/library/createLibrary.ts";
import aliases from "../../electron/backend/library/data/aliases.json" with { type: "json" };
import { documentFiles } from "../../electron/backend/library/documentFiles.ts";
import { importFiles } from "../../electron/backend/library/importFiles.ts";
import { writeModel } from "../../electron/backend/library/learned/searchModel.ts";
import { type QuestionPair, readPairs } from "../../electron/backend/library/training/questionPairs.ts";
import { findAnswers } from "../../electron/backend/library/training/questionSet.ts";
import { trainModel } from "../../electron/backend/library/training/trainModel.ts";

/**
 * Trains the search model: DIR is a folder of policy texts, FILES are pairs of questions and answers (folders count for
 * all pairs files in them), `--real` those asked by real callers. The same input and seed give the same model.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      corpus: { type: "string" },
      pairs: { type: "string", multiple: true },
      real: { type: "string", multiple: true },
      out: { type: "string" },
      seed: { type: "string", default: "20261125" },
      threads: { type: "string", default: "2" },
      steps: { type: "string", default: "2400" },
      epochs: { type: "string", default: "8" },
      transfer: { type: "boolean", default: false },
      folds: { type: "string", default: "5" },
      ranked: { type: "string", default: "3000" },
    },
  });
  const { corpus, out } = values;
  const written = pairFiles(values.pairs ?? []);
  const real = pairFiles(values.real ?? []);
  if (!corpus || !out || written.length + real.length === 0) {
    console.error(
      "usage: train -- --corpus DIR --pairs FILE… [--real FILE…] --out MODEL [--transfer] [--seed N] [--threads N]",
    );
    process.exit(2);
  }
  const started = performance.now();
  const tell = (line: string) =>
    console.log(`${((performance.now() - started) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-train-"));
  try {
    const db = openSeatDatabase({ file: join(folder, "library.db"), key: Buffer.alloc(32, 0x5a) });
    migrate(db, migrations);
    importFiles({ db, segmenter: librarySegmenter(aliases), ...documentFiles(corpus) });
    const today = new Date().toISOString().slice(0, 10);
    const parts = openSearchParts({ db, aliases, today: () => today, clock: () => performance.now() })();
    const questions = findAnswers([...real, ...written].flatMap(pairsOf), parts.documents);
    const model = await trainModel({
      parts,
      questions,
      realSources: new Set(real.map((file) => basename(file))),
      today,
      textSteps: Number(values.steps),
      questionEpochs: Number(values.epochs),
      folds: Number(values.folds),
      measuresTransfer: values.transfer,
      threads: Number(values.threads),
      rankedQuestions: Number(values.ranked),
      seed: Number(values.seed),
      tell,
    });
    const file = writeModel(model);
    writeFileSync(out, file);
    tell(`${out}: ${(file.length / 1e6).toFixed(2)} MB`);
    console.log(JSON.stringify(model.card, null, 2));
    db.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pairFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => /\.jsonl?$/.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
}

function pairsOf(file: string): QuestionPair[] {
  return readPairs(basename(file), readFileSync(file, "utf8"));
}

await main();
