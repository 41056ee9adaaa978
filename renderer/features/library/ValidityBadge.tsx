import type { Validity } from "../../../shared/domain/policy.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { useLibraryText } from "../../ui/libraryText.ts";

const tones: Record<Validity, Tone> = {
  "in-force": "good",
  "not-yet": "warn",
  expired: "bad",
  superseded: "bad",
  unknown: "plain",
};

/** Whether the text may be answered with on the day asked for. */
export function ValidityBadge({ version }: { version: { validity: Validity } }) {
  const text = useLibraryText();
  return <Badge tone={tones[version.validity]}>{text.validity[version.validity]}</Badge>;
}
