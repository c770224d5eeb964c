import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { preventable } from './surface.ts';

let lastId = 0;
/** Which window has the keyboard focus. */
let focusedId: number | null = null;
const blurOther = new Map<number, () => void>();

/**
 * The position and state of a window, as on Linux (shell/browser/native_window_views.cc, v45): hidden windows take no focus; maximizing or
 * minimizing shows a window; focus and blur events come in a later tick, the others at once.
 */
export class WindowShape extends EventEmitter {
  readonly id = ++lastId;
  /** What the taskbar shows, for tests to read. */
  readonly taskbar = { progress: -1, progressMode: 'none' };
  readonly #bounds: Electron.Rectangle;
  #state: 'normal' | 'maximized' | 'minimized' | 'fullScreen' = 'normal';
  #before: 'normal' | 'maximized' = 'normal';
  #isVisible = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    blurOther.set(this.id, () => this.blur());
  }

  show(): void {
    this.#isVisible = true;
    this.#emit('show');
    this.focus();
  }

  hide(): void {
    this.#isVisible = false;
    this.#emit('hide');
    this.blur();
  }

  focus(): void {
    if (!this.#isVisible || focusedId === this.id) return;
    if (focusedId !== null) blurOther.get(focusedId)?.();
    focusedId = this.id;
    this.#emitSoon('focus');
  }

  blur(): void {
    if (focusedId !== this.id) return;
    focusedId = null;
    this.#emitSoon('blur');
  }

  isFocused(): boolean {
    return focusedId === this.id;
  }

  minimize(): void {
    if (this.#state === 'minimized') return;
    this.#remember();
    this.#state = 'minimized';
    this.#isVisible = true;
    this.#emit('minimize');
    this.blur();
  }

  restore(): void {
    if (this.#state === 'minimized') {
      this.#state = this.#before;
      this.#emit('restore');
      this.focus();
    } else if (this.#state === 'maximized') {
      this.unmaximize();
    }
  }

  maximize(): void {
    const wasVisible = this.#isVisible;
    this.#isVisible = true;
    if (this.#state !== 'maximized') {
      this.#state = 'maximized';
      this.#emit('maximize');
    }
    if (!wasVisible) this.#emit('show');
  }

  unmaximize(): void {
    if (this.#state !== 'maximized') return;
    this.#state = 'normal';
    this.#emit('unmaximize');
  }

  setFullScreen(flag: boolean): void {
    if (flag === (this.#state === 'fullScreen')) return;
    if (flag) this.#remember();
    this.#state = flag ? 'fullScreen' : this.#before;
    this.#emitSoon(flag ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.#state === 'fullScreen';
  }

  isMaximized(): boolean {
    return this.#state === 'maximized';
  }

  isMinimized(): boolean {
    return this.#state === 'minimized';
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  setProgressBar(progress: number, options?: Electron.ProgressBarOptions): void {
    this.taskbar.progress = progress;
    this.taskbar.progressMode = progress < 0 ? 'none' : (options?.mode ?? 'normal');
  }

  #remember(): void {
    if (this.#state === 'normal' || this.#state === 'maximized') this.#before = this.#state;
  }

  #emit(name: string): void {
    this.emit(name, preventable({}));
  }

  #emitSoon(name: string): void {
    setImmediate(() => this.emit(name, preventable({})));
  }
}
