import { capitalize, type LayerNumber, type OptimizerField, pathWords } from '#words';

/** One sentence about each field of a config, by dotted path; layers are without their index. */
export const explanations: Readonly<Record<string, string>> &
  Readonly<Record<`layers.${LayerNumber}` | `optimizer.${OptimizerField}` | 'initialization', string>> = {
  seed: 'Decides the samples, the initial weights, the order of batches and what dropout drops: the same seed, the same run.',
  precision:
    'float64 gives the same bits on every machine; float32 is about twice as fast and rounds to seven digits, so that within a few hundred epochs its curves part from those of float64.',
  'dataset.samplesPerClass': 'Training samples drawn for each class; with fewer, a network overfits sooner.',
  'validation.samplesPerClass':
    'Samples per class that are never trained on, to measure how well the network generalizes.',
  'validation.share':
    'Share of the rows that is never trained on, to measure how well the network generalizes.',
  'validation.folds':
    'The rows that are no test rows are dealt to so many folds, alike for every seed; one is held out, the others are trained on. A sweep over all folds holds out every row once.',
  'validation.fold': 'Which fold is held out, from 0.',
  'validation.repeat': 'Another number deals the rows out to the folds anew.',
  'test.samplesPerClass':
    'Samples per class that nobody looks at before the run is over: for the one honest number at the end.',
  'test.share':
    'Share of the rows that nobody looks at before the run is over: for the one honest number at the end.',
  'dataset.classes': 'Arms of the spiral, or clouds; the output layer needs one unit for each.',
  'dataset.noise':
    'Standard deviation of each sample: of its angle on a spiral, else of both coordinates; more noise mixes the classes.',
  'dataset.factor': 'Radius of the inner circle; the outer one has radius 1.',
  'dataset.labelNoise':
    'Share of the training samples that get a wrong class; validation and test stay clean. A network that learns them overfits.',
  'dataset.trainingShare':
    'Share of the remaining rows that is trained on; validation and test stay the same, so that runs compare.',
  'dataset.standardize':
    'Shifts and scales every feature to mean 0 and standard deviation 1 over the training rows, validation and test alike.',
  'dataset.stratified': 'Gives training, validation and test the same proportions of the classes.',
  lambda:
    'Each layer adds λ₁ Σ|w| + λ₂ Σw² to the loss: L1 drives weights to zero, L2 keeps them small. 0 turns a penalty off.',
  'layers.alpha':
    'What inputs below 0 are multiplied by; 0 makes it a ReLU. A small slope keeps every unit learning.',
  initialization:
    'Standard deviation of the normal draws that weights start from: 0.01 in the chapter, √(2 / inputs) for He, √(2 / (inputs + units)) for Xavier (Glorot). He suits ReLU, Xavier tanh and sigmoid. Biases start at 0.',
  'layers.rate':
    'Share of the outputs before it that each training pass sets to 0, the others scaled up to match; off in validation.',
  'optimizer.learningRate': 'Size of the step that each update takes.',
  'optimizer.decay':
    'The chapter’s compounding decay: update t (0, 1, …) first divides the learning rate by 1 + decay × t, so that it falls ever faster; 0 keeps it constant.',
  'optimizer.schedule.kind':
    'How the learning rate goes: by the chapter’s compounding decay, or by a schedule that depends on the place in the run alone.',
  'optimizer.schedule.decay': 'The rate at update t is the learning rate divided by 1 + decay × t.',
  'optimizer.schedule.factor': 'What the rate is multiplied by at every step.',
  'optimizer.schedule.everyUpdates':
    'Updates from one step to the next. Without batches an epoch is one update.',
  'optimizer.schedule.minimum':
    'The rate of the last update. The cosine is stretched over the planned epochs, so a run that ends early does not get there.',
  'optimizer.schedule.warmupUpdates':
    'Updates over which the rate climbs linearly to the learning rate, before the schedule starts; 0 for none.',
  'optimizer.weightDecay':
    'Takes learning rate × this of every weight and bias away before each step, past the optimizer’s averages (AdamW); L2 in the loss goes through them, so the two differ for all but plain SGD.',
  'optimizer.momentum': 'Share of the step before that is added to each step.',
  'optimizer.nesterov': 'Looks ahead along the momentum before it corrects.',
  'optimizer.epsilon': 'Keeps a step finite where the gradients are near 0.',
  'optimizer.rho': 'Share of the average of squared gradients that is kept at each update.',
  'optimizer.beta1': 'Share of the average of gradients that is kept at each update.',
  'optimizer.beta2': 'Share of the average of squared gradients that is kept at each update.',
  epochs: 'Passes over the training set; each is recorded.',
  batchSize:
    'Samples per update, shuffled anew each epoch; empty takes the whole set at once, as the chapter does.',
  evaluateEvery:
    'Epochs from one measurement on the validation set, and on the whole training set, to the next.',
  'earlyStopping.patience': 'Ends the run once validation has not improved on its best for this many epochs.',
  'earlyStopping.metric': 'What counts as better: a lower validation loss, or a higher validation accuracy.',
  'earlyStopping.minDelta': 'A smaller improvement than this does not count.',
  'earlyStopping.restoreBest':
    'Ends the run, stopped early or not, with the parameters of its best validated epoch. Its validation figure is then the best of all those looked at, so it looks better than new data would; the test set does not.',
};

/** Labels other than a field's short name, which says too little or too much within its section. */
const labels: Readonly<Record<string, string>> = {
  'dataset.samplesPerClass': 'Samples per class',
  'dataset.trainingShare': 'Training share',
  'dataset.factor': 'Inner radius',
  'validation.samplesPerClass': 'Validation per class',
  'validation.share': 'Validation share',
  'validation.fold': 'Fold held out',
  'test.samplesPerClass': 'Test per class',
  'test.share': 'Test share',
};

/** The label of a field outside the layers, by dotted path. */
export function labelOf(path: string): string {
  return labels[path] ?? capitalize(pathWords(path, { layers: [] }).short);
}
