import { defineConfig } from "vitest/config";

const slow = { environment: "node", testTimeout: 180_000, hookTimeout: 180_000 } as const;

/** Five kinds of tests, fastest first; `scripts/test.ts` runs them in this order. */
export default defineConfig({
  test: {
    // Left to itself vitest keeps one processor free: half of a desk with two.
    maxWorkers: "100%",
    projects: [
      { test: { name: "core", include: ["shared/**/*.test.ts"], environment: "node" } },
      {
        test: {
          name: "node",
          include: [
            "db/**/*.test.ts",
            "electron/**/*.test.ts",
            "server/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          environment: "node",
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "ui",
          include: ["renderer/**/*.test.{ts,tsx}"],
          environment: "happy-dom",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "crossing",
          include: ["tests/{bench,docs,facts,library,sync}/**/*.test.ts"],
          ...slow,
        },
      },
      {
        test: {
          name: "desk",
          include: ["tests/{e2e,shell}/**/*.test.ts"],
          ...slow,
          // Sound and what is felt within seconds want the machine to themselves.
          fileParallelism: false,
        },
      },
    ],
  },
});
