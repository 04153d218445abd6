// The look that the author chose, as properties of the page.
import type { Settings } from "../ipc/generated";

/** What a browser takes for its letter size. */
const LETTER = 16;

const FONTS: Record<Settings["font"], string> = {
  sans: "var(--font-ui)",
  serif: '"Source Serif 4", "Noto Serif", "DejaVu Serif", Georgia, serif',
  mono: "var(--font-mono)",
};

/** Gives the page the author's colours, font and sizes. */
export function applyLook(page: HTMLElement, settings: Settings, colours: "light" | "dark"): void {
  page.dataset.theme = colours;
  page.style.fontSize = settings.zoom === 100 ? "" : `${settings.zoom}%`;
  const { style } = page;
  style.setProperty("--font-text", FONTS[settings.font]);
  style.setProperty("--text-size-editor", `${settings.text_size / LETTER}rem`);
  style.setProperty("--line-height-editor", String(settings.line_height / 100));
  style.setProperty("--text-width", `${settings.text_width}rem`);
}
