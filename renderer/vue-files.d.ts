/** For compilers that do not read .vue files, as `tsc -b` and editors without Vue's extension; vue-tsc takes the files themselves. */
declare module '*.vue' {
  import type { Component } from 'vue';

  const component: Component;
  export default component;
}
