export const enum CommandKind {
  Pass,
  Update,
}

/** What the threads of a network must do next: the arguments of `pass` and `update` in index.ts. */
@unmanaged
export class Command {
  kind: CommandKind;
  threads: i32;
  panels: i32;
  samples: i32;
  inputs: usize;
  places: usize;
  targets: usize;
  learn: bool;
  isWide: bool;
  updates: u32;
  learningRate: f64;
  correction1: f64;
  correction2: f64;
}
