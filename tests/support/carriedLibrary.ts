import type { TestSeat } from "./testSeat.ts";

/** As many files as one request takes. */
const most = 50;

/** Imports texts at a seat where an administrator is signed in; resolves when they can be found. */
export async function bringIn(seat: TestSeat, texts: Record<string, string>): Promise<void> {
  const files = Object.entries(texts).map(([name, text]) => ({
    name,
    base64: Buffer.from(text).toString("base64"),
  }));
  for (let at = 0; at < files.length; at += most) {
    const finished = importFinished(seat);
    await seat.api.call("library.importFiles", { files: files.slice(at, at + most) });
    await finished;
  }
}

/** Exports the library of one seat into its own folder and has another trust its key; returns the path. */
export async function exportFor(from: TestSeat, to: TestSeat): Promise<string> {
  const { path } = await from.api.call("library.exportPackage", { path: from.folder, rotateKey: false });
  const source = { path: path ?? "" };
  const { key } = await to.api.call("library.inspectPackage", { source });
  await to.api.call("library.trustKey", key);
  return source.path;
}

function importFinished({ api }: TestSeat): Promise<void> {
  return new Promise((resolve) => {
    const stop = api.on("library.importProgress", ({ finished }) => {
      if (!finished) return;
      stop();
      resolve();
    });
  });
}
