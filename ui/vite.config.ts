import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  server: { port: 5183, strictPort: true },
  build: {
    // The window's CSP allows no inline script and no data: font or script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "safari17",
  },
  // Components mount in tests as they do in the window.
  ...(mode === "test" ? { resolve: { conditions: ["browser"] } } : {}),
  test: {
    include: ["src/**/*.test.ts"],
    environment: "node",
    // Tests do not time: a machine may be busy with other things.
    testTimeout: 60_000,
  },
}));
