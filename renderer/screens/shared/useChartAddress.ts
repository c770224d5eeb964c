import { watch, type Ref } from 'vue';
import { flagKind, namesKind, orNone, rangeKind, rangesKind, useAddress } from '#data';
import type { ChartPage } from '#figure';

/** Keeps in the address what the charts of a page show: the zoomed intervals, a logarithmic epoch axis, and lines switched off. */
export function useChartAddress({ view, valueViews, hidden, logarithmicX }: ChartPage): void {
  tie(view, useAddress('zoom', orNone(rangeKind), null, { drags: true }));
  tie(valueViews, useAddress('zoomY', rangesKind, {}, { drags: true }));
  tie(logarithmicX, useAddress('logx', flagKind, false));
  tie(hidden, useAddress('hidden', namesKind, hidden.value));
}

/** Whichever changes, the other follows; initially the address takes precedence. */
function tie<Value>(own: Ref<Value>, address: Ref<Value>): void {
  own.value = address.value;
  watch(own, (value) => (address.value = value), { flush: 'sync' });
  watch(address, (value) => (own.value = value));
}
