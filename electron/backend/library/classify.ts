import type { DocumentKind, DocumentVersion } from "../../../shared/domain/policy.ts";
import { documentKind, documentLevel } from "../../../shared/domain/policy.ts";
import { placeOfName, placeOfTitle } from "./regions.ts";

export type Classification = {
  kind: DocumentKind;
  level: DocumentVersion["level"];
  region: string;
  /** The region cannot be read from the title, so it is part of what tells documents apart. */
  regionIsStatedOnly: boolean;
};

const kindOfFolder: ReadonlyMap<string, DocumentKind> = new Map([
  ["司法解释", "interpretation"],
  ["地方法规", "local"],
  ["行政法规", "regulation"],
  ["部门规章", "rule"],
  ["宪法", "law"],
  ["宪法相关法", "law"],
  ["刑法", "law"],
  ["民法典", "law"],
  ["民法商法", "law"],
  ["社会法", "law"],
  ["经济法", "law"],
  ["行政法", "law"],
  ["诉讼与非诉讼程序法", "law"],
]);

const kindOfTitle: readonly [RegExp, DocumentKind][] = [
  [/问答|解答|常见问题|百问/, "qa"],
  [/指南|须知|流程|手册|指引/, "guide"],
  [/申请书|申请表|登记表|模板|样表/, "form"],
  [/^最高人民|司法解释|的批复$/, "interpretation"],
  [/通知|意见|公告|函$|决定$/, "notice"],
  [/条例(?:（.*）)?$/, "regulation"],
  [/(?:(?<!办)法|法典|宪法)(?:·.*)?$/, "law"],
  [/办法|规定|规则|细则/, "rule"],
];

/** Kind, level and region from the document's own head first, then its folder, then its title. */
export function classify(
  title: string,
  folders: readonly string[],
  fields: ReadonlyMap<string, string>,
): Classification {
  const stated = fields.get("region");
  const isLocalFolder = folders.includes("地方法规");
  const titlePlace = placeOfTitle(title, isLocalFolder);
  const folderPlace = isLocalFolder
    ? (folders.map(placeOfName).find((place) => place !== null) ?? null)
    : null;
  const readRegion = (titlePlace ?? folderPlace)?.code ?? "000000";
  const region = stated !== undefined && /^\d{6}$/.test(stated) ? stated : readRegion;
  const level = documentLevel.safeParse(fields.get("level"));
  return {
    kind: kindOf(title, folders, fields, region),
    level: level.success ? level.data : levelOf(region),
    region,
    regionIsStatedOnly: region !== readRegion,
  };
}

function kindOf(
  title: string,
  folders: readonly string[],
  fields: ReadonlyMap<string, string>,
  region: string,
): DocumentKind {
  const stated = documentKind.safeParse(fields.get("kind"));
  if (stated.success) return stated.data;
  const byFolder = folders.map((folder) => kindOfFolder.get(folder)).find((kind) => kind !== undefined);
  const byTitle = kindOfTitle.find(([pattern]) => pattern.test(title))?.[1];
  if (byFolder === "rule" && byTitle === "notice") return "notice";
  if (byFolder) return byFolder;
  if (byTitle === "regulation" && region !== "000000") return "local";
  return byTitle ?? "guide";
}

/** 330000 is a province, 330100 a city, 330110 a district. */
export function levelOf(region: string): DocumentVersion["level"] {
  if (region === "000000") return "national";
  if (region.endsWith("0000")) return "province";
  return region.endsWith("00") ? "city" : "district";
}
