import { Menu } from 'electron';
import { followTemplate } from './follow-template.ts';
import type { MenuOptions } from './menu-actions.ts';
import { firstState, type MenuState } from './menu-state.ts';
import { menuTemplate } from './menu-template.ts';

/** The application menu, which follows the state it depends on. */
export interface ApplicationMenu {
  update(changed: Partial<MenuState>): void;
  /** Rebuilds it after entries of other parts were added or removed. */
  rebuild(): void;
}

export function setApplicationMenu(options: MenuOptions): ApplicationMenu {
  let state = firstState;
  let menu = build();

  function build(): Menu {
    const built = Menu.buildFromTemplate(menuTemplate(options, state));
    Menu.setApplicationMenu(built);
    return built;
  }

  return {
    update(changed) {
      state = { ...state, ...changed };
      followTemplate(menu, menuTemplate(options, state));
    },
    rebuild() {
      menu = build();
    },
  };
}
