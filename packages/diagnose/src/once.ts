/** Computes at the first call and remembers, so that a fact that no rule asks for costs nothing. */
export function once<Value>(compute: () => Value): () => Value {
  let known = false;
  let value: Value;
  return () => {
    if (!known) {
      value = compute();
      known = true;
    }
    return value;
  };
}
