import { app } from 'electron';

/** Quits the app, and starts it again once it has ended. */
export function relaunch(): void {
  // An AppImage's binary is in a mount that disappears with the process; the image itself stays.
  app.relaunch(
    process.env.APPIMAGE === undefined ? {} : { execPath: process.env.APPIMAGE, args: process.argv.slice(1) },
  );
  app.quit();
}
