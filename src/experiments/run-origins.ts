/** The recorders of imported runs, which can only be viewed. */
export const runOrigins = ['csv', 'tensorboard', 'mlflow', 'wandb'] as const;
export type RunOriginName = (typeof runOrigins)[number];
