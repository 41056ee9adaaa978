/** Long polls of each seat, so that somebody shut out learns it now and not when the poll runs out. */
export type OpenPolls = {
  /** Notes a poll and how to end it; returns the way to forget it. */
  hold(seatId: string, end: () => void): () => void;
  endAll(seatId: string): void;
};

export function createOpenPolls(): OpenPolls {
  const bySeat = new Map<string, Set<() => void>>();
  return {
    hold: (seatId, end) => {
      const polls = bySeat.get(seatId) ?? new Set();
      bySeat.set(seatId, polls.add(end));
      return () => {
        polls.delete(end);
        if (polls.size === 0 && bySeat.get(seatId) === polls) bySeat.delete(seatId);
      };
    },
    endAll: (seatId) => {
      for (const end of [...(bySeat.get(seatId) ?? [])]) end();
    },
  };
}
