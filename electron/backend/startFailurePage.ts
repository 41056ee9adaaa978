import { AppError } from "../../shared/errors.ts";

type Sentence = { zh: string; en: string };

/** What an agent reads when the desk cannot open: what happened, what is safe, what to do. */
const sentences: Record<string, Sentence> = {
  "database.wrongKey": {
    zh: "本机数据库打不开：密钥不对，或文件已不是坐席数据库。数据没有被改动。请检查密钥文件或口令；如果换过电脑，请联系管理员用恢复密钥打开。",
    en: "The local database cannot be opened: the key does not fit, or the file is no seat database. Nothing was changed. Check the key file or passphrase, or ask an administrator for the recovery key.",
  },
  "database.newer": {
    zh: "本机数据库由更新版本的坐席程序写入，当前程序较旧。数据没有被改动。请安装新版本后再打开。",
    en: "The local database was written by a newer release of this program. Nothing was changed. Install the newer release and open it again.",
  },
  "database.damaged": {
    zh: "本机数据库文件已损坏或不完整。原文件已原样保留。请联系管理员从备份恢复，未同步的工单以服务器收到的为准。",
    en: "The local database file is damaged or cut short. It was left as it is. Ask an administrator to restore the backup.",
  },
  "database.locked": {
    zh: "本机数据库正被另一个程序占用。请关闭其他坐席窗口后再打开。",
    en: "Another program holds the local database. Close other seat windows and open this one again.",
  },
  "database.full": {
    zh: "磁盘已满，坐席程序无法写入。请清理磁盘后再打开；已保存的内容没有丢失。",
    en: "The disk is full. Free some space and open the desk again; what was saved is safe.",
  },
  "database.cannotOpen": {
    zh: "本机数据库打不开：数据文件夹不能读写。数据没有被改动。请联系管理员检查文件夹权限。",
    en: "The local database cannot be opened: its folder cannot be read or written. Nothing was changed. Ask an administrator to check the folder's permissions.",
  },
  "dataFolder.inUse": {
    zh: "这台电脑上已经开着一个坐席程序，正在使用同一数据文件夹。请切换到那个窗口。",
    en: "A seat program is already open on this data folder. Switch to that window.",
  },
  "keystore.noKeyring": {
    zh: "这台电脑没有可用的系统密钥库（如 GNOME Keyring、KWallet），数据库不能安全加密，所以没有打开。请登录桌面环境并启用密钥库，或由管理员用 ZUOXI_KEY_FILE 指定密钥文件。",
    en: "This computer offers no system key store (GNOME Keyring, KWallet), so the database could not be encrypted safely. Log in to a desktop session with a key store, or have an administrator name a key file in ZUOXI_KEY_FILE.",
  },
  "keystore.keyMissing": {
    zh: "数据库还在，但它的密钥不见了。数据没有被改动。请联系管理员从备份取回密钥文件 seat.key.wrapped。",
    en: "The database is there but its wrapped key is gone. Nothing was changed. Ask an administrator to restore seat.key.wrapped from a backup.",
  },
  "keystore.cannotUnwrap": {
    zh: "系统密钥库打不开本机数据库的密钥：可能换了用户或电脑，或密钥库没有解锁。数据没有被改动。请用原来的用户登录后再打开，或联系管理员。",
    en: "The system key store cannot open this database's key: another user or computer, or the key store is locked. Nothing was changed. Log in as the former user, or ask an administrator.",
  },
  "keyFile.missing": {
    zh: "找不到密钥文件，或内容不是 64 位十六进制数字。数据没有被改动。请检查 --key-file 的路径。",
    en: "The key file is missing or does not hold 64 hexadecimal digits. Nothing was changed. Check the --key-file path.",
  },
  "keyFile.insideDataFolder": {
    zh: "密钥文件不能放在数据文件夹里：拿走文件夹的人就能打开数据库。请把密钥文件移到别处。",
    en: "The key file must not lie inside the data folder, or whoever takes the folder can open it. Move the key file elsewhere.",
  },
};

const unknown: Sentence = {
  zh: "坐席程序没能启动。已保存的内容没有丢失。请重新打开；如果仍然不行，请联系管理员查看日志。",
  en: "The desk could not start. What was saved is safe. Open it again; if that does not help, ask an administrator to look at the log.",
};

/** The sentence for a failed start; never the error's own text, which an agent could not use. */
export function startFailureSentence(error: unknown): Sentence & { rule: string } {
  const rule = error instanceof AppError ? (error.rule ?? error.code) : "internal";
  return { rule, ...(sentences[rule] ?? unknown) };
}

/** A whole page with that sentence, for either door; it needs no script. */
export function startFailurePage(error: unknown): string {
  const { rule, zh, en } = startFailureSentence(error);
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>坐席 Zuoxi</title>
<body style="font:16px/1.7 system-ui,'Noto Sans CJK SC',sans-serif;max-width:40em;margin:12vh auto;padding:0 1em;color:#1f2933">
<h1 style="font-size:1.4em">坐席没有打开</h1><p role="alert">${zh}</p><p lang="en" style="color:#52606d">${en}</p>
<p style="color:#52606d;font-size:.85em">${rule}</p></body></html>`;
}
