import { readFileSync, realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { AppError } from "../../shared/errors.ts";

/**
 * Reads the raw database key from a file of 64 hexadecimal digits.
 * @throws AppError `keyFile.missing`, or `keyFile.insideDataFolder` when it lies beside the database it protects.
 */
export function readSeatKey(keyFile: string, dataFolder: string): Buffer {
  let text: string;
  let place: string;
  try {
    text = readFileSync(keyFile, "utf8").trim();
    place = realpathSync(keyFile);
  } catch {
    throw new AppError("unavailable", "Key file cannot be read", { rule: "keyFile.missing" });
  }
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new AppError("unavailable", "Key file does not hold 64 hexadecimal digits", {
      rule: "keyFile.missing",
    });
  }
  if (`${dirname(place)}${sep}`.startsWith(`${realOrGiven(dataFolder)}${sep}`)) {
    throw new AppError("unavailable", "Key file lies inside the data folder", {
      rule: "keyFile.insideDataFolder",
    });
  }
  return Buffer.from(text, "hex");
}

function realOrGiven(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return resolve(folder);
  }
}
