import { answerCalls } from '#data';
import {
  activationHistograms,
  countEffectiveParameters,
  inspectSnapshot,
  type ActivationHistogram,
  type InspectedNetwork,
  type Inspection,
} from './inspect-snapshot.ts';
import type { EffectiveParameters } from '#api';

/** The requests that the worker takes, each with the type of its answer. */
export type InspectionRequest =
  | { readonly kind: 'inspect'; readonly network: InspectedNetwork }
  | { readonly kind: 'activations'; readonly network: InspectedNetwork; readonly places: readonly number[] }
  | { readonly kind: 'effective'; readonly network: InspectedNetwork };
export type InspectionAnswer = Inspection | readonly ActivationHistogram[] | EffectiveParameters | null;

answerCalls<InspectionRequest, InspectionAnswer>((request) => {
  if (request.kind === 'inspect') return inspectSnapshot(request.network);
  if (request.kind === 'activations') return activationHistograms(request.network, request.places);
  return countEffectiveParameters(request.network);
});
