// The author's settings and the colours that follow from them.
import { tell } from "../design/toasts.svelte";
import { call } from "../ipc/client";
import type { Settings, Theme } from "../ipc/generated";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

class SettingsState {
  current = $state.raw<Settings>({
    author: "",
    blog: null,
    theme: "system",
    image_budget: null,
  });
  systemDark = $state(systemDark.matches);
  /** The colours in use. */
  colours = $derived<"light" | "dark">(
    this.current.theme === "system" ? (this.systemDark ? "dark" : "light") : this.current.theme,
  );

  constructor() {
    systemDark.addEventListener("change", (event) => {
      this.systemDark = event.matches;
    });
  }

  async setTheme(theme: Theme): Promise<void> {
    this.current = { ...this.current, theme };
    try {
      this.current = await call("update_settings", { author: null, theme });
    } catch (failure) {
      tell(failure);
    }
  }
}

export const settings = new SettingsState();
