import type { Api } from "../../shared/rpc/client.ts";
import { createAdministrationStore } from "../features/admin/administration.store.ts";
import { createAuditStore } from "../features/admin/audit.store.ts";
import { createImportStore } from "../features/admin/import.store.ts";
import { createPackageStore } from "../features/admin/package.store.ts";
import { createPhoneSettingsStore } from "../features/admin/phoneSettings.store.ts";
import { createCallerStore } from "../features/caller/caller.store.ts";
import { createCallsStore } from "../features/calls/calls.store.ts";
import { createInsuredStore } from "../features/insured/insured.store.ts";
import { createHintStore } from "../features/library/hints.store.ts";
import { createLibraryStore } from "../features/library/library.store.ts";
import { createRecordStore } from "../features/record/record.store.ts";
import { createReferenceStore } from "../features/record/reference.store.ts";
import { createSubmissionStore } from "../features/record/submission.store.ts";
import { createServerTrustStore } from "../features/serverTrust/serverTrust.store.ts";
import { createSessionStore } from "../features/session/session.store.ts";
import type { Clock } from "../features/softphone/clock.ts";
import { createStatisticsStore } from "../features/statistics/statistics.store.ts";
import { createStatusStore } from "../features/status/status.store.ts";
import { createTicketsStore } from "../features/tickets/tickets.store.ts";
import { createScreenStore, type Memory } from "./screen.store.ts";
import { createTelephone } from "./telephone.ts";

/** One store per feature; none knows another. */
export function createStores({ api, clock, newId, memory }: DeskOptions) {
  const record = createRecordStore({ api, clock });
  return {
    screen: createScreenStore(memory),
    session: createSessionStore(api),
    status: createStatusStore(api),
    library: createLibraryStore(api),
    hints: createHintStore({ api, clock }),
    caller: createCallerStore(api),
    audit: createAuditStore(api),
    insured: createInsuredStore({ api, clock }),
    record,
    submission: createSubmissionStore({ api, clock, flush: record.actions.flush }),
    reference: createReferenceStore(api),
    tickets: createTicketsStore({ api, clock }),
    calls: createCallsStore(api),
    statistics: createStatisticsStore(api),
    imports: createImportStore(api),
    packages: createPackageStore(api),
    administration: createAdministrationStore({ api, clock }),
    telephone: createTelephone({ api, clock, newId }),
    phoneSettings: createPhoneSettingsStore(api),
    serverTrust: createServerTrustStore(api),
  };
}

export type DeskOptions = { api: Api; clock: Clock; newId: () => string; memory: Memory };
export type Stores = ReturnType<typeof createStores>;
