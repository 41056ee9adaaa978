import type { Role, StaffMember } from "../shared/domain/staff.ts";
import type { Desk } from "./desk.ts";

/** Somebody who may sign in at this seat, as the server last told it. `verifier` is a PHC string (argon2id). */
export type Account = StaffMember & { verifier: string; disabled: boolean; validUntil: string };

export type AccountRepository = {
  find(agentId: string): Account | null;
  put(account: Account): void;
  remove(agentId: string): void;
  /** Removes every account that is not named. */
  keepOnly(agentIds: ReadonlySet<string>): void;
  count(): number;
};

/** Staff accounts received over the `accounts` feed. */
export function accountRepository(desk: Desk): AccountRepository {
  const byId = desk.prepare<[string], Row>("account.find", "SELECT * FROM account WHERE agent_id = ?");
  const upsert = desk.prepare<[Row]>(
    "account.put",
    `INSERT INTO account (agent_id, name, role, site, verifier, disabled, valid_until)
     VALUES (@agent_id, @name, @role, @site, @verifier, @disabled, @valid_until)
     ON CONFLICT (agent_id) DO UPDATE SET name = excluded.name, role = excluded.role, site = excluded.site,
       verifier = excluded.verifier, disabled = excluded.disabled, valid_until = excluded.valid_until`,
  );
  const drop = desk.prepare<[string]>("account.remove", "DELETE FROM account WHERE agent_id = ?");
  const ids = desk.prepare<[], { agent_id: string }>("account.ids", "SELECT agent_id FROM account");
  const total = desk.prepare<[], { n: number }>("account.count", "SELECT count(*) AS n FROM account");
  return {
    find(agentId) {
      const row = byId.get(agentId);
      return row ? toAccount(row) : null;
    },
    put: (account) => void upsert.run(toRow(account)),
    remove: (agentId) => void drop.run(agentId),
    keepOnly(agentIds) {
      for (const { agent_id } of ids.all()) if (!agentIds.has(agent_id)) drop.run(agent_id);
    },
    count: () => total.get()?.n ?? 0,
  };
}

type Row = {
  agent_id: string;
  name: string;
  role: Role;
  site: string;
  verifier: string;
  disabled: number;
  valid_until: string;
};

function toAccount(row: Row): Account {
  return {
    agentId: row.agent_id,
    name: row.name,
    role: row.role,
    site: row.site,
    verifier: row.verifier,
    disabled: row.disabled === 1,
    validUntil: row.valid_until,
  };
}

function toRow(account: Account): Row {
  return {
    agent_id: account.agentId,
    name: account.name,
    role: account.role,
    site: account.site,
    verifier: account.verifier,
    disabled: account.disabled ? 1 : 0,
    valid_until: account.validUntil,
  };
}
