/** Names that only the screen uses, in English. */
export const choicesEn = {
  roles: {
    agent: "Agent",
    lead: "Lead",
    admin: "Administrator",
    handler: "Handler",
    discipline: "Discipline",
  },
  elementHints: {
    time: "When it happened, which months",
    place: "Where, which unit or counter",
    persons: "Who was involved",
    cause: "What it was about",
    course: "How it went, whom the caller turned to",
    result: "How it stands now, what harm was done",
  },
  queues: { consultation: "consultation", complaint: "complaints" },
  phoneKinds: {
    mobile: "mobile",
    landline: "landline",
    service: "service number",
    "toll-free": "toll-free",
    international: "abroad",
    hidden: "hidden",
    extension: "extension",
    unknown: "unknown",
  },
} as const;
