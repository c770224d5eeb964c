import { answerCalls } from '../../data/worker-calls.ts';
import { type Disagreement, type DisagreementRequest, mapDisagreement } from './disagreement-map.ts';

answerCalls<DisagreementRequest, Disagreement>(async (request) => {
  const { picture, ...rest } = mapDisagreement(request);
  const { columns, rows } = request.plane;
  return { ...rest, picture: await createImageBitmap(new ImageData(picture, columns, rows)) };
});
