import { answerCalls } from '../../data/worker-calls.ts';
import { makeUnitMaps, type UnitDetail, type UnitMaps, type UnitMapsRequest } from './unit-maps.ts';

export interface UnitCall {
  readonly request: UnitMapsRequest;
  readonly detail: UnitDetail;
}

answerCalls<UnitCall, UnitMaps>(async ({ request, detail }) => {
  const { picture, ...maps } = makeUnitMaps(request, detail);
  const image = new ImageData(picture, maps.cells, maps.cells * maps.units.length);
  return { ...maps, picture: await createImageBitmap(image) };
});
