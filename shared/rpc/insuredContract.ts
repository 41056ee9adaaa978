import { z } from "zod";
import { insuredCaller, insuredKey, insuredPurpose, insuredResult, insuredView } from "../domain/insured.ts";
import { instant } from "../domain/time.ts";

const access = "signed-in";
const reason = z.string().trim().min(2).max(200);
const lookupId = z.uuid();

/**
 * Looking up insured persons in the outside register. Every call is audited with who, what kind of key, why and how it
 * came out; never with the key or the person.
 */
export const insuredMethods = {
  "insured.find": {
    access,
    input: z.object({ key: insuredKey, caller: insuredCaller, purpose: insuredPurpose, reason }),
    output: insuredResult,
  },
  /** The caller turned out to be somebody else: from here on this look-up tells nothing of the person. */
  "insured.restrict": { access, input: z.object({ lookupId }), output: insuredView },
  /** The person in full until `hideAt`; refused with `insured.thirdParty` for a look-up on behalf of somebody else. */
  "insured.reveal": {
    access,
    input: z.object({ lookupId, reason }),
    output: z.object({ view: insuredView, hideAt: instant }),
  },
} as const;
