import type { StaffMember } from "../../shared/domain/staff.ts";

export type Sessions = {
  agentOf(clientKey: string): StaffMember | null;
  isSignedIn(agentId: string): boolean;
  begin(clientKey: string, agent: StaffMember): void;
  end(clientKey: string): void;
  /** Looks at every session again after the accounts changed; tells whether any ended or changed. */
  review(current: (agentId: string) => StaffMember | null): boolean;
};

/**
 * Who is signed in behind which window. In memory only: a page reload keeps its client key and its session, a
 * restart of the host asks for the password again.
 */
export function createSessions(): Sessions {
  const byClient = new Map<string, StaffMember>();
  return {
    agentOf: (clientKey) => byClient.get(clientKey) ?? null,
    isSignedIn: (agentId) => [...byClient.values()].some((agent) => agent.agentId === agentId),
    begin: (clientKey, agent) => void byClient.set(clientKey, agent),
    end: (clientKey) => void byClient.delete(clientKey),
    review(current) {
      let changed = false;
      for (const [clientKey, agent] of byClient) {
        const now = current(agent.agentId);
        if (now && sameAgent(now, agent)) continue;
        changed = true;
        if (now) byClient.set(clientKey, now);
        else byClient.delete(clientKey);
      }
      return changed;
    },
  };
}

function sameAgent(a: StaffMember, b: StaffMember): boolean {
  return a.name === b.name && a.role === b.role && a.site === b.site;
}
