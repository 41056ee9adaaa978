import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".ogg": "audio/ogg",
  ".json": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

export type StaticFile = { body: Buffer; type: string; immutable: boolean };

/** A file of the built screen, or null when there is none, the type is unknown or the path leaves the folder. */
export async function readStaticFile(folder: string, urlPath: string): Promise<StaticFile | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (decoded.includes("\0") || decoded.includes("\\")) return null;
  const root = normalize(folder + sep);
  const file = normalize(join(root, decoded === "/" ? "index.html" : decoded));
  const type = types[extname(file)];
  if (!file.startsWith(root) || !type) return null;
  try {
    // Vite puts a content hash into every name below /assets, so those files never change.
    return { body: await readFile(file), type, immutable: decoded.startsWith("/assets/") };
  } catch {
    return null;
  }
}
