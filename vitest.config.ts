import { defineConfig } from "vitest/config";

/** Four kinds of tests, fastest first; `scripts/test.ts` runs them in this order. */
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
          include: ["tests/**/*.test.ts"],
          environment: "node",
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
