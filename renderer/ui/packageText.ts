import { packagesEn } from "./packages.en.ts";
import { packagesZh } from "./packages.zh.ts";

/** Sentences of library packages: only administrators load them. */
export const packageText = { zh: packagesZh, en: packagesEn };
