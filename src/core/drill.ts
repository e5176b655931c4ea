/** A relapse drill: the scene is content, the run is this plain state. The engine is in its own right a pure function. */
export interface DrillRun {
  version: number;
  scenario: string;
}
