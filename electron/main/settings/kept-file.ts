export { readKept, writeKept } from '#app';
