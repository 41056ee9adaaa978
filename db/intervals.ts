import { type StateInterval, stateInterval } from "../shared/domain/call.ts";
import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";
import { type FactOwner, type PutOutcome, putOutcome, serverKnowsMore } from "./facts.ts";

export type StoredInterval = { owner: FactOwner; fact: StateInterval };

export type IntervalRepository = {
  /** Inserts or closes; see `putOutcome`. */
  put(owner: FactOwner, interval: StateInterval): PutOutcome;
  /** Takes what the server says, unless the row here is closed or a newer one of this seat's own. */
  putFromServer(owner: FactOwner, interval: StateInterval, isMine: boolean): void;
  /** Intervals of an agent that began in [from, to), oldest first. */
  ofAgent(agentId: string, from: Instant, to: Instant): StateInterval[];
  /** Those that began since then or still run, with the seats they were spent at. */
  everywhere(agentId: string, since: Instant): StoredInterval[];
  /** Intervals of that seat that nobody has closed, oldest first. */
  openAt(seatId: string): StoredInterval[];
};

/** Agent-state intervals as insert-only facts. */
export function intervalRepository(desk: Desk): IntervalRepository {
  const byId = desk.prepare<[string], Row>(
    "interval.find",
    "SELECT * FROM state_interval WHERE interval_id = ?",
  );
  const upsert = desk.prepare<[Row]>(
    "interval.put",
    `INSERT INTO state_interval (interval_id, agent_id, seat_id, site, audience, sealed, state, started_at, ended_at,
       body)
     VALUES (@interval_id, @agent_id, @seat_id, @site, 'site', 0, @state, @started_at, @ended_at, @body)
     ON CONFLICT (interval_id) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`,
  );
  const ofAgent = desk.prepare<[string, string, string], Row>(
    "interval.ofAgent",
    `SELECT * FROM state_interval WHERE agent_id = ? AND started_at >= ? AND started_at < ?
     ORDER BY started_at, interval_id`,
  );
  const everywhere = desk.prepare<[string, string], Row>(
    "interval.everywhere",
    "SELECT * FROM state_interval WHERE agent_id = ? AND (started_at >= ? OR ended_at IS NULL)",
  );
  const openAt = desk.prepare<[string], Row>(
    "interval.openAt",
    "SELECT * FROM state_interval WHERE seat_id = ? AND ended_at IS NULL ORDER BY started_at, interval_id",
  );
  const find = (intervalId: string) => {
    const row = byId.get(intervalId);
    return row ? toStored(row) : null;
  };
  return {
    put(owner, interval) {
      const outcome = putOutcome(find(interval.intervalId), owner, interval);
      if (outcome === "stored") upsert.run(toRow(owner, interval));
      return outcome;
    },
    putFromServer(owner, interval, isMine) {
      if (serverKnowsMore(find(interval.intervalId), interval, isMine))
        upsert.run(toRow(owner, stateInterval.parse(interval)));
    },
    ofAgent: (agentId, from, to) => ofAgent.all(agentId, from, to).map((row) => toStored(row).fact),
    everywhere: (agentId, since) => everywhere.all(agentId, since).map(toStored),
    openAt: (seatId) => openAt.all(seatId).map(toStored),
  };
}

type Row = {
  interval_id: string;
  agent_id: string;
  seat_id: string;
  site: string;
  state: string;
  started_at: string;
  ended_at: string | null;
  body: string;
};

function toStored(row: Row): StoredInterval {
  return {
    owner: { agentId: row.agent_id, seatId: row.seat_id, site: row.site },
    fact: stateInterval.parse(JSON.parse(row.body)),
  };
}

function toRow(owner: FactOwner, interval: StateInterval): Row {
  return {
    interval_id: interval.intervalId,
    agent_id: owner.agentId,
    seat_id: owner.seatId,
    site: owner.site,
    state: interval.state,
    started_at: interval.startedAt,
    ended_at: interval.endedAt,
    body: JSON.stringify(interval),
  };
}
