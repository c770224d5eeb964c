import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { runEditCommand, type EditCommand } from './edit-commands.ts';
import { createFinder } from './find-in-page.ts';
import type { Renderer } from './renderer.ts';

/** What a webContents does with its page for the user: zoom, find, edit. */
export class PageTools extends EventEmitter {
  readonly #renderer: () => Renderer | null;
  readonly #find = createFinder(this, () => this.#renderer()?.page ?? null);
  #zoomLevel = 0;

  constructor(renderer: () => Renderer | null) {
    super();
    this.#renderer = renderer;
  }

  get zoomLevel(): number {
    return this.#zoomLevel;
  }

  set zoomLevel(level: number) {
    this.#zoomLevel = level;
  }

  /** Each level is a fifth larger than the one below (blink::ZoomLevelToZoomFactor). */
  get zoomFactor(): number {
    return 1.2 ** this.#zoomLevel;
  }

  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }

  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoomLevel = Math.log(factor) / Math.log(1.2);
  }

  findInPage(text: string, options: Electron.FindInPageOptions = {}): number {
    return this.#find.find(text, options);
  }

  stopFindInPage(action: 'clearSelection' | 'keepSelection' | 'activateSelection'): void {
    this.#find.stop(action);
  }

  undo(): void {
    this.#edit('undo');
  }

  redo(): void {
    this.#edit('redo');
  }

  cut(): void {
    this.#edit('cut');
  }

  copy(): void {
    this.#edit('copy');
  }

  paste(): void {
    this.#edit('paste');
  }

  pasteAndMatchStyle(): void {
    this.#edit('paste');
  }

  delete(): void {
    this.#edit('delete');
  }

  selectAll(): void {
    this.#edit('selectAll');
  }

  replaceMisspelling(text: string): void {
    this.#edit('insertText', text);
  }

  #edit(command: EditCommand, text?: string): void {
    const renderer = this.#renderer();
    if (renderer !== null) runEditCommand(renderer, command, text);
  }
}
