import type { EarlyStoppingConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { scheduleFunction } from './learning-rate-text.ts';
import { indent, joinBlocks, joinLines, pythonFloat } from './python-text.ts';

/** How a framework copies the network's parameters and restores them. */
export interface CopyText {
  readonly copy: string;
  readonly restore: readonly string[];
}

/** The loop over epochs; it calls `training_step` and `evaluate`. */
export function trainingLoop(config: RunConfig, copies: CopyText): string {
  return joinBlocks([scheduleFunction(config), loop(config, copies)]);
}

function loop(config: RunConfig, { copy, restore }: CopyText): string {
  const { earlyStopping: rule, batchSize, optimizer } = config;
  return joinLines([
    'history = []  # one entry an epoch',
    optimizer.schedule === null ? 'learning_rate = LEARNING_RATE' : null,
    batchSize === null ? null : 'shuffle = stream("shuffle")',
    batchSize === null ? null : 'updates = 0',
    ...(rule ? startOfStopping(rule) : []),
    '',
    'for epoch in range(EPOCHS):',
    '    # What is recorded of an epoch is of the parameters before its first update.',
    '    is_validated = epoch % EVALUATE_EVERY == 0 or epoch == EPOCHS - 1',
    '    validation_loss, validation_accuracy = None, None',
    '    if is_validated:',
    '        validation_loss, validation_accuracy = evaluate(x_validation, y_validation)',
    ...(rule ? judging(rule, copy) : []),
    '',
    indent(batchSize === null ? wholeSet(config) : inBatches(config), 4),
    '',
    '    loss = data_loss + penalty',
    indent(recording, 4),
    '    if not math.isfinite(loss):',
    '        print("diverged: the loss is not finite")',
    rule?.restoreBest ? '        kept = None' : null,
    '        break',
    ...(rule
      ? [
          '    if is_validated and best_epoch is not None and epoch - best_epoch >= PATIENCE:',
          '        break',
        ]
      : []),
    '',
    ...ending(rule, restore),
  ]);
}

function wholeSet({ optimizer: { schedule, decay } }: RunConfig): string {
  return joinLines([
    schedule ? 'learning_rate = scheduled_rate(epoch)' : null,
    'rate = learning_rate',
    decay === 0 ? null : 'learning_rate *= 1 / (1 + DECAY * epoch)  # compounds, as in the chapter',
    'data_loss, penalty, accuracy = training_step(x_train, y_train, learning_rate, epoch)',
  ]);
}

function inBatches({ optimizer: { schedule, decay } }: RunConfig): string {
  return joinLines([
    '# Means over the batches, weighted by their samples, each measured before its own update.',
    'order = shuffle.permutation(len(x_train))',
    'sums, samples = np.zeros(3), 0',
    'for start in range(0, len(order), BATCH_SIZE):',
    '    batch = order[start : start + BATCH_SIZE]',
    schedule ? '    learning_rate = scheduled_rate(updates)' : null,
    '    if start == 0:',
    '        rate = learning_rate',
    decay === 0 ? null : '    learning_rate *= 1 / (1 + DECAY * updates)  # compounds, as in the chapter',
    '    metrics = training_step(x_train[batch], y_train[batch], learning_rate, updates)',
    '    sums += len(batch) * np.array(metrics)',
    '    samples += len(batch)',
    '    if not np.isfinite(sums).all():',
    '        break',
    '    updates += 1',
    'data_loss, penalty, accuracy = (sums / samples).tolist()',
  ]);
}

const recording = `history.append({
    "epoch": epoch, "loss": loss, "data_loss": data_loss, "regularization_loss": penalty,
    "accuracy": accuracy, "learning_rate": rate,
    "validation_loss": validation_loss, "validation_accuracy": validation_accuracy,
})
if epoch % PRINT_EVERY == 0:
    print(
        f"epoch: {epoch} acc: {accuracy:.3f} loss: {loss:.3f} "
        f"(data_loss: {data_loss:.3f} reg_loss: {penalty:.3f}) lr: {rate}"
    )`;

/** What early stopping judges by; the comparison is that of `isBetter`. */
const judged = {
  validationLoss: { value: 'validation_loss', worst: 'math.inf', isBetter: '<', margin: '+' },
  validationAccuracy: { value: 'validation_accuracy', worst: '-math.inf', isBetter: '>', margin: '-' },
} as const;

function startOfStopping({ metric, restoreBest }: EarlyStoppingConfig): string[] {
  const { worst } = judged[metric];
  return [
    `best, best_epoch = ${worst}, None`,
    ...(restoreBest ? [`kept, kept_value = None, ${worst}  # the best parameters, by any margin`] : []),
  ];
}

function judging({ metric, minDelta, restoreBest }: EarlyStoppingConfig, copy: string): string[] {
  const { value, isBetter, margin } = judged[metric];
  const withMargin = minDelta === 0 ? value : `${value} ${margin} ${pythonFloat(minDelta)}`;
  return [
    `        if ${withMargin} ${isBetter} best:`,
    `            best, best_epoch = ${value}, epoch`,
    ...(restoreBest
      ? [`        if ${value} ${isBetter} kept_value:`, `            kept, kept_value = ${copy}, ${value}`]
      : []),
  ];
}

function ending(rule: EarlyStoppingConfig | null, restore: readonly string[]): string[] {
  const evaluation = 'validation_loss, validation_accuracy = evaluate(x_validation, y_validation)';
  const print = 'print(f"validation, acc: {validation_accuracy:.3f}, loss: {validation_loss:.3f}")';
  if (!rule?.restoreBest) return [evaluation, print];
  const { value, isBetter } = judged[rule.metric];
  return [
    evaluation,
    `if kept is not None and not ${value} ${isBetter} kept_value:`,
    ...restore.map((line) => `    ${line}`),
    `    ${evaluation}`,
    print,
  ];
}
