import { AppError } from "../../shared/errors.ts";
import { limits } from "../../shared/sync/protocol.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow } from "../store/schema.ts";
import { everySite, type Viewer } from "./marks.ts";
import { currentEpoch, takePage } from "./pull.ts";

type Section = "ticket" | "fact" | "account" | "reference";

/**
 * One page of everything a viewer may see of a feed, as JSON text of `snapshotReply`. Pages go by id; a record changed
 * between two pages comes again by pull, where its version settles it.
 * @param from `section:id` of the last record of the page before, undefined for the first page
 */
export async function snapshotPage(
  context: ServerContext,
  { feed, from, viewer }: { feed: string; from: string | undefined; viewer: Viewer },
): Promise<string> {
  const epoch = await currentEpoch(context, feed);
  const cursor = context.tail.last(feed);
  const sections = sectionsOf(feed);
  const [section, after] = parseFrom(from, sections);
  const rows = await readers[section](context, feed, after);
  const { texts, last } = takePage(rows, viewer);
  const isWhole = last === rows.at(-1) && rows.length < limits.page;
  const next =
    last && !isWhole ? `${section}:${last.entity}` : firstOf(sections[sections.indexOf(section) + 1]);
  return `{"epoch":${JSON.stringify(epoch)},"cursor":${cursor},"items":[${texts.join(",")}],"next":${JSON.stringify(next)}}`;
}

function sectionsOf(feed: string): readonly Section[] {
  if (feed === "accounts") return ["account"];
  return feed === "reference" ? ["reference"] : ["ticket", "fact"];
}

function parseFrom(from: string | undefined, sections: readonly Section[]): [Section, string] {
  const [name, ...id] = (from ?? `${sections[0]}:`).split(":");
  const section = sections.find((known) => known === name);
  if (!section) throw new AppError("invalid_input", "No such snapshot page");
  return [section, id.join(":")];
}

function firstOf(section: Section | undefined): string | null {
  return section ? `${section}:` : null;
}

const readers: Record<
  Section,
  (context: ServerContext, feed: string, after: string) => Promise<ChangeRow[]>
> = {
  ticket: async ({ store }, feed, after) => {
    const rows = await store.db
      .selectFrom("ticket")
      .selectAll()
      .where("feed", "=", feed)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limits.page)
      .execute();
    return rows.map((row) => ({
      ...row,
      kind: "ticket",
      entity: row.id,
      marks_before: null,
      body: `{"version":${row.version},"fields":${row.fields},"fver":${row.fver}}`,
    }));
  },
  fact: async ({ store }, feed, after) => {
    const rows = await store.db
      .selectFrom("fact")
      .selectAll()
      .where("feed", "=", feed)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limits.page)
      .execute();
    return rows.map((row) => ({ ...row, entity: row.id, marks_before: null }));
  },
  account: async ({ store, city }, feed, after) => {
    const rows = await store.db
      .selectFrom("staff")
      .selectAll()
      .where("feed", "=", city)
      .where("agent_id", ">", after)
      .orderBy("agent_id")
      .limit(limits.page)
      .execute();
    return rows.map((row) => {
      const body = {
        agentId: row.agent_id,
        name: row.name,
        role: row.role,
        site: row.site,
        verifier: row.verifier,
        disabled: row.disabled === 1,
        validUntil: row.valid_until,
      };
      return serverRow(
        feed,
        { ...row, kind: "account", entity: row.agent_id, body: JSON.stringify(body) },
        row.site,
      );
    });
  },
  reference: async ({ store, city }, feed, after) => {
    const [kind = "", ...id] = after.split("/");
    const rows = await store.db
      .selectFrom("reference")
      .selectAll()
      .where("feed", "=", city)
      .where((on) =>
        on.or([on("kind", ">", kind), on.and([on("kind", "=", kind), on("id", ">", id.join("/"))])]),
      )
      .orderBy("kind")
      .orderBy("id")
      .limit(limits.page)
      .execute();
    return rows.map((row) => {
      const body = `{"kind":${JSON.stringify(row.kind)},"id":${JSON.stringify(row.id)},"value":${row.value}}`;
      return serverRow(feed, { ...row, kind: "reference", entity: `${row.kind}/${row.id}`, body }, everySite);
    });
  },
};

/** Rows only the server writes. */
function serverRow(
  feed: string,
  row: Pick<ChangeRow, "kind" | "entity" | "version" | "body" | "pos" | "at">,
  site: string,
): ChangeRow {
  const { kind, entity, version, body, pos, at } = row;
  return {
    feed,
    kind,
    entity,
    version,
    body,
    pos,
    at,
    site,
    audience: "site",
    sealed: 0,
    owner: 0,
    origin: "server",
    origin_seq: 0,
    marks_before: null,
  };
}
