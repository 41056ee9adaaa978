import { toInstant } from "../../shared/domain/time.ts";
import { sampleRecord } from "./complaintSample.ts";
import { openTestSeat } from "./testSeat.ts";

/**
 * A seat in a process of its own that saves and submits as fast as it can and says what was acknowledged, one JSON
 * line each, until somebody kills it. Arguments: folder and key (hex) of a prepared seat.
 */
async function main([folder = "", key = ""]: string[]): Promise<never> {
  const seat = openTestSeat({ folder, key: Buffer.from(key, "hex") });
  seat.clock.ms = Date.now();
  await seat.signIn();
  const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  for (;;) {
    const { draftId } = await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    for (let revision = 1; revision <= 6; revision += 1) {
      const content = sampleRecord();
      content.consultation.question = `第 ${revision} 次保存`;
      await seat.api.call("drafts.save", { draftId, revision, content });
      tell({ saved: draftId, revision });
    }
    const confirmedAt = toInstant(seat.clock.ms);
    const { fields } = await seat.api.call("tickets.submit", { draftId, revision: 6, confirmedAt });
    tell({ submitted: fields.number, draftId });
  }
}

await main(process.argv.slice(2));
