import type { DocumentVersion, Validity } from "../../../shared/domain/policy.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { useText } from "../../ui/text.ts";

const tones: Record<Validity, Tone> = {
  "in-force": "good",
  "not-yet": "warn",
  expired: "bad",
  superseded: "bad",
  unknown: "plain",
};

/** Whether the text may be answered with on the day asked for. */
export function ValidityBadge({ version }: { version: DocumentVersion }) {
  const text = useText();
  return <Badge tone={tones[version.validity]}>{text.library.validity[version.validity]}</Badge>;
}
