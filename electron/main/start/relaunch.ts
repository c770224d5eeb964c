import { app } from 'electron';

/** Ends the app, and starts it again when it has ended. */
export function relaunch(): void {
  // An AppImage's binary lies in a mount that goes away with the process; the image itself stays.
  app.relaunch(
    process.env.APPIMAGE === undefined ? {} : { execPath: process.env.APPIMAGE, args: process.argv.slice(1) },
  );
  app.quit();
}
