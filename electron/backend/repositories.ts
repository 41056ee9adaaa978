import { accountRepository } from "../../db/accounts.ts";
import { auditRepository } from "../../db/audit.ts";
import { callRepository } from "../../db/calls.ts";
import { conflictRepository } from "../../db/conflicts.ts";
import { consultationRepository } from "../../db/consultations.ts";
import { cursorRepository } from "../../db/cursors.ts";
import { dayCounter } from "../../db/dayCounter.ts";
import type { Desk } from "../../db/desk.ts";
import { draftRepository } from "../../db/drafts.ts";
import { intervalRepository } from "../../db/intervals.ts";
import { libraryFavouriteRepository } from "../../db/libraryFavourites.ts";
import { libraryUseRepository } from "../../db/libraryUse.ts";
import { loginAttemptRepository } from "../../db/loginAttempts.ts";
import { outboxRepository } from "../../db/outbox.ts";
import { ownWorkRepository } from "../../db/ownWork.ts";
import { referenceRepository } from "../../db/reference.ts";
import { settingRepository } from "../../db/settings.ts";
import { ticketRepository } from "../../db/tickets.ts";

export type Repositories = ReturnType<typeof createRepositories>;

/** Every repository of the seat over one connection; statements are prepared here once. */
export function createRepositories(desk: Desk) {
  return {
    settings: settingRepository(desk),
    accounts: accountRepository(desk),
    loginAttempts: loginAttemptRepository(desk),
    reference: referenceRepository(desk),
    drafts: draftRepository(desk),
    tickets: ticketRepository(desk),
    calls: callRepository(desk),
    intervals: intervalRepository(desk),
    consultations: consultationRepository(desk),
    ownWork: ownWorkRepository(desk),
    outbox: outboxRepository(desk),
    cursors: cursorRepository(desk),
    conflicts: conflictRepository(desk),
    counter: dayCounter(desk),
    audit: auditRepository(desk),
    libraryUse: libraryUseRepository(desk),
    libraryFavourites: libraryFavouriteRepository(desk),
  };
}
