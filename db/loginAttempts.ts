import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

export type LoginAttempts = { failures: number; lockedUntil: Instant | null };

export type LoginAttemptRepository = {
  of(agentId: string): LoginAttempts;
  put(agentId: string, attempts: LoginAttempts): void;
  clear(agentId: string): void;
};

/** Failed log-ins per agent ID, kept in the encrypted file so that a restart does not hand out new tries. */
export function loginAttemptRepository(desk: Desk): LoginAttemptRepository {
  const read = desk.prepare<[string], { failures: number; locked_until: string | null }>(
    "loginAttempt.of",
    "SELECT failures, locked_until FROM login_attempt WHERE agent_id = ?",
  );
  const write = desk.prepare<[string, number, string | null]>(
    "loginAttempt.put",
    `INSERT INTO login_attempt (agent_id, failures, locked_until) VALUES (?, ?, ?)
     ON CONFLICT (agent_id) DO UPDATE SET failures = excluded.failures, locked_until = excluded.locked_until`,
  );
  const drop = desk.prepare<[string]>("loginAttempt.clear", "DELETE FROM login_attempt WHERE agent_id = ?");
  return {
    of(agentId) {
      const row = read.get(agentId);
      return row
        ? { failures: row.failures, lockedUntil: row.locked_until }
        : { failures: 0, lockedUntil: null };
    },
    put: (agentId, attempts) => void write.run(agentId, attempts.failures, attempts.lockedUntil),
    clear: (agentId) => void drop.run(agentId),
  };
}
