import type { administrationErrorsZh } from "./administrationErrors.zh.ts";

/** What is said when the server refuses an administrator's change. */
export const administrationErrorsEn: Record<keyof typeof administrationErrorsZh, string> = {
  "admin.field": "This cannot be read; nothing was saved.",
  "admin.periodShape": "Write it as 08:30-12:00 13:30-17:00.",
  "admin.agentIdTaken": "This agent ID is taken.",
  "admin.idTaken": "This code is taken.",
  "admin.changedMeanwhile":
    "Somebody just changed it; the row above is the newest. What you typed is still here and can be saved again.",
  "admin.lastAdmin":
    "This is the last administrator who can sign in: it cannot be disabled, demoted or left to expire. Name another one first.",
  "admin.noSuchPerson": "There is no such agent ID.",
  "admin.seatChanged": "Another computer took this seat; the list is the newest.",
  "enrol.noSeatFree": "There is no such seat, or none is free.",
  "server.tooMany": "Too many tries; wait a minute.",
};
