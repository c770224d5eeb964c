/** Who recorded an imported run, where it can only be looked at. */
export const runOrigins = ['csv', 'tensorboard', 'mlflow', 'wandb'] as const;
export type RunOriginName = (typeof runOrigins)[number];
