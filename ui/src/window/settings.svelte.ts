// The author's settings and the colours that follow from them.
import { tell } from "../design/toasts.svelte";
import { call } from "../ipc/client";
import type { Settings, UpdateSettings } from "../ipc/generated";

const systemDark = window.matchMedia("(prefers-color-scheme: dark)");

class SettingsState {
  current = $state.raw<Settings>({
    author: "",
    blog: null,
    theme: "system",
    font: "sans",
    text_size: 16,
    text_width: 44,
    line_height: 165,
    zoom: 100,
    toolbar: true,
    focus_mode: false,
    typewriter: false,
    history_days: null,
    history_megabytes: null,
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

  /** Changes some settings; what the core makes of them stands. */
  async change(wish: Partial<UpdateSettings>): Promise<void> {
    const { author: _author, ...seen } = wish;
    this.current = { ...this.current, ...(seen as Partial<Settings>) };
    try {
      this.current = await call("update_settings", { ...NOTHING, ...wish });
    } catch (failure) {
      tell(failure);
    }
  }

  /** Takes what another program wrote into the settings file. */
  async readAgain(): Promise<void> {
    try {
      this.current = await call("read_settings", {});
    } catch (failure) {
      tell(failure);
    }
  }
}

/** A request that changes no setting. */
const NOTHING: UpdateSettings = {
  author: null,
  theme: null,
  font: null,
  text_size: null,
  text_width: null,
  line_height: null,
  zoom: null,
  toolbar: null,
  focus_mode: null,
  typewriter: null,
};

export const settings = new SettingsState();
