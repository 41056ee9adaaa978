import type { Desk } from "../../../db/desk.ts";
import type { Instant } from "../../../shared/domain/time.ts";
import type { After, Log } from "../context.ts";
import type { Repositories } from "../repositories.ts";
import type { SeatSettings } from "../seatIdentity.ts";
import type { ServerWire } from "./serverWire.ts";

/** What the sync loop is made of; every source of chance and time comes in here. */
export type SyncParts = {
  desk: Desk;
  repositories: Repositories;
  seat: SeatSettings;
  wire: ServerWire;
  log: Log;
  /** Epoch ms. */
  clock: () => number;
  now(): Instant;
  /** In [0, 1). */
  random: () => number;
  after: After;
  onTickets(ticketIds: string[]): void;
  onAccounts(): void;
  onReference(): void;
  /** The states of these agents at other seats changed. */
  onElsewhere(agentIds: string[]): void;
  /** A figure of the status bar changed. */
  onStatus(): void;
};
