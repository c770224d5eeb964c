import { readName, writeName, type AddressKind } from '../../data/address/address-kinds.ts';

/** A table's feature by index; addresses use its name. */
export function featureKind(features: readonly string[]): AddressKind<number | null> {
  return {
    read(text) {
      const place = features.indexOf(readName(text) ?? '');
      return place === -1 ? undefined : place;
    },
    write: (place) => (place === null ? '' : writeName(features[place] ?? '')),
  };
}
