import { inBatches, openPeerFile, pagesMegabytes } from "./encryptedTexts.ts";
import { likeSearch } from "./likeSearch.ts";
import type { Peer } from "./peer.ts";
import { jiebaCutter } from "./words.ts";

/** What is done without any index: every text is read for jieba's words of the query, any of which may stand in it. */
export function createSqliteLike(folder: string): Peer {
  const db = openPeerFile(folder, "sqlite-like");
  const { ofQuery } = jiebaCutter();
  db.exec("CREATE TABLE passage (id INTEGER PRIMARY KEY, title TEXT, head TEXT, body TEXT)");
  const add = db.prepare("INSERT INTO passage VALUES (?, ?, ?, ?)");
  const find = likeSearch(db, { table: "passage", id: "id" });
  const batches = inBatches(db);
  return {
    add: ({ id, title, head, body }) => batches.row(() => void add.run(id, title, head, body)),
    finish: batches.end,
    search: (query, limit) => find(ofQuery(query), limit),
    indexMegabytes: () => pagesMegabytes(db),
    close: () => void db.close(),
  };
}
