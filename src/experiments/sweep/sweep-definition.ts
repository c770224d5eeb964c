import { z } from 'zod';
import { maxNameLength } from '../naming.ts';
import { runConfigSchema } from '../run-config.ts';
import { studyKinds } from '../studies/study-kinds.ts';
import { later } from '../later.ts';

/** The maximum number of runs in one sweep. */
export const maxSweepRuns = 10_000;

const value = later(() => z.union([z.number(), z.string(), z.boolean(), z.null()]));

/**
 * One way in which the runs of a sweep differ. A point sets one or several paths of the config at once, so that a lambda may move in all
 * layers together, and points of one axis may set different paths: L1 at one, L2 at the next.
 */
export const sweepAxisSchema = later(() =>
  z.strictObject({
    points: z
      .array(z.record(z.string().min(1).max(200), value))
      .min(1)
      .max(1000),
  }),
);

/** A sweep: every combination of one point from each axis, once per seed. */
export const sweepDefinitionSchema = later(() =>
  z.strictObject({
    name: z.string().trim().min(1).max(maxNameLength).optional(),
    base: runConfigSchema,
    axes: z.array(sweepAxisSchema).max(6).default([]),
    /** For a guided study: its page then ends with the study's conclusion. */
    study: z.enum(studyKinds).optional(),
    seeds: z.array(z.int().min(0).max(4_294_967_295)).min(1).max(1000),
  }),
);

export type SweepAxis = z.output<typeof sweepAxisSchema>;
export type SweepDefinition = z.output<typeof sweepDefinitionSchema>;
/** A definition as people write it: fields with defaults may be omitted. */
export type SweepDefinitionInput = z.input<typeof sweepDefinitionSchema>;
