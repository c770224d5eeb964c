import { associations, settingImportance } from '#api';
import { answerCalls } from '#data';
import type { ImportanceAnswer, ImportanceRequest } from '../../figures/explore/importance-figure.ts';

answerCalls<ImportanceRequest, ImportanceAnswer>(({ settings, targets }) => ({
  study: settingImportance(settings, targets),
  together: associations(settings),
}));
