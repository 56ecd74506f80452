interface Asked<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One call is under way at a time: what is asked meanwhile goes together in the next one. A lone question never waits;
 * many cost a fraction of a call each. When a call fails, all who ask hear so.
 */
export function askTogether<Question, Answer>(
  call: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most: number,
): (question: Question) => Promise<Answer> {
  let waiting: Asked<Question, Answer>[] = [];
  let underWay = false;

  const go = async (): Promise<void> => {
    underWay = true;
    // Who asks in this very moment comes along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const answers = await call(batch.map(({ question }) => question));
        if (answers.length !== batch.length) throw new Error("Not every question was answered.");
        batch.forEach(({ resolve }, index) => {
          resolve(answers[index] as Answer);
        });
      } catch (error) {
        // Who waits for the next call would only hear the same, later.
        for (const { reject } of [...batch, ...waiting.splice(0)]) reject(error);
      }
    }
    underWay = false;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!underWay) void go();
    });
}
