-- Rows as version 13 wrote them, the first brought in from a file: a diverged run of two epochs that belongs to a sweep, and a fork of it that early stopping completed.
INSERT INTO sessions VALUES ('sssssssss1', 'serve', 1, '0.1.0', '2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z', 0);
INSERT INTO imports VALUES (1, 'mmmmmmmmm1', 'lambdascope.sqlite3', '2026-01-02T00:00:00.000Z', NULL);
INSERT INTO runs (
  run_id, public_id, name, status, seed, session_id, created_at, started_at, ended_at, trained_ms, diverged_at,
  app_version, engine_version, platform, host, kernel_variant, dataset, samples, optimizer, learning_rate, dense_layers,
  dense_units, epochs_done, last_epoch, last_loss, last_data_loss, last_regularization_loss, last_accuracy,
  last_learning_rate, last_penalties, best_epoch, best_loss, best_data_loss, best_regularization_loss, best_accuracy,
  best_learning_rate, best_validation_loss, best_validation_accuracy, best_evaluated_data_loss, best_evaluated_accuracy,
  best_penalties, config, notes, search_text, name_key
) VALUES (
  1, '0123456789', 'chapter-100x64', 'diverged', 0, 'sssssssss1', '2026-01-01T00:00:00.000Z',
  '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z', 1000, 1,
  '0.1.0', '0.1.0', 'linux-x64', 'serve', 'float64', 'spiral', 300, 'adam', 0.05, 2,
  67, 2, 1, 'NaN', 'NaN', 0.25, 0.5,
  0.05, '["0.25","0"]', 0, 1.5, 1.25, 0.25, 0.5,
  0.05, 1.125, 0.5, 1.25, 0.5, '["0.25","0"]',
  '{"dataset":{"kind":"spiral","samplesPerClass":100,"classes":3,"noise":0.2,"labelNoise":0,"positions":"grid"},"validation":{"samplesPerClass":100},"test":null,"layers":[{"kind":"dense","units":64,"weightRegularizerL1":0,"weightRegularizerL2":1e-5,"biasRegularizerL1":0,"biasRegularizerL2":1e-5},{"kind":"relu"},{"kind":"dense","units":3,"weightRegularizerL1":0,"weightRegularizerL2":0,"biasRegularizerL1":0,"biasRegularizerL2":0},{"kind":"softmax"}],"loss":{"kind":"categoricalCrossentropy"},"optimizer":{"kind":"adam","learningRate":0.05,"decay":1e-8,"schedule":null,"weightDecay":0,"epsilon":1e-7,"beta1":0.9,"beta2":0.999},"epochs":100,"batchSize":null,"evaluateEvery":10,"earlyStopping":null,"seed":0,"precision":"float64"}',
  'kept', 'chapter-100x64', 'chapter-03100x0264'
);
INSERT INTO runs (
  run_id, public_id, name, status, seed, session_id, created_at, started_at, ended_at, trained_ms,
  app_version, engine_version, platform, host, kernel_variant, dataset, samples, optimizer, learning_rate, dense_layers,
  dense_units, digest, stopped_early, parent_id, branch_epoch, ancestry, epochs_done, config, search_text
) VALUES (
  2, '9876543210', 'fork', 'completed', 0, 'sssssssss1', '2026-01-01T00:00:03.000Z',
  '2026-01-01T00:00:04.000Z', '2026-01-01T00:00:05.000Z', 1000,
  '0.1.0', '0.1.0', 'linux-x64', 'serve', 'float64', 'spiral', 300, 'adam', 0.05, 2,
  67, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 1, '0123456789', 1,
  '[{"until":1,"config":{"dataset":{"kind":"spiral","samplesPerClass":100,"classes":3,"noise":0.2,"labelNoise":0,"positions":"grid"},"validation":{"samplesPerClass":100},"test":null,"layers":[{"kind":"dense","units":64,"weightRegularizerL1":0,"weightRegularizerL2":1e-5,"biasRegularizerL1":0,"biasRegularizerL2":1e-5},{"kind":"relu"},{"kind":"dense","units":3,"weightRegularizerL1":0,"weightRegularizerL2":0,"biasRegularizerL1":0,"biasRegularizerL2":0},{"kind":"softmax"}],"loss":{"kind":"categoricalCrossentropy"},"optimizer":{"kind":"adam","learningRate":0.05,"decay":1e-8,"schedule":null,"weightDecay":0,"epsilon":1e-7,"beta1":0.9,"beta2":0.999},"epochs":100,"batchSize":null,"evaluateEvery":10,"earlyStopping":null,"seed":0,"precision":"float64"}}]',
  2,
  '{"dataset":{"kind":"spiral","samplesPerClass":100,"classes":3,"noise":0.2,"labelNoise":0,"positions":"grid"},"validation":{"samplesPerClass":100},"test":null,"layers":[{"kind":"dense","units":64,"weightRegularizerL1":0,"weightRegularizerL2":0.001,"biasRegularizerL1":0,"biasRegularizerL2":0},{"kind":"relu"},{"kind":"dense","units":3,"weightRegularizerL1":0,"weightRegularizerL2":0,"biasRegularizerL1":0,"biasRegularizerL2":0},{"kind":"softmax"}],"loss":{"kind":"categoricalCrossentropy"},"optimizer":{"kind":"adam","learningRate":0.05,"decay":0,"schedule":null,"weightDecay":0.01,"epsilon":1e-7,"beta1":0.9,"beta2":0.999},"epochs":50,"batchSize":32,"evaluateEvery":1,"earlyStopping":{"patience":1,"metric":"validationLoss","minDelta":0,"restoreBest":false},"seed":0,"precision":"float64"}',
  'fork'
);
UPDATE runs SET parameters = 387, weight_regularizer_l1 = 0, weight_regularizer_l2 = 1e-5, bias_regularizer_l1 = 0, bias_regularizer_l2 = 1e-5 WHERE run_id = 1;
UPDATE runs SET parameters = 387, weight_regularizer_l1 = 0, weight_regularizer_l2 = 1e-3, bias_regularizer_l1 = 0, bias_regularizer_l2 = 0 WHERE run_id = 2;
INSERT INTO epochs VALUES
  (1, 0, 1.5, 1.25, 0.25, 0.5, 0.05, 1.125, 0.5, 1.25, 0.5),
  (1, 1, 'NaN', 'NaN', 0.25, 0.5, 0.05, NULL, NULL, NULL, NULL),
  (2, 1, 1.5, 1.25, 0.25, 0.5, 0.05, 1.125, 0.5, 1.0, 0.75);
INSERT INTO epoch_penalties VALUES (1, 0, 0, 0.0, 0.25, 0.0, 0.0), (1, 1, 0, 0.0, 0.25, 0.0, 0.0), (2, 1, 0, 0.0, 0.25, 0.0, 0.0);
INSERT INTO tags (run_id, tag, position) VALUES (1, 'wide', 0), (1, 'seed 0', 1);
INSERT INTO checkpoints (run_id, epoch, saved_at, bytes) VALUES (2, 2, '2026-01-01T00:00:05.000Z', x'00ff');
INSERT INTO snapshots (run_id, epoch, parameters) VALUES (2, 1, x'0000803f000000c0');
INSERT INTO sweeps VALUES (1, 'vvvvvvvvv1', 'two seeds', '{"base":{},"axes":[],"seeds":[0,1]}', '2026-01-01T00:00:00.000Z', NULL, 1);
UPDATE runs SET sweep_id = 1 WHERE run_id = 1;
INSERT INTO data_tables VALUES ('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'flowers.csv', '2026-01-01T00:00:00.000Z', 3, 2, 3,
  '{"features":["x"],"label":"c","labels":["a","b"],"leftOut":{"count":0,"first":[]},"constantFeatures":[],"dialect":{"delimiter":",","header":true}}', NULL, 1);
INSERT INTO data_table_chunks VALUES ('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 0, x'616263');
UPDATE runs SET test_data_loss = 0.5, test_accuracy = 0.75, test_revealed_at = '2026-01-01T00:00:06.000Z' WHERE run_id = 2;
INSERT INTO confirmations VALUES (1, 'ccccccccc1', 1, '{"chosen":{},"baseline":{},"choice":{"by":"hand"},"test":{"samplesPerClass":1000},"seeds":[7,8]}', '2026-01-01T00:00:07.000Z');
UPDATE runs SET confirmation_id = 1 WHERE run_id = 2;
UPDATE runs SET place = 'workers', generation = 2, attempt = 3, sequence = 4, generation_epochs = 2 WHERE run_id = 2;
INSERT INTO stints VALUES
  (1, 0, NULL, NULL, NULL, 0, '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z', 'ended'),
  (2, 0, '6f9619ff-8b86-4d01-b42d-00cf4fc964ff', 'lab', 'lab-3', 1, '2026-01-01T00:00:04.000Z', '2026-01-01T00:00:04.500Z', 'lost'),
  (2, 1, '00000000-8b86-4d01-b42d-00cf4fc964ff', 'attic', 'attic-1', 1, '2026-01-01T00:00:04.600Z', '2026-01-01T00:00:05.000Z', 'ended');
UPDATE runs SET import_id = 1, threads = 2, onset_epochs = 2 WHERE run_id = 1;
INSERT INTO run_overviews VALUES (2, 'dataLoss', x'000000000000f03f', x'000000000000f43f');
INSERT INTO verifications VALUES (1, '2026-01-01T00:00:08.000Z', 'serve', 'linux-x64', '3.1.0', 0, 1, NULL, 'loss', 'NaN', '1.5', '{}');
