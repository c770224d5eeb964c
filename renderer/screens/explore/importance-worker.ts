import { settingImportance, type ImportanceStudy } from '#api';
import { answerCalls } from '../../data/worker-calls.ts';
import type { ImportanceRequest } from '../../figures/explore/importance-figure.ts';

answerCalls<ImportanceRequest, ImportanceStudy | null>(({ settings, targets }) =>
  settingImportance(settings, targets),
);
