import { cutText } from './cut-text.ts';

/** Longest run name, in characters. */
export const maxNameLength = 120;

const adjectives = (
  'agile amber ample azure bold brave breezy bright brisk calm candid clear clever cool coral crisp curious dapper ' +
  'deft eager early fair fleet fond frank fresh gentle glad golden grand green happy honest ivory jolly keen kind ' +
  'light lively loyal lucid lucky mellow merry mild neat nimble noble opal patient plain polite proud quick quiet ' +
  'rapid rosy rustic sandy scarlet serene sharp shy silent silver sleek smart snug solid steady still sunny swift ' +
  'tidy vivid warm wise witty young'
).split(' ');

const nouns = (
  'acorn alder badger beacon birch bison brook canyon cedar cliff cloud comet coral crane creek dale deer delta dove ' +
  'dune eagle elm ember falcon fern finch fjord forest fox glade grove gull harbor hare hawk hazel heron hill ibis ' +
  'iris island jay juniper kestrel lagoon lark laurel lemur lily lynx maple marsh meadow moss newt oak orchid osprey ' +
  'otter owl palm pebble pine plover poppy prairie puffin raven reef ridge river robin sage seal sparrow spruce stone ' +
  'stork swan thistle tide trout tulip valley walnut wave willow wren'
).split(' ');

/**
 * A name for a run such as `amber-otter-12`: adjective, noun, number from 1 to 99. Not unique; ids are.
 * @param random uniform on [0, 1)
 */
export function runName(random: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  return `${pick(adjectives)}-${pick(nouns)}-${1 + Math.floor(random() * 99)}`;
}

/** The name of a fork that was not given one: it says where the fork comes from. */
export function forkName(parentName: string, epoch: number): string {
  const end = ` @ ${epoch.toLocaleString('en')}`;
  return cutText(parentName, maxNameLength - end.length) + end;
}
