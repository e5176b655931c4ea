import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/memory-disk.ts", "test/postgres-server.ts"],
    pool: "threads",
    // No test file leaves anything behind in a module: loading them all again for each would take a minute.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What must come is waited for as long as a busy machine needs.
    expect: { poll: { timeout: 20_000 } },
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "commands/**/*.ts", "sandbox/**/*.ts"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
