import { type Explanation, useSessionEvent } from '@freshkey/react';
import { useState } from 'react';

export function LastRefusal() {
  const [refusal, setRefusal] = useState<Explanation>();
  useSessionEvent('unauthorized', setRefusal);
  return (
    <section className="panel" aria-labelledby="refusal">
      <h2 id="refusal">Last refusal</h2>
      {refusal ? (
        <div className="refusal">
          <code className="reason">{refusal.reason}</code>
          <p>{refusal.message}</p>
          {refusal.diagnosis?.cause && (
            <p className="quiet">
              {refusal.diagnosis.cause.title}. {refusal.diagnosis.cause.fix}
            </p>
          )}
        </div>
      ) : (
        <p className="quiet">No request was refused so far.</p>
      )}
    </section>
  );
}
