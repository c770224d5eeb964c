import { z } from 'zod';
import { AppError } from './app-error.ts';
import { shortenText, later } from '#experiments';

/** Links that the desktop app opens: `lambdascope://open/runs/abc?view=watch`. */
export const linkScheme = 'lambdascope';
const linkStart = `${linkScheme}://open`;

/** Longer ones are refused. Windows passes on some 2,000 characters at most. */
export const maxLinkLength = 8000;
const maxParts = 40;
const maxPartLength = 4000;
const shownLength = 60;

/** The screens that a link may show, and no others: each shows or prefills something; none trains, changes or deletes. */
const screens: readonly RegExp[] = [
  /^\/(runs|explore|compare|sweeps|data|workers|guide|settings)$/,
  /^\/(runs|sweeps)\/[0-9a-z]{1,64}(\/grid)?$/, // includes `new`
];

/** Printable, on one line: suitable for a filter or a list of names. */
const partText = later(() =>
  z
    .string()
    .max(maxPartLength)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029\ufffd]*$/),
);
const linkSchema = later(() =>
  z.strictObject({
    path: z.string().refine((path) => screens.some((screen) => screen.test(path))),
    parts: z.array(z.tuple([z.string().regex(/^[a-z][A-Za-z]{0,23}$/), partText])).max(maxParts),
  }),
);

/** A link to what a screen shows, from its address inside the app. Throws invalidInput if no desktop would open it. */
export function linkTo(route: string): string {
  const link = `${linkStart}${route}`;
  routeOfLink(link);
  return link;
}

/** The address inside the app that a link stands for. It is only shown, never executed. Throws invalidInput, saying what is wrong. */
export function routeOfLink(link: string): string {
  const refuse = (reason: string): never => {
    const shown = shortenText(link.replaceAll(/[^ -~\u00a0-\ud7ff\ue000-\ufffc]/g, '·'), shownLength);
    throw new AppError('invalidInput', `the link ${shown} cannot be opened: ${reason}`);
  };
  if (link.length > maxLinkLength) {
    return refuse(`it has ${link.length} characters; allowed: at most ${maxLinkLength}`);
  }
  if (!link.startsWith(`${linkStart}/`)) return refuse(`links of Lambdascope begin with ${linkStart}/`);
  const [path = '', query = '', ...more] = link.slice(linkStart.length).split('?');
  const parts = partsOf(query);
  if (more.length > 0 || link.includes('#') || parts === null) return refuse('it is damaged or truncated');
  const given = { path: path.replace(/(?<=.)\/$/, ''), parts };
  const parsed = linkSchema.safeParse(given);
  if (!parsed.success) {
    const isScreen = screens.some((screen) => screen.test(given.path));
    return refuse(
      isScreen ? 'it sets something that no screen has, or something too long' : 'there is no such screen',
    );
  }
  const written = parts.map(([name, text]) => `${name}=${encodeURIComponent(text).replaceAll('%20', '+')}`);
  return written.length === 0 ? given.path : `${given.path}?${written.join('&')}`;
}

/** Names and texts of a query; null if a percent sign is not followed by a character code. */
function partsOf(query: string): [name: string, text: string][] | null {
  const plain = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
  try {
    return query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const [name = '', ...text] = part.split('=');
        return [plain(name), plain(text.join('='))];
      });
  } catch {
    return null;
  }
}
