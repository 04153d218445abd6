// Which pictures on disk the window has looked at last: a picture that is another one gets another address.
import type { PictureSeen } from "../ipc/generated";

class Pictures {
  /** Another number whenever a picture that an open entry shows is another one. */
  version = $state(0);
  /** Another number whenever pictures of the posts folder may be others. */
  folder = $state(0);
}

/** Whether a picture that was looked for before has come, gone or changed. */
export function differs(before: PictureSeen[], now: PictureSeen[]): boolean {
  const known = new Map(before.map(({ written, content }) => [written, content]));
  return now.some(({ written, content }) => known.has(written) && known.get(written) !== content);
}

/** The one of the window. */
export const pictures = new Pictures();
