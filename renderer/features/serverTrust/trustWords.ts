import type { Label } from "../../../shared/domain/complaintLabels.ts";

// Kept here and not in the catalogue: only who enrols a computer or administers it loads these words.

/** By which certificates a seat believes its server. */
export const trustWords = {
  heading: { zh: "服务器 · 安全证书", en: "Server · certificate" },
  address: { zh: "服务器地址 {url}", en: "Server address {url}" },
  trusted: {
    zh: "只信任下列证书所担保的服务器：",
    en: "Only a server that these certificates vouch for is believed:",
  },
  public: {
    zh: "没有指定中心证书：按公共证书机构核对服务器。",
    en: "No certificate of the centre is named: the server is checked against the public authorities.",
  },
  ask: { zh: "中心证书（CA）", en: "Certificate of the centre (CA)" },
  askHint: {
    zh: "中心自建证书机构的，选择或粘贴它的证书，可多个。",
    en: "Where the centre has an authority of its own: choose or paste its certificate, or several.",
  },
  paste: { zh: "粘贴证书文字", en: "Paste the certificate's text" },
  choose: { zh: "选择证书文件", en: "Choose a certificate file" },
  compare: {
    zh: "请把指纹同管理员给的逐组核对，一致再继续。",
    en: "Compare the fingerprint group by group with the one the administrator gave you before you go on.",
  },
  compareAdmin: {
    zh: "请把指纹同证书机构公布的逐组核对，一致再保存。",
    en: "Compare the fingerprint group by group with the one the authority has published before you save.",
  },
  fingerprint: { zh: "SHA-256 指纹", en: "SHA-256 fingerprint" },
  until: { zh: "有效期 {from} 至 {until}", en: "Valid {from} to {until}" },
  expired: { zh: "已过期", en: "Expired" },
  notYet: { zh: "未生效", en: "Not yet valid" },
  valid: { zh: "有效", en: "Valid" },
  save: { zh: "信任这些证书并重新连接", en: "Trust these and connect again" },
  saved: {
    zh: "已保存，正在按新设置连接服务器，结果见状态栏。",
    en: "Saved; connecting by the new setting. The status bar shows the result.",
  },
  drop: { zh: "不再指定", en: "Name none" },
  dropSure: { zh: "确认不再指定？改按公共证书机构核对", en: "Sure? The public authorities count then" },
  clear: { zh: "清除", en: "Clear" },
  unreachable: {
    zh: "连不上这个地址，没有登记。请核对地址和网线，再试一次。",
    en: "This address cannot be reached, so nothing was enrolled. Check the address and the cable, then try again.",
  },
  codeUnused: {
    zh: "没有登记，登记码没有用掉，可以再试。",
    en: "Not enrolled. The code was not used up; you can try again.",
  },
} as const satisfies Record<string, Label>;
