import { answerCalls } from '../../data/worker-calls.ts';
import { makeScene, type Scene, type SceneRequest } from './scene.ts';

answerCalls<SceneRequest, Scene>(async (request) => {
  const { picture, ...scene } = makeScene(request);
  const { columns, rows } = request.plane;
  return { ...scene, picture: await createImageBitmap(new ImageData(picture, columns, rows)) };
});
