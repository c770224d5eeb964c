export {
  htmlReport,
  type Report,
  type ReportCell,
  type ReportFigure,
  type ReportTable,
} from './html-report.ts';
export { sweepCommand } from './sweep-command.ts';
