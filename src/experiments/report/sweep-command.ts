import type { SweepDefinition } from '../sweep/sweep-definition.ts';

/**
 * The command that trains a sweep again from a file with its base config. Null if the command line cannot express the definition: points of
 * one axis that set different paths, or one point that sets paths to different values.
 */
export function sweepCommand({ axes, seeds, study }: SweepDefinition, configFile: string): string | null {
  const prefix = 'npm run -s cli -- sweep';
  if (study !== undefined) return `${prefix} --study ${study}`;
  const grids = axes.map(({ points }) => {
    const paths = Object.keys(points[0]!);
    const values = points.map((point) => {
      const [first, ...others] = paths.map((path) => point[path]);
      const isUniform =
        Object.keys(point).length === paths.length && others.every((other) => other === first);
      return isUniform && first !== undefined ? String(first) : null;
    });
    return values.includes(null) ? null : ` --grid ${paths.join('+')}=${values.join(',')}`;
  });
  if (grids.includes(null)) return null;
  return `${prefix} --config ${configFile}${grids.join('')} --seeds ${seeds.join(',')}`;
}
